package dev.forja.optim;

import dev.forja.tensor.Options;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The options of {@link ASGD}, under PyTorch's names. Immutable and therefore thread-safe. */
public final class ASGDOptions extends Options<ASGDOptions> implements GroupOptions<ASGDOptions> {
  static final ASGDOptions DEFAULTS = new ASGDOptions();

  private double lr = 1e-2;
  private double lambd = 1e-4;
  private double alpha = 0.75;
  private double t0 = 1e6;
  private double weightDecay = 0;
  private boolean maximize = false;

  private ASGDOptions() {}

  @Override
  public ASGDOptions withLr(double value) {
    return copyWith(o -> o.lr = value);
  }

  /** These options with another {@link #lambd}. */
  public ASGDOptions withLambd(double value) {
    return copyWith(o -> o.lambd = value);
  }

  /** These options with another {@link #alpha}. */
  public ASGDOptions withAlpha(double value) {
    return copyWith(o -> o.alpha = value);
  }

  /** These options with another {@link #t0}. */
  public ASGDOptions withT0(double value) {
    return copyWith(o -> o.t0 = value);
  }

  /** These options with another {@link #weightDecay}. */
  public ASGDOptions withWeightDecay(double value) {
    return copyWith(o -> o.weightDecay = value);
  }

  @Override
  public ASGDOptions withMaximize(boolean value) {
    return copyWith(o -> o.maximize = value);
  }

  /** The learning rate. */
  @Override
  public double lr() {
    return lr;
  }

  /** The decay of the parameters, times the learning rate. */
  public double lambd() {
    return lambd;
  }

  /** The power with which the learning rate falls. */
  public double alpha() {
    return alpha;
  }

  /** The step after which the parameters are averaged. */
  public double t0() {
    return t0;
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
    Ranges.notNegative("ASGD", "lr", lr);
    Ranges.notNegative("ASGD", "weightDecay", weightDecay);
  }

  @Override
  public void save(TrainingCheckpoint to) {
    to.put("lr", lr);
    to.put("lambd", lambd);
    to.put("alpha", alpha);
    to.put("t0", t0);
    to.put("weight_decay", weightDecay);
    to.put("maximize", maximize);
  }

  @Override
  public ASGDOptions load(TrainingCheckpoint from) {
    return copyWith(
        o -> {
          o.lr = from.number("lr");
          o.lambd = from.number("lambd");
          o.alpha = from.number("alpha");
          o.t0 = from.number("t0");
          o.weightDecay = from.number("weight_decay");
          o.maximize = from.flag("maximize");
        });
  }

  @Override
  protected void list(BiConsumer<String, @Nullable Object> settings) {
    settings.accept("lr", lr);
    settings.accept("lambd", lambd);
    settings.accept("alpha", alpha);
    settings.accept("t0", t0);
    settings.accept("weightDecay", weightDecay);
    settings.accept("maximize", maximize);
  }
}
