package dev.forja.kernel;

/** Chooses the kernels of this process. */
final class KernelProvider {
  private KernelProvider() {}

  static Kernels choose() {
    return scalar();
  }

  static Kernels scalar() {
    return new Kernels(
        "scalar",
        new ScalarElementwise(),
        new ScalarReduction(),
        new ScalarMatmul(),
        new ScalarSoftmax(),
        new ScalarOptimizer());
  }
}
