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
  /** The number of sources visible to at least one of the queries before {@code end}. */
  public int seen(int end) {
    return causal ? Math.min(sources, end) : sources;
  }
}
