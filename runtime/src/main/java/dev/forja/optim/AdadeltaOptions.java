package dev.forja.optim;

import dev.forja.tensor.Options;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The options of {@link Adadelta}, under PyTorch's names. Immutable and therefore thread-safe. */
public final class AdadeltaOptions extends Options<AdadeltaOptions>
    implements GroupOptions<AdadeltaOptions> {
  static final AdadeltaOptions DEFAULTS = new AdadeltaOptions();

  private double lr = 1;
  private double rho = 0.9;
  private double eps = 1e-6;
  private double weightDecay = 0;
  private boolean maximize = false;

  private AdadeltaOptions() {}

  @Override
  public AdadeltaOptions withLr(double value) {
    return copyWith(o -> o.lr = value);
  }

  /** These options with another {@link #rho}. */
  public AdadeltaOptions withRho(double value) {
    return copyWith(o -> o.rho = value);
  }

  /** These options with another {@link #eps}. */
  public AdadeltaOptions withEps(double value) {
    return copyWith(o -> o.eps = value);
  }

  /** These options with another {@link #weightDecay}. */
  public AdadeltaOptions withWeightDecay(double value) {
    return copyWith(o -> o.weightDecay = value);
  }

  @Override
  public AdadeltaOptions withMaximize(boolean value) {
    return copyWith(o -> o.maximize = value);
  }

  /** The learning rate. */
  @Override
  public double lr() {
    return lr;
  }

  /** The share of the past in the running means. */
  public double rho() {
    return rho;
  }

  /** The number added to squares for numerical stability. */
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
    Ranges.notNegative("Adadelta", "lr", lr);
    Ranges.notNegative("Adadelta", "eps", eps);
    Ranges.notNegative("Adadelta", "weightDecay", weightDecay);
    Ranges.share("Adadelta", "rho", rho);
  }

  @Override
  public void save(TrainingCheckpoint to) {
    to.put("lr", lr);
    to.put("rho", rho);
    to.put("eps", eps);
    to.put("weight_decay", weightDecay);
    to.put("maximize", maximize);
  }

  @Override
  public AdadeltaOptions load(TrainingCheckpoint from) {
    return copyWith(
        o -> {
          o.lr = from.number("lr");
          o.rho = from.number("rho");
          o.eps = from.number("eps");
          o.weightDecay = from.number("weight_decay");
          o.maximize = from.flag("maximize");
        });
  }

  @Override
  protected void list(BiConsumer<String, @Nullable Object> settings) {
    settings.accept("lr", lr);
    settings.accept("rho", rho);
    settings.accept("eps", eps);
    settings.accept("weightDecay", weightDecay);
    settings.accept("maximize", maximize);
  }
}
