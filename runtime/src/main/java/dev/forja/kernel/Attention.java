package dev.forja.kernel;

/**
 * The sizes of an attention: for each head, queries [length, width], keys [sources, width], values
 * [sources, depth] and outputs [length, depth].
 *
 * @param scale the factor that the products of queries and keys are multiplied by
 * @param causal whether query i sees only the sources 0 to i
 */
public record Attention(
    int length, int sources, int width, int depth, float scale, boolean causal) {
  /**
   * The number of neighbouring queries that are computed together. A source that one of them sees
   * is multiplied by a weight of 0 for those that do not see it.
   */
  public static final int GROUP = 32;

  /**
   * A mask value below this could overflow when it is scaled to a power of 2; it is then used
   * without the scale.
   */
  public static final float LEAST_SCALED = -2e38f;

  /** The number of sources visible to at least one of the queries in the group of a query. */
  public int seen(int query) {
    int end = Math.min(length, (query / GROUP + 1) * GROUP);
    return causal ? Math.min(sources, end) : sources;
  }
}
