package dev.forja.demo.multiply;

import dev.forja.Forward;
import java.io.PrintWriter;

/**
 * Three numbers, of which a call multiplies the first two: {@code __call__ = multiply}, as one
 * would write in Python.
 */
final class Numbers {
  private final int first;
  private final int second;

  Numbers(int first, int second, int third, PrintWriter out) {
    this.first = first;
    this.second = second;
    out.printf("    Numbers(%d, %d, %d) constructed%n", first, second, third);
  }

  @Forward
  int multiply() {
    return first * second;
  }
}
