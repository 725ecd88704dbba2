package dev.forja.kernel.parallel;

/**
 * The amounts of work from which on the threads of the pool share it. Waking a thread takes some
 * microseconds, so a share must take longer than that. This is the only table of these numbers; all
 * code that divides work uses it.
 *
 * <p>A name that ends in {@code _SHARE} is the smallest amount that one task should hold. A name
 * that ends in {@code _ALONE} is the largest amount that one thread processes alone, for kernels
 * that start to share later than the smallest share suggests. Convolutions that distribute whole
 * images, and the gradients of their weights, divide the work by the number of threads and need no
 * threshold.
 */
public final class Thresholds {
  /**
   * The maximum number of tasks per thread; several, so that a delayed thread does not delay the
   * others.
   */
  public static final int PIECES_PER_THREAD = 4;

  // Multiply-adds

  /** A product of two matrices. */
  public static final long PRODUCT_SHARE = 1 << 19;

  /** One product of a batch: from this size on, each product is divided instead of the batch. */
  public static final long STACKED_PRODUCT_ALONE = 1 << 22;

  /** A convolution. */
  public static final long CONVOLUTION_SHARE = 1 << 19;

  /** Attention; lower than for a product because the softmax is not counted. */
  public static final long ATTENTION_SHARE = 1 << 17;

  // Elements

  /**
   * Elements of the right matrix if the left one has few rows, where memory bandwidth is the limit.
   */
  public static final int FEW_ROWS_SHARE = 1 << 17;

  /** Elements of the right matrix that are packed. */
  public static final int PACKING_SHARE = 1 << 16;

  /** A sum or a product of arrays, element by element. */
  public static final int ARITHMETIC_ALONE = 1 << 15;

  /** A function of each element, which takes longer. */
  public static final int FUNCTION_ALONE = 1 << 14;

  /** Arithmetic and functions, when they are shared. */
  public static final int ELEMENTWISE_SHARE = 1 << 12;

  /** Rows that are normalised. */
  public static final int ROW_NORM_ALONE = 1 << 14;

  /** Rows that are normalised, when they are shared; small, so that the shares are even. */
  public static final int ROW_NORM_SHARE = 1 << 12;

  /** Channels that are normalised. */
  public static final int CHANNEL_NORM_SHARE = 1 << 14;

  /** Rows of a softmax. */
  public static final int SOFTMAX_SHARE = 1 << 14;

  /** Pooling of image planes. */
  public static final int POOLING_SHARE = 1 << 13;

  /** A step of an optimiser over a parameter. */
  public static final int OPTIMIZER_SHARE = 1 << 15;

  private Thresholds() {}
}
