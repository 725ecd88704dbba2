package dev.forja.kernel.parallel;

/**
 * From how much work on the threads of the pool share it. Waking a thread takes some microseconds,
 * so a share must be worth more than that. This is the one table of these numbers; whoever shares
 * work takes them from here.
 *
 * <p>A name that ends in {@code _SHARE} is the least that one piece should hold. A name that ends
 * in {@code _ALONE} is the most that one thread does alone, where the least share alone would not
 * say it. The convolutions that share whole images, and the gradients of their weights, cut by
 * threads and need no threshold.
 */
public final class Thresholds {
  /** Pieces for each thread at most, so that a thread that is held up does not hold up others. */
  public static final int PIECES_PER_THREAD = 4;

  // Multiply-adds

  /** A product of two matrices. */
  public static final long PRODUCT_SHARE = 1 << 19;

  /** One of a stack of products: from here on each product is shared, and not the stack. */
  public static final long STACKED_PRODUCT_ALONE = 1 << 22;

  /** A convolution. */
  public static final long CONVOLUTION_SHARE = 1 << 19;

  /** Attention, whose softmax comes on top. */
  public static final long ATTENTION_SHARE = 1 << 17;

  // Elements

  /** Elements of the right matrix, where the left one has few rows and memory sets the pace. */
  public static final int FEW_ROWS_SHARE = 1 << 17;

  /** Elements of the right matrix, to pack them. */
  public static final int PACKING_SHARE = 1 << 16;

  /** A sum or a product of arrays, element by element. */
  public static final int ARITHMETIC_ALONE = 1 << 15;

  /** A function of each element, which takes longer. */
  public static final int FUNCTION_ALONE = 1 << 14;

  /** Arithmetic and functions, once they are shared. */
  public static final int ELEMENTWISE_SHARE = 1 << 12;

  /** Rows that are normalised. */
  public static final int ROW_NORM_ALONE = 1 << 14;

  /** Rows that are normalised, once they are shared: few, so that the shares are even. */
  public static final int ROW_NORM_SHARE = 1 << 12;

  /** Channels that are normalised. */
  public static final int CHANNEL_NORM_SHARE = 1 << 14;

  /** Rows of a softmax. */
  public static final int SOFTMAX_SHARE = 1 << 14;

  /** Planes of images that are pooled. */
  public static final int POOLING_SHARE = 1 << 13;

  /** A step of an optimiser over a parameter. */
  public static final int OPTIMIZER_SHARE = 1 << 15;

  private Thresholds() {}
}
