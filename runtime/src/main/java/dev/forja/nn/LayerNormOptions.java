package dev.forja.nn;

import dev.forja.tensor.Options;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The options of {@link LayerNorm}, under PyTorch's names. Immutable and therefore thread-safe. */
public final class LayerNormOptions extends Options<LayerNormOptions> {
  private static final LayerNormOptions DEFAULTS = new LayerNormOptions();

  private double eps = 1e-5;
  private boolean elementwiseAffine = true;
  private boolean bias = true;

  private LayerNormOptions() {}

  /** PyTorch's defaults: eps 1e-5, with weight and bias. */
  public static LayerNormOptions defaults() {
    return DEFAULTS;
  }

  /** These options with another {@link #eps}. */
  public LayerNormOptions withEps(double value) {
    return copyWith(o -> o.eps = value);
  }

  /** These options with another {@link #elementwiseAffine}. */
  public LayerNormOptions withElementwiseAffine(boolean value) {
    return copyWith(o -> o.elementwiseAffine = value);
  }

  /** These options with another {@link #bias}. */
  public LayerNormOptions withBias(boolean value) {
    return copyWith(o -> o.bias = value);
  }

  /** The number added to the variance. */
  public double eps() {
    return eps;
  }

  /** Whether there is a weight. */
  public boolean elementwiseAffine() {
    return elementwiseAffine;
  }

  /** Whether there is a bias in addition to the weight. */
  public boolean bias() {
    return bias;
  }

  @Override
  protected void list(BiConsumer<String, @Nullable Object> settings) {
    settings.accept("eps", eps);
    settings.accept("elementwiseAffine", elementwiseAffine);
    settings.accept("bias", bias);
  }
}
