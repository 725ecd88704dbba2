package dev.forja.kernel;

import org.jspecify.annotations.Nullable;

/**
 * The kernels in use, by family. Chosen once, when first asked for: those of the Vector API where
 * the module {@code jdk.incubator.vector} is present and this JVM compiles them well, else the
 * plain loops, with one log line that names the reason and the remedy. {@code
 * -Dforja.kernels=scalar} forces the plain loops, {@code vector} the Vector API, and is an error
 * where its module is missing; {@code -Dforja.vector.bits=128|256|512} sets the width.
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
  private static final @Nullable Kernels CHOSEN;

  /**
   * Why no kernels could be chosen; kept so that every use reports the cause, not only the first.
   */
  private static final @Nullable RuntimeException REFUSED;

  static {
    Kernels chosen = null;
    RuntimeException refused = null;
    try {
      chosen = KernelProvider.choose();
    } catch (IllegalArgumentException e) {
      refused = e;
    } catch (ExceptionInInitializerError e) {
      if (!(e.getCause() instanceof IllegalArgumentException cause)) {
        throw e;
      }
      refused = cause;
    }
    CHOSEN = chosen;
    REFUSED = refused;
  }

  /**
   * The kernels of this process.
   *
   * @throws IllegalArgumentException if one of the properties above has an invalid value
   */
  public static Kernels get() {
    if (CHOSEN == null) {
      throw new IllegalArgumentException(
          REFUSED == null ? "there are no kernels" : REFUSED.getMessage(), REFUSED);
    }
    return CHOSEN;
  }
}
