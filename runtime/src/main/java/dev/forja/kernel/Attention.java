package dev.forja.kernel;

/**
 * The sizes of an attention: for each head, queries [length, width], keys [sources, width], values
 * [sources, depth] and outputs [length, depth].
 *
 * @param scale what products of queries and keys are multiplied with
 * @param causal whether query i sees only the sources 0 to i
 */
public record Attention(
    int length, int sources, int width, int depth, float scale, boolean causal) {
  /** How many of the sources any query before {@code end} sees. */
  public int seen(int end) {
    return causal ? Math.min(sources, end) : sources;
  }
}
