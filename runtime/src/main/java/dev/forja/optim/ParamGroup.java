package dev.forja.optim;

import dev.forja.tensor.Parameter;
import java.util.List;
import java.util.function.Consumer;

/**
 * A group of parameters that are trained with the same options. Not thread-safe.
 *
 * @param <O> the type of the options
 */
public final class ParamGroup<O extends GroupOptions<O>> {
  private final List<Parameter> parameters;
  private final Consumer<O> check;
  private O options;
  private double initialLr = Double.NaN;

  /** Creates a group; {@code check} throws an exception if its optimiser cannot use the options. */
  ParamGroup(List<? extends Parameter> parameters, O options, Consumer<O> check) {
    this.parameters = List.copyOf(parameters);
    this.check = check;
    check.accept(options);
    this.options = options;
  }

  /** The parameters of the group. */
  public List<Parameter> parameters() {
    return parameters;
  }

  /** The current options. */
  public O options() {
    return options;
  }

  /** Sets the options from the next step on. */
  public void options(O value) {
    check.accept(value);
    options = value;
  }

  /** The learning rate. */
  public double lr() {
    return options.lr();
  }

  /**
   * The learning rate before the first scheduler, as PyTorch's {@code initial_lr}: the base of all
   * schedulers. It is kept from the first call on.
   */
  double initialLr() {
    if (Double.isNaN(initialLr)) {
      initialLr = lr();
    }
    return initialLr;
  }

  /** Sets the learning rate, as the base of all schedulers, unless there was an earlier one. */
  void initialLrOr(double value) {
    if (Double.isNaN(initialLr)) {
      initialLr = value;
      lr(value);
    }
  }

  /** Sets what {@link #initialLr} returns. */
  void initialLr(double value) {
    initialLr = value;
  }

  /**
   * Sets the learning rate that schedulers give together. It is not checked: two schedules, each of
   * them sensible, can lead below 0, as in PyTorch.
   */
  void chainedLr(double value) {
    options = options.withLr(value);
  }

  /** Sets the learning rate from the next step on. */
  public void lr(double value) {
    options(options.withLr(value));
  }

  /** Whether the options have a momentum that can be cycled. */
  public boolean hasMomentum() {
    return options instanceof Momentum<?>;
  }

  /** The momentum of SGD, or the first beta of Adam. */
  public double momentum() {
    return cycled().momentum();
  }

  /** Sets the momentum from the next step on. */
  public void momentum(double value) {
    options(cycled().withMomentum(value));
  }

  @SuppressWarnings("unchecked") // an optimiser's options are copied to the same type
  private Momentum<O> cycled() {
    if (options instanceof Momentum<?> momentum) {
      return (Momentum<O>) momentum;
    }
    throw new IllegalStateException(options + " has no momentum");
  }
}
