package dev.forja.optim;

import dev.forja.tensor.Options;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The options of {@link Adamax}, under PyTorch's names. Immutable and therefore thread-safe. */
public final class AdamaxOptions extends Options<AdamaxOptions>
    implements GroupOptions<AdamaxOptions> {
  static final AdamaxOptions DEFAULTS = new AdamaxOptions();

  private double lr = 2e-3;
  private double beta1 = 0.9;
  private double beta2 = 0.999;
  private double eps = 1e-8;
  private double weightDecay = 0;
  private boolean maximize = false;

  private AdamaxOptions() {}

  @Override
  public AdamaxOptions withLr(double value) {
    return copyWith(o -> o.lr = value);
  }

  /** These options with another {@link #beta1}. */
  public AdamaxOptions withBeta1(double value) {
    return copyWith(o -> o.beta1 = value);
  }

  /** These options with another {@link #beta2}. */
  public AdamaxOptions withBeta2(double value) {
    return copyWith(o -> o.beta2 = value);
  }

  /** These options with another {@link #eps}. */
  public AdamaxOptions withEps(double value) {
    return copyWith(o -> o.eps = value);
  }

  /** These options with another {@link #weightDecay}. */
  public AdamaxOptions withWeightDecay(double value) {
    return copyWith(o -> o.weightDecay = value);
  }

  @Override
  public AdamaxOptions withMaximize(boolean value) {
    return copyWith(o -> o.maximize = value);
  }

  /** The learning rate. */
  @Override
  public double lr() {
    return lr;
  }

  /** The share of the past in the running mean of gradients. */
  public double beta1() {
    return beta1;
  }

  /** The share of the past in the running maximum of gradients. */
  public double beta2() {
    return beta2;
  }

  /** The number added to absolute gradients for numerical stability. */
  public double eps() {
    return eps;
  }

  /** The weight decay, a factor of the parameter that is added to its gradient. */
  public double weightDecay() {
    return weightDecay;
  }

  /** Whether to maximise the loss. */
  @Override
  public boolean maximize() {
    return maximize;
  }

  @Override
  public void check() {
    Ranges.notNegative("Adamax", "lr", lr);
    Ranges.notNegative("Adamax", "eps", eps);
    Ranges.notNegative("Adamax", "weightDecay", weightDecay);
    Ranges.share("Adamax", "beta1", beta1);
    Ranges.share("Adamax", "beta2", beta2);
  }

  @Override
  public void save(TrainingCheckpoint to) {
    to.put("lr", lr);
    to.put("beta1", beta1);
    to.put("beta2", beta2);
    to.put("eps", eps);
    to.put("weight_decay", weightDecay);
    to.put("maximize", maximize);
  }

  @Override
  public AdamaxOptions load(TrainingCheckpoint from) {
    return copyWith(
        o -> {
          o.lr = from.number("lr");
          o.beta1 = from.number("beta1");
          o.beta2 = from.number("beta2");
          o.eps = from.number("eps");
          o.weightDecay = from.number("weight_decay");
          o.maximize = from.flag("maximize");
        });
  }

  @Override
  protected void list(BiConsumer<String, @Nullable Object> settings) {
    settings.accept("lr", lr);
    settings.accept("beta1", beta1);
    settings.accept("beta2", beta2);
    settings.accept("eps", eps);
    settings.accept("weightDecay", weightDecay);
    settings.accept("maximize", maximize);
  }
}
