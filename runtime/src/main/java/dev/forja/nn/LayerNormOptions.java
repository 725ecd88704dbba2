package dev.forja.nn;

/**
 * The options of {@link LayerNorm}, by PyTorch's names. Immutable.
 *
 * @param eps what is added to the variance
 * @param elementwiseAffine whether there is a weight
 * @param bias whether there is a bias, next to a weight
 */
public record LayerNormOptions(double eps, boolean elementwiseAffine, boolean bias) {
  private static final LayerNormOptions DEFAULTS = new LayerNormOptions(1e-5, true, true);

  /** PyTorch's defaults: 1e-5, with weight and bias. */
  public static LayerNormOptions defaults() {
    return DEFAULTS;
  }

  /** These options with another {@link #eps}. */
  public LayerNormOptions withEps(double value) {
    return new LayerNormOptions(value, elementwiseAffine, bias);
  }

  /** These options with another {@link #elementwiseAffine}. */
  public LayerNormOptions withElementwiseAffine(boolean value) {
    return new LayerNormOptions(eps, value, bias);
  }

  /** These options with another {@link #bias}. */
  public LayerNormOptions withBias(boolean value) {
    return new LayerNormOptions(eps, elementwiseAffine, value);
  }
}
