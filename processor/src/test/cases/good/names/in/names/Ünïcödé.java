package names;

import dev.forja.Forward;

class Ünïcödé {
  @Forward
  int größe(int été) {
    return été;
  }
}
