package dev.forja.optim;

import dev.forja.tensor.Options;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The options of {@link Adam}, {@link AdamW}, {@link RAdam} and {@link NAdam}, under PyTorch's
 * names. Immutable and therefore thread-safe.
 */
public final class AdamOptions extends Options<AdamOptions>
    implements GroupOptions<AdamOptions>, Momentum<AdamOptions> {
  static final AdamOptions DEFAULTS = new AdamOptions();

  private double lr = 1e-3;
  private double beta1 = 0.9;
  private double beta2 = 0.999;
  private double eps = 1e-8;
  private double weightDecay = 0;
  private boolean decoupledWeightDecay = false;
  private boolean amsgrad = false;
  private double momentumDecay = 4e-3;
  private boolean maximize = false;

  private AdamOptions() {}

  @Override
  public AdamOptions withLr(double value) {
    return copyWith(o -> o.lr = value);
  }

  /** These options with other betas. */
  public AdamOptions withBetas(double first, double second) {
    return copyWith(
        o -> {
          o.beta1 = first;
          o.beta2 = second;
        });
  }

  /** These options with another {@link #eps}. */
  public AdamOptions withEps(double value) {
    return copyWith(o -> o.eps = value);
  }

  /** These options with another {@link #weightDecay}. */
  public AdamOptions withWeightDecay(double value) {
    return copyWith(o -> o.weightDecay = value);
  }

  /** These options with another {@link #decoupledWeightDecay}. */
  public AdamOptions withDecoupledWeightDecay(boolean value) {
    return copyWith(o -> o.decoupledWeightDecay = value);
  }

  /** These options with another {@link #amsgrad}. */
  public AdamOptions withAmsgrad(boolean value) {
    return copyWith(o -> o.amsgrad = value);
  }

  /** These options with another {@link #momentumDecay}. */
  public AdamOptions withMomentumDecay(double value) {
    return copyWith(o -> o.momentumDecay = value);
  }

  @Override
  public AdamOptions withMaximize(boolean value) {
    return copyWith(o -> o.maximize = value);
  }

  /** The first beta. */
  @Override
  public double momentum() {
    return beta1;
  }

  @Override
  public AdamOptions withMomentum(double value) {
    return withBetas(value, beta2);
  }

  @Override
  public void check() {
    check("Adam");
  }

  @Override
  public void check(String optimizer) {
    Ranges.notNegative(optimizer, "lr", lr);
    Ranges.share(optimizer, "beta1", beta1);
    Ranges.share(optimizer, "beta2", beta2);
    Ranges.notNegative(optimizer, "eps", eps);
    Ranges.notNegative(optimizer, "weightDecay", weightDecay);
    Ranges.notNegative(optimizer, "momentumDecay", momentumDecay);
  }

  @Override
  public void save(TrainingCheckpoint to) {
    to.put("lr", lr)
        .put("beta1", beta1)
        .put("beta2", beta2)
        .put("eps", eps)
        .put("weight_decay", weightDecay)
        .put("decoupled_weight_decay", decoupledWeightDecay)
        .put("amsgrad", amsgrad)
        .put("momentum_decay", momentumDecay)
        .put("maximize", maximize);
  }

  @Override
  public AdamOptions load(TrainingCheckpoint from) {
    return copyWith(
        o -> {
          o.lr = from.number("lr");
          o.beta1 = from.number("beta1");
          o.beta2 = from.number("beta2");
          o.eps = from.number("eps");
          o.weightDecay = from.number("weight_decay");
          o.decoupledWeightDecay = from.flag("decoupled_weight_decay");
          o.amsgrad = from.flag("amsgrad");
          o.momentumDecay = from.number("momentum_decay");
          o.maximize = from.flag("maximize");
        });
  }

  /** The learning rate. */
  @Override
  public double lr() {
    return lr;
  }

  /** The decay rate of the mean of the gradient. */
  public double beta1() {
    return beta1;
  }

  /** The decay rate of the mean of its square. */
  public double beta2() {
    return beta2;
  }

  /** The number added to the divisor for numerical stability. */
  public double eps() {
    return eps;
  }

  /**
   * The factor of the parameter that is added to its gradient; if decoupled, the share of the
   * parameter that is subtracted at each step, times the learning rate.
   */
  public double weightDecay() {
    return weightDecay;
  }

  /**
   * Whether the decay shrinks the parameter directly instead of being added to the gradient; always
   * true in AdamW.
   */
  public boolean decoupledWeightDecay() {
    return decoupledWeightDecay;
  }

  /** Whether the divisor never decreases; for Adam and AdamW. */
  public boolean amsgrad() {
    return amsgrad;
  }

  /** How fast the momentum reaches its full size; for NAdam. */
  public double momentumDecay() {
    return momentumDecay;
  }

  /** Whether to maximise the loss. */
  @Override
  public boolean maximize() {
    return maximize;
  }

  @Override
  protected void list(BiConsumer<String, @Nullable Object> settings) {
    settings.accept("lr", lr);
    settings.accept("beta1", beta1);
    settings.accept("beta2", beta2);
    settings.accept("eps", eps);
    settings.accept("weightDecay", weightDecay);
    settings.accept("decoupledWeightDecay", decoupledWeightDecay);
    settings.accept("amsgrad", amsgrad);
    settings.accept("momentumDecay", momentumDecay);
    settings.accept("maximize", maximize);
  }
}
