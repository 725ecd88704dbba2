package dev.forja.optim;

/**
 * The options of {@link Adam}, {@link AdamW}, {@link RAdam} and {@link NAdam}, by PyTorch's names.
 *
 * @param lr the learning rate
 * @param beta1 the decay rate of the mean of the gradient
 * @param beta2 the decay rate of the mean of its square
 * @param eps added to the divisor for numerical stability
 * @param weightDecay the weight decay, a factor of the parameter that is added to its gradient; if
 *     decoupled, the share of the parameter that is subtracted at each step, times the learning
 *     rate
 * @param decoupledWeightDecay whether the decay shrinks the parameter directly instead of being
 *     added to the gradient; always true in AdamW
 * @param amsgrad whether the divisor never decreases; for Adam and AdamW
 * @param momentumDecay how fast the momentum reaches its full size; for NAdam
 * @param maximize whether to maximise the loss
 */
public record AdamOptions(
    double lr,
    double beta1,
    double beta2,
    double eps,
    double weightDecay,
    boolean decoupledWeightDecay,
    boolean amsgrad,
    double momentumDecay,
    boolean maximize)
    implements GroupOptions<AdamOptions>, Momentum<AdamOptions> {
  /** The common defaults: learning rate 0.001, betas 0.9 and 0.999, eps 1e-8. */
  static final AdamOptions DEFAULTS =
      new AdamOptions(1e-3, 0.9, 0.999, 1e-8, 0, false, false, 4e-3, false);

  @Override
  public AdamOptions withLr(double value) {
    return new AdamOptions(
        value,
        beta1,
        beta2,
        eps,
        weightDecay,
        decoupledWeightDecay,
        amsgrad,
        momentumDecay,
        maximize);
  }

  /** These options with other betas. */
  public AdamOptions withBetas(double first, double second) {
    return new AdamOptions(
        lr,
        first,
        second,
        eps,
        weightDecay,
        decoupledWeightDecay,
        amsgrad,
        momentumDecay,
        maximize);
  }

  /** These options with another {@link #eps}. */
  public AdamOptions withEps(double value) {
    return new AdamOptions(
        lr,
        beta1,
        beta2,
        value,
        weightDecay,
        decoupledWeightDecay,
        amsgrad,
        momentumDecay,
        maximize);
  }

  /** These options with another {@link #weightDecay}. */
  public AdamOptions withWeightDecay(double value) {
    return new AdamOptions(
        lr, beta1, beta2, eps, value, decoupledWeightDecay, amsgrad, momentumDecay, maximize);
  }

  /** These options with another {@link #decoupledWeightDecay}. */
  public AdamOptions withDecoupledWeightDecay(boolean value) {
    return new AdamOptions(
        lr, beta1, beta2, eps, weightDecay, value, amsgrad, momentumDecay, maximize);
  }

  /** These options with another {@link #amsgrad}. */
  public AdamOptions withAmsgrad(boolean value) {
    return new AdamOptions(
        lr, beta1, beta2, eps, weightDecay, decoupledWeightDecay, value, momentumDecay, maximize);
  }

  /** These options with another {@link #momentumDecay}. */
  public AdamOptions withMomentumDecay(double value) {
    return new AdamOptions(
        lr, beta1, beta2, eps, weightDecay, decoupledWeightDecay, amsgrad, value, maximize);
  }

  @Override
  public AdamOptions withMaximize(boolean value) {
    return new AdamOptions(
        lr, beta1, beta2, eps, weightDecay, decoupledWeightDecay, amsgrad, momentumDecay, value);
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
    Ranges.notNegative("Adam", "lr", lr);
    Ranges.share("Adam", "beta1", beta1);
    Ranges.share("Adam", "beta2", beta2);
    Ranges.notNegative("Adam", "eps", eps);
    Ranges.notNegative("Adam", "weightDecay", weightDecay);
    Ranges.notNegative("Adam", "momentumDecay", momentumDecay);
  }

  @Override
  public void save(Checkpoint to) {
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
  public AdamOptions load(Checkpoint from) {
    return new AdamOptions(
        from.number("lr"),
        from.number("beta1"),
        from.number("beta2"),
        from.number("eps"),
        from.number("weight_decay"),
        from.flag("decoupled_weight_decay"),
        from.flag("amsgrad"),
        from.number("momentum_decay"),
        from.flag("maximize"));
  }
}
