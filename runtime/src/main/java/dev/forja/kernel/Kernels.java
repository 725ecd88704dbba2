package dev.forja.kernel;

import org.jspecify.annotations.Nullable;

/**
 * The kernels in use, by family: those of the Vector API where the module {@code
 * jdk.incubator.vector} is present and this JVM compiles them well, else the plain loops, with one
 * log line that names the reason and the remedy. Until the vector kernels are compiled, plain loops
 * serve, which give the same bits, see {@link Startup}; a single processor has no time for both.
 * {@code -Dforja.kernels=scalar} forces the plain loops, {@code vector} the Vector API, and is an
 * error where its module is missing; {@code -Dforja.vector.bits=128|256|512} sets the width.
 *
 * @param name {@code scalar}, {@code vector} with the width, such as {@code vector-512}, or {@code
 *     scalar-to-vector}
 * @param startup hears which families are used; null where the kernels stay as they are
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
    AttentionKernels attention,
    @Nullable Startup startup) {
  /** Kernels that stay. */
  private static final @Nullable Kernels CHOSEN;

  /** Kernels that change while the JVM compiles. */
  private static final @Nullable Startup STARTUP;

  /**
   * Why no kernels could be chosen; kept so that every use reports the cause, not only the first.
   */
  private static final @Nullable RuntimeException REFUSED;

  static {
    Kernels chosen = null;
    Startup startup = null;
    RuntimeException refused = null;
    try {
      startup = KernelProvider.startup();
      chosen = startup == null ? KernelProvider.choose() : null;
    } catch (IllegalArgumentException e) {
      refused = e;
    } catch (ExceptionInInitializerError e) {
      if (!(e.getCause() instanceof IllegalArgumentException cause)) {
        throw e;
      }
      refused = cause;
    }
    CHOSEN = chosen;
    STARTUP = startup;
    REFUSED = refused;
  }

  /** Kernels that stay as they are. */
  public Kernels(
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
    this(
        name,
        elementwise,
        reduction,
        matmul,
        softmax,
        optimizer,
        convolution,
        pooling,
        norm,
        rowNorm,
        attention,
        null);
  }

  /**
   * The kernels of this process at this moment. An op asks once and keeps what it was given until
   * its end, so that what it packs is multiplied by the kernels that packed it.
   *
   * @throws IllegalArgumentException if one of the properties above has an invalid value
   */
  public static Kernels get() {
    if (STARTUP != null) {
      return STARTUP.current();
    }
    if (CHOSEN == null) {
      throw new IllegalArgumentException(
          REFUSED == null ? "there are no kernels" : REFUSED.getMessage(), REFUSED);
    }
    return CHOSEN;
  }

  private void use(Family family) {
    if (startup != null) {
      startup.use(family);
    }
  }

  @Override
  public ReductionKernels reduction() {
    use(Family.REDUCTION);
    return reduction;
  }

  @Override
  public MatmulKernels matmul() {
    use(Family.MATMUL);
    return matmul;
  }

  @Override
  public SoftmaxKernels softmax() {
    use(Family.SOFTMAX);
    return softmax;
  }

  @Override
  public OptimizerKernels optimizer() {
    use(Family.OPTIMIZER);
    return optimizer;
  }

  @Override
  public ConvolutionKernels convolution() {
    use(Family.CONVOLUTION);
    return convolution;
  }

  @Override
  public PoolingKernels pooling() {
    use(Family.POOLING);
    return pooling;
  }

  @Override
  public NormKernels norm() {
    use(Family.NORM);
    return norm;
  }

  @Override
  public RowNormKernels rowNorm() {
    use(Family.ROW_NORM);
    return rowNorm;
  }

  @Override
  public AttentionKernels attention() {
    use(Family.ATTENTION);
    return attention;
  }

  /** These kernels, of which the given start-up hears when a family is used. */
  Kernels startedBy(Startup start) {
    return new Kernels(
        name + "-to-vector",
        new StartedElementwise(elementwise, start),
        reduction,
        matmul,
        softmax,
        optimizer,
        convolution,
        pooling,
        norm,
        rowNorm,
        attention,
        start);
  }

  /** These kernels, with one family of others. */
  Kernels with(Family family, Kernels other) {
    return new Kernels(
        name,
        elementwise,
        family == Family.REDUCTION ? other.reduction : reduction,
        family == Family.MATMUL ? other.matmul : matmul,
        family == Family.SOFTMAX ? other.softmax : softmax,
        family == Family.OPTIMIZER ? other.optimizer : optimizer,
        family == Family.CONVOLUTION ? other.convolution : convolution,
        family == Family.POOLING ? other.pooling : pooling,
        family == Family.NORM ? other.norm : norm,
        family == Family.ROW_NORM ? other.rowNorm : rowNorm,
        family == Family.ATTENTION ? other.attention : attention,
        startup);
  }
}
