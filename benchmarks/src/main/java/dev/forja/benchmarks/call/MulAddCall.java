package dev.forja.benchmarks.call;

/** The interface that a JDK proxy needs. */
interface MulAddCall {
  int mulAdd(int a, int b);
}
