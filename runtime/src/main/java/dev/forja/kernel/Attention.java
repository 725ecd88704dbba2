package dev.forja.kernel;

/**
 * The sizes of an attention: for each head, queries [length, width], keys [sources, width], values
 * [sources, depth] and outputs [length, depth].
 *
 * @param scale the factor that the products of queries and keys are multiplied by
 * @param causal whether query i sees only the sources 0 to {@code i + before}
 * @param before the number of sources before that of the first query, if causal; negative if the
 *     first queries see none
 */
public record Attention(
    int length, int sources, int width, int depth, float scale, boolean causal, int before) {
  /** Attention in which the first query, if causal, sees the first source only. */
  public Attention(int length, int sources, int width, int depth, float scale, boolean causal) {
    this(length, sources, width, depth, scale, causal, 0);
  }

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
    return causal ? Math.clamp((long) end + before, 0, sources) : sources;
  }

  /** The number of sources that a query itself sees, without a mask. */
  public int seenAlone(int query) {
    return causal ? Math.clamp(query + 1L + before, 0, sources) : sources;
  }
}
