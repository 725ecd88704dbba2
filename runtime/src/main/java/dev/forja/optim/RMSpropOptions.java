package dev.forja.optim;

import dev.forja.tensor.Options;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The options of {@link RMSprop}, under PyTorch's names. Immutable and therefore thread-safe. */
public final class RMSpropOptions extends Options<RMSpropOptions>
    implements GroupOptions<RMSpropOptions>, Momentum<RMSpropOptions> {
  static final RMSpropOptions DEFAULTS = new RMSpropOptions();

  private double lr = 1e-2;
  private double alpha = 0.99;
  private double eps = 1e-8;
  private double weightDecay = 0;
  private double momentum = 0;
  private boolean centered = false;
  private boolean maximize = false;

  private RMSpropOptions() {}

  @Override
  public RMSpropOptions withLr(double value) {
    return copyWith(o -> o.lr = value);
  }

  /** These options with another {@link #alpha}. */
  public RMSpropOptions withAlpha(double value) {
    return copyWith(o -> o.alpha = value);
  }

  /** These options with another {@link #eps}. */
  public RMSpropOptions withEps(double value) {
    return copyWith(o -> o.eps = value);
  }

  /** These options with another {@link #weightDecay}. */
  public RMSpropOptions withWeightDecay(double value) {
    return copyWith(o -> o.weightDecay = value);
  }

  @Override
  public RMSpropOptions withMomentum(double value) {
    return copyWith(o -> o.momentum = value);
  }

  /** These options with another {@link #centered}. */
  public RMSpropOptions withCentered(boolean value) {
    return copyWith(o -> o.centered = value);
  }

  @Override
  public RMSpropOptions withMaximize(boolean value) {
    return copyWith(o -> o.maximize = value);
  }

  @Override
  public void check() {
    Ranges.notNegative("RMSprop", "lr", lr);
    Ranges.notNegative("RMSprop", "alpha", alpha);
    Ranges.notNegative("RMSprop", "eps", eps);
    Ranges.notNegative("RMSprop", "weightDecay", weightDecay);
    Ranges.notNegative("RMSprop", "momentum", momentum);
  }

  @Override
  public void save(TrainingCheckpoint to) {
    to.put("lr", lr)
        .put("alpha", alpha)
        .put("eps", eps)
        .put("weight_decay", weightDecay)
        .put("momentum", momentum)
        .put("centered", centered)
        .put("maximize", maximize);
  }

  @Override
  public RMSpropOptions load(TrainingCheckpoint from) {
    return copyWith(
        o -> {
          o.lr = from.number("lr");
          o.alpha = from.number("alpha");
          o.eps = from.number("eps");
          o.weightDecay = from.number("weight_decay");
          o.momentum = from.number("momentum");
          o.centered = from.flag("centered");
          o.maximize = from.flag("maximize");
        });
  }

  /** The learning rate. */
  @Override
  public double lr() {
    return lr;
  }

  /** The decay rate of the mean of the squares. */
  public double alpha() {
    return alpha;
  }

  /** The number added to the divisor for numerical stability. */
  public double eps() {
    return eps;
  }

  /** The weight decay, a factor of the parameter that is added to its gradient. */
  public double weightDecay() {
    return weightDecay;
  }

  /** The momentum factor. */
  @Override
  public double momentum() {
    return momentum;
  }

  /** Whether to divide by the standard deviation instead of the root mean square. */
  public boolean centered() {
    return centered;
  }

  /** Whether to maximise the loss. */
  @Override
  public boolean maximize() {
    return maximize;
  }

  @Override
  protected void list(BiConsumer<String, @Nullable Object> settings) {
    settings.accept("lr", lr);
    settings.accept("alpha", alpha);
    settings.accept("eps", eps);
    settings.accept("weightDecay", weightDecay);
    settings.accept("momentum", momentum);
    settings.accept("centered", centered);
    settings.accept("maximize", maximize);
  }
}
