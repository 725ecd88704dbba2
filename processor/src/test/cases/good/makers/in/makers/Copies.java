package makers;

import dev.forja.Forward;

class Copies {
  final int a;

  Copies(int a) {
    this.a = a;
  }

  Copies(Copies other) {
    this.a = other.a;
  }

  private Copies(String text) {
    this.a = text.length();
  }

  static Copies ofText(String text) {
    return new Copies(text);
  }

  @Forward
  int forward(Copies other) {
    return a - other.a;
  }
}
