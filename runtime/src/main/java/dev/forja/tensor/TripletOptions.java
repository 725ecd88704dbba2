package dev.forja.tensor;

import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The options of {@link Losses#tripletMarginLoss}, under PyTorch's names. Immutable. */
public final class TripletOptions extends Options<TripletOptions> {
  private static final TripletOptions DEFAULTS = new TripletOptions();

  private double margin = 1;
  private double p = 2;
  private double eps = 1e-6;
  private boolean swap = false;

  private TripletOptions() {}

  /** PyTorch's defaults: margin 1, the norm of 2, eps 1e-6, no swap. */
  public static TripletOptions defaults() {
    return DEFAULTS;
  }

  /** These options with another {@link #margin}. */
  public TripletOptions withMargin(double value) {
    return copyWith(o -> o.margin = value);
  }

  /** These options with another {@link #p}. */
  public TripletOptions withP(double value) {
    return copyWith(o -> o.p = value);
  }

  /** These options with another {@link #eps}. */
  public TripletOptions withEps(double value) {
    return copyWith(o -> o.eps = value);
  }

  /** These options with another {@link #swap}. */
  public TripletOptions withSwap(boolean value) {
    return copyWith(o -> o.swap = value);
  }

  /** By how much the negative should be farther away than the positive. */
  public double margin() {
    return margin;
  }

  /** The norm of the distances. */
  public double p() {
    return p;
  }

  /** The number added to each difference. */
  public double eps() {
    return eps;
  }

  /**
   * Whether the distance from the positive to the negative is used if it is smaller than that from
   * the anchor.
   */
  public boolean swap() {
    return swap;
  }

  @Override
  protected void list(BiConsumer<String, @Nullable Object> settings) {
    settings.accept("margin", margin);
    settings.accept("p", p);
    settings.accept("eps", eps);
    settings.accept("swap", swap);
  }
}
