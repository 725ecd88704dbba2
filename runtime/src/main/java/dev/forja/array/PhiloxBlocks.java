package dev.forja.array;

/**
 * The counter-based generator Philox 4x32-10 (Salmon, Moraes, Dror, Shaw: "Parallel random numbers:
 * as easy as 1, 2, 3", 2011): a function from a key and a counter to 128 random bits. The key is
 * the seed; element i of a fill depends only on the seed, the counter and i, so the result does not
 * depend on how the work is divided among threads.
 */
public final class PhiloxBlocks {
  /** The number of 32-bit draws, and so of elements of a fill, per counter. */
  public static final int DRAWS = 4;

  private static final int ROUNDS = 10;
  private static final long MULTIPLIER_0 = 0xD2511F53L;
  private static final long MULTIPLIER_1 = 0xCD9E8D57L;
  private static final int WEYL_0 = 0x9E3779B9;
  private static final int WEYL_1 = 0xBB67AE85;
  private static final float FLOAT_UNIT = 0x1p-24f;
  private static final double INT_UNIT = 0x1p-32;

  private PhiloxBlocks() {}

  /** The four draws for a counter of four words and a key of two, as in the paper. */
  static void block(int c0, int c1, int c2, int c3, int k0, int k1, int[] draws) {
    for (int round = 0; round < ROUNDS; round++) {
      long product0 = MULTIPLIER_0 * (c0 & 0xffffffffL);
      long product1 = MULTIPLIER_1 * (c2 & 0xffffffffL);
      int next0 = (int) (product1 >>> 32) ^ c1 ^ k0;
      int next2 = (int) (product0 >>> 32) ^ c3 ^ k1;
      c1 = (int) product1;
      c3 = (int) product0;
      c0 = next0;
      c2 = next2;
      k0 += WEYL_0;
      k1 += WEYL_1;
    }
    draws[0] = c0;
    draws[1] = c1;
    draws[2] = c2;
    draws[3] = c3;
  }

  /** The four draws of one counter. */
  public static void block(long seed, long counter, int[] draws) {
    block((int) counter, (int) (counter >>> 32), 0, 0, (int) seed, (int) (seed >>> 32), draws);
  }

  /** The number of counters that a fill of n elements uses. */
  public static long counters(int n) {
    return (n + (long) DRAWS - 1) / DRAWS;
  }

  /** Fills n elements with multiples of 2^-24 from [0, 1). */
  public static void uniform(long seed, long counter, float[] y, int yo, int n) {
    int[] draws = new int[DRAWS];
    for (int i = 0; i < n; i++) {
      if (i % DRAWS == 0) {
        block(seed, counter++, draws);
      }
      y[yo + i] = (draws[i % DRAWS] >>> 8) * FLOAT_UNIT;
    }
  }

  /**
   * Fills n elements from the standard normal distribution, with the Box-Muller transform: two
   * draws u, v give {@code sqrt(-2 ln u) cos(2 pi v)} and the same with sine. Uses StrictMath, so
   * that every machine gives the same bits.
   */
  public static void normal(long seed, long counter, float[] y, int yo, int n) {
    int[] draws = new int[DRAWS];
    for (int i = 0; i < n; i += 2) {
      if (i % DRAWS == 0) {
        block(seed, counter++, draws);
      }
      double u = ((draws[i % DRAWS] & 0xffffffffL) + 1) * INT_UNIT;
      double v = (draws[i % DRAWS + 1] & 0xffffffffL) * INT_UNIT;
      double radius = StrictMath.sqrt(-2 * StrictMath.log(u));
      y[yo + i] = (float) (radius * StrictMath.cos(2 * StrictMath.PI * v));
      if (i + 1 < n) {
        y[yo + i + 1] = (float) (radius * StrictMath.sin(2 * StrictMath.PI * v));
      }
    }
  }
}
