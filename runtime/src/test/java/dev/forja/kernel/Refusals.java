package dev.forja.kernel;

import dev.forja.kernel.parallel.Parallel;
import java.util.function.Supplier;

/** Prints the errors of the first and of later uses in a JVM with an invalid property. */
final class Refusals {
  private Refusals() {}

  public static void main(String[] args) {
    for (int i = 0; i < 2; i++) {
      say(Kernels::get);
      say(Parallel::threads);
    }
  }

  private static void say(Supplier<?> use) {
    try {
      System.out.println("works: " + use.get());
    } catch (Throwable refused) {
      System.out.println(refused.getClass().getSimpleName() + ": " + refused.getMessage());
    }
  }
}
