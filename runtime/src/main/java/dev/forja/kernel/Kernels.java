package dev.forja.kernel;

/**
 * The kernels in use, by family. Chosen once, when first asked for: those of the Vector API where
 * the module {@code jdk.incubator.vector} is present, else the scalar ones, with one log line that
 * names the remedy. {@code -Dforja.kernels=scalar} forces the fallback, {@code vector} makes its
 * absence an error; {@code -Dforja.vector.bits=128|256|512} sets the width.
 *
 * @param name {@code scalar}, or {@code vector} with the width, such as {@code vector-512}
 */
public record Kernels(
    String name,
    ElementwiseKernels elementwise,
    ReductionKernels reduction,
    MatmulKernels matmul,
    SoftmaxKernels softmax,
    OptimizerKernels optimizer,
    ConvolutionKernels convolution,
    PoolingKernels pooling,
    NormKernels norm,
    RowNormKernels rowNorm,
    AttentionKernels attention) {
  private static final Kernels CHOSEN = KernelProvider.choose();

  /** The kernels of this process. */
  public static Kernels get() {
    return CHOSEN;
  }
}
