package app;

import dev.forja.*;

class Product {
  final int a, b, c;

  Product(int a, int b, int c) {
    this.a = a;
    this.b = b;
    this.c = c;
  }

  @Forward
  int multiply() {
    return a * b;
  }
}
