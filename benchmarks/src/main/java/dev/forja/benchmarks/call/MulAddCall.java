package dev.forja.benchmarks.call;

/** What a JDK proxy needs: an interface. */
interface MulAddCall {
  int mulAdd(int a, int b);
}
