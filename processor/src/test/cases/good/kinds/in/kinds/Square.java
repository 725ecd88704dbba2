package kinds;

import dev.forja.Forward;

final class Square extends Shape2 {
  @Override
  @Forward
  final int area(int side) {
    return side * side;
  }
}
