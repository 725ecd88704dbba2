package dev.forja.optim;

import dev.forja.tensor.Options;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The options of {@link Adafactor}, under PyTorch's names. Immutable and therefore thread-safe. */
public final class AdafactorOptions extends Options<AdafactorOptions>
    implements GroupOptions<AdafactorOptions> {
  static final AdafactorOptions DEFAULTS = new AdafactorOptions();

  private double lr = 1e-2;
  private double beta2Decay = -0.8;
  private @Nullable Double eps1 = null;
  private double eps2 = 1e-3;
  private double d = 1;
  private double weightDecay = 0;
  private boolean maximize = false;

  private AdafactorOptions() {}

  @Override
  public AdafactorOptions withLr(double value) {
    return copyWith(o -> o.lr = value);
  }

  /** These options with another {@link #beta2Decay}. */
  public AdafactorOptions withBeta2Decay(double value) {
    return copyWith(o -> o.beta2Decay = value);
  }

  /** These options with another {@link #eps1}. */
  public AdafactorOptions withEps1(@Nullable Double value) {
    return copyWith(o -> o.eps1 = value);
  }

  /** These options with another {@link #eps2}. */
  public AdafactorOptions withEps2(double value) {
    return copyWith(o -> o.eps2 = value);
  }

  /** These options with another {@link #d}. */
  public AdafactorOptions withD(double value) {
    return copyWith(o -> o.d = value);
  }

  /** These options with another {@link #weightDecay}. */
  public AdafactorOptions withWeightDecay(double value) {
    return copyWith(o -> o.weightDecay = value);
  }

  @Override
  public AdafactorOptions withMaximize(boolean value) {
    return copyWith(o -> o.maximize = value);
  }

  /** The learning rate. */
  @Override
  public double lr() {
    return lr;
  }

  /** The power of the step that is the share of the newest gradient in the means of squares. */
  public double beta2Decay() {
    return beta2Decay;
  }

  /** The smallest mean of squares, as a root; null for 2^-23. */
  public @Nullable Double eps1() {
    return eps1;
  }

  /** The smallest size of a parameter by which its step is scaled. */
  public double eps2() {
    return eps2;
  }

  /** The largest root mean square of an update. */
  public double d() {
    return d;
  }

  /** The weight decay, times the learning rate a factor by which parameters shrink. */
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
    Ranges.notNegative("Adafactor", "lr", lr);
    Ranges.notNegative("Adafactor", "eps2", eps2);
    Ranges.notNegative("Adafactor", "weightDecay", weightDecay);
    if (!(beta2Decay <= 0) || !(d >= 1) || (eps1 != null && !(eps1 >= 0))) {
      throw new IllegalArgumentException(
          "Adafactor: beta2Decay is %s, d %s, eps1 %s: expected at most 0, at least 1, and 0 or more"
              .formatted(beta2Decay, d, eps1));
    }
  }

  @Override
  public void save(TrainingCheckpoint to) {
    to.put("lr", lr);
    to.put("beta2_decay", beta2Decay);
    if (eps1 != null) {
      to.put("eps1", eps1);
    }
    to.put("eps2", eps2);
    to.put("d", d);
    to.put("weight_decay", weightDecay);
    to.put("maximize", maximize);
  }

  @Override
  public AdafactorOptions load(TrainingCheckpoint from) {
    return copyWith(
        o -> {
          o.lr = from.number("lr");
          o.beta2Decay = from.number("beta2_decay");
          o.eps1 = from.has("eps1") ? (Double) from.number("eps1") : null;
          o.eps2 = from.number("eps2");
          o.d = from.number("d");
          o.weightDecay = from.number("weight_decay");
          o.maximize = from.flag("maximize");
        });
  }

  @Override
  protected void list(BiConsumer<String, @Nullable Object> settings) {
    settings.accept("lr", lr);
    settings.accept("beta2Decay", beta2Decay);
    settings.accept("eps1", eps1);
    settings.accept("eps2", eps2);
    settings.accept("d", d);
    settings.accept("weightDecay", weightDecay);
    settings.accept("maximize", maximize);
  }
}
