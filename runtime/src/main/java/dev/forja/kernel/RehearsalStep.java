package dev.forja.kernel;

/** Runs one kernel, with one or several sizes. */
@FunctionalInterface
interface RehearsalStep {
  void run(Kernels kernels);
}
