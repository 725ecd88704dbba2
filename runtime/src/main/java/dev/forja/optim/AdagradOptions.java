package dev.forja.optim;

import dev.forja.tensor.Options;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The options of {@link Adagrad}, under PyTorch's names. Immutable and therefore thread-safe. */
public final class AdagradOptions extends Options<AdagradOptions>
    implements GroupOptions<AdagradOptions> {
  static final AdagradOptions DEFAULTS = new AdagradOptions();

  private double lr = 1e-2;
  private double lrDecay = 0;
  private double weightDecay = 0;
  private double initialAccumulatorValue = 0;
  private double eps = 1e-10;
  private boolean maximize = false;

  private AdagradOptions() {}

  @Override
  public AdagradOptions withLr(double value) {
    return copyWith(o -> o.lr = value);
  }

  /** These options with another {@link #lrDecay}. */
  public AdagradOptions withLrDecay(double value) {
    return copyWith(o -> o.lrDecay = value);
  }

  /** These options with another {@link #weightDecay}. */
  public AdagradOptions withWeightDecay(double value) {
    return copyWith(o -> o.weightDecay = value);
  }

  /** These options with another {@link #initialAccumulatorValue}. */
  public AdagradOptions withInitialAccumulatorValue(double value) {
    return copyWith(o -> o.initialAccumulatorValue = value);
  }

  /** These options with another {@link #eps}. */
  public AdagradOptions withEps(double value) {
    return copyWith(o -> o.eps = value);
  }

  @Override
  public AdagradOptions withMaximize(boolean value) {
    return copyWith(o -> o.maximize = value);
  }

  @Override
  public void check() {
    Ranges.notNegative("Adagrad", "lr", lr);
    Ranges.notNegative("Adagrad", "lrDecay", lrDecay);
    Ranges.notNegative("Adagrad", "weightDecay", weightDecay);
    Ranges.notNegative("Adagrad", "initialAccumulatorValue", initialAccumulatorValue);
    Ranges.notNegative("Adagrad", "eps", eps);
  }

  @Override
  public void save(TrainingCheckpoint to) {
    to.put("lr", lr)
        .put("lr_decay", lrDecay)
        .put("weight_decay", weightDecay)
        .put("initial_accumulator_value", initialAccumulatorValue)
        .put("eps", eps)
        .put("maximize", maximize);
  }

  @Override
  public AdagradOptions load(TrainingCheckpoint from) {
    return copyWith(
        o -> {
          o.lr = from.number("lr");
          o.lrDecay = from.number("lr_decay");
          o.weightDecay = from.number("weight_decay");
          o.initialAccumulatorValue = from.number("initial_accumulator_value");
          o.eps = from.number("eps");
          o.maximize = from.flag("maximize");
        });
  }

  /** The learning rate. */
  @Override
  public double lr() {
    return lr;
  }

  /** How fast the learning rate decays. */
  public double lrDecay() {
    return lrDecay;
  }

  /** The weight decay, a factor of the parameter that is added to its gradient. */
  public double weightDecay() {
    return weightDecay;
  }

  /** The value of s before the first step. */
  public double initialAccumulatorValue() {
    return initialAccumulatorValue;
  }

  /** The number added to the divisor for numerical stability. */
  public double eps() {
    return eps;
  }

  /** Whether to maximise the loss. */
  @Override
  public boolean maximize() {
    return maximize;
  }

  @Override
  protected void list(BiConsumer<String, @Nullable Object> settings) {
    settings.accept("lr", lr);
    settings.accept("lrDecay", lrDecay);
    settings.accept("weightDecay", weightDecay);
    settings.accept("initialAccumulatorValue", initialAccumulatorValue);
    settings.accept("eps", eps);
    settings.accept("maximize", maximize);
  }
}
