package dev.forja.optim;

import dev.forja.tensor.Options;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The options of {@link SGD}, under PyTorch's names. Immutable and therefore thread-safe. */
public final class SGDOptions extends Options<SGDOptions>
    implements GroupOptions<SGDOptions>, Momentum<SGDOptions> {
  static final SGDOptions DEFAULTS = new SGDOptions();

  private double lr = 1e-3;
  private double momentum = 0;
  private double dampening = 0;
  private double weightDecay = 0;
  private boolean nesterov = false;
  private boolean maximize = false;

  private SGDOptions() {}

  @Override
  public SGDOptions withLr(double value) {
    return copyWith(o -> o.lr = value);
  }

  @Override
  public SGDOptions withMomentum(double value) {
    return copyWith(o -> o.momentum = value);
  }

  /** These options with another {@link #dampening}. */
  public SGDOptions withDampening(double value) {
    return copyWith(o -> o.dampening = value);
  }

  /** These options with another {@link #weightDecay}. */
  public SGDOptions withWeightDecay(double value) {
    return copyWith(o -> o.weightDecay = value);
  }

  /** These options with another {@link #nesterov}. */
  public SGDOptions withNesterov(boolean value) {
    return copyWith(o -> o.nesterov = value);
  }

  @Override
  public SGDOptions withMaximize(boolean value) {
    return copyWith(o -> o.maximize = value);
  }

  @Override
  public void check() {
    Ranges.notNegative("SGD", "lr", lr);
    Ranges.notNegative("SGD", "momentum", momentum);
    Ranges.notNegative("SGD", "weightDecay", weightDecay);
    if (nesterov && (momentum == 0 || dampening != 0)) {
      throw new IllegalArgumentException(
          "SGD: nesterov needs a momentum and no dampening, but they are %s and %s"
              .formatted(momentum, dampening));
    }
  }

  @Override
  public void save(TrainingCheckpoint to) {
    to.put("lr", lr)
        .put("momentum", momentum)
        .put("dampening", dampening)
        .put("weight_decay", weightDecay)
        .put("nesterov", nesterov)
        .put("maximize", maximize);
  }

  @Override
  public SGDOptions load(TrainingCheckpoint from) {
    return copyWith(
        o -> {
          o.lr = from.number("lr");
          o.momentum = from.number("momentum");
          o.dampening = from.number("dampening");
          o.weightDecay = from.number("weight_decay");
          o.nesterov = from.flag("nesterov");
          o.maximize = from.flag("maximize");
        });
  }

  /** The learning rate. */
  @Override
  public double lr() {
    return lr;
  }

  /** The momentum factor. */
  @Override
  public double momentum() {
    return momentum;
  }

  /** By how much the contribution of the gradient to the momentum is reduced. */
  public double dampening() {
    return dampening;
  }

  /** The weight decay, a factor of the parameter that is added to its gradient. */
  public double weightDecay() {
    return weightDecay;
  }

  /** Whether to use Nesterov momentum; needs a momentum and no dampening. */
  public boolean nesterov() {
    return nesterov;
  }

  /** Whether to maximise the loss. */
  @Override
  public boolean maximize() {
    return maximize;
  }

  @Override
  protected void list(BiConsumer<String, @Nullable Object> settings) {
    settings.accept("lr", lr);
    settings.accept("momentum", momentum);
    settings.accept("dampening", dampening);
    settings.accept("weightDecay", weightDecay);
    settings.accept("nesterov", nesterov);
    settings.accept("maximize", maximize);
  }
}
