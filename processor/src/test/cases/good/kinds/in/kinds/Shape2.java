package kinds;

import dev.forja.Forward;

sealed class Shape2 permits Square {
  @Forward
  synchronized int area(int side) {
    return side;
  }
}
