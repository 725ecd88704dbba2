package dev.forja.optim;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import dev.forja.tensor.InPlace;
import dev.forja.tensor.Parameter;
import dev.forja.tensor.Tensor;
import java.util.List;
import java.util.function.Supplier;

/**
 * The quasi-Newton method with limited memory, as {@code torch.optim.LBFGS}: directions are
 * gradients times an estimate of the inverse Hessian from the last steps. A step evaluates the loss
 * several times, so it takes a function that computes it:
 *
 * <pre>{@code
 * optimizer.step(
 *     () -> {
 *       optimizer.zeroGrad();
 *       Tensor loss = model.call(x).mseLoss(y);
 *       loss.backward();
 *       return loss;
 *     });
 * }</pre>
 *
 * <p>Source: J. Nocedal and S. Wright, Numerical Optimization, second edition, algorithms 7.4
 * (directions), 3.5 and 3.6 (line search).
 *
 * <p>For one thread at a time: nothing else may use the parameters during a step.
 */
public final class LBFGS extends Optimizer<LBFGSOptions> {
  private final StepHistory history = new StepHistory();

  private LBFGS() {}

  /** LBFGS with PyTorch's defaults and this learning rate. */
  public static LBFGS of(List<? extends Parameter> parameters, double lr) {
    return of(parameters, defaults().withLr(lr));
  }

  /** LBFGS with these options. */
  public static LBFGS of(List<? extends Parameter> parameters, LBFGSOptions options) {
    LBFGS made = new LBFGS();
    made.addGroup(parameters, options);
    return made;
  }

  /** PyTorch's defaults: learning rate 1, 20 iterations, 100 past steps, no line search. */
  public static LBFGSOptions defaults() {
    return LBFGSOptions.DEFAULTS;
  }

  /**
   * Cannot be used, because a step of this optimiser evaluates the loss several times.
   *
   * @throws UnsupportedOperationException always
   */
  @Override
  public void step() {
    throw new UnsupportedOperationException(
        "LBFGS evaluates the loss several times in a step: call step(closure) with a function that"
            + " clears the gradients, computes the loss, calls backward and returns the loss");
  }

  @Override
  protected void update(Parameter parameter, NdArray grad, ParamState state, LBFGSOptions options) {
    throw new UnsupportedOperationException("LBFGS updates all parameters together");
  }

  /**
   * Minimises the loss by some iterations.
   *
   * @param closure clears the gradients, computes the loss, calls backward, and returns the loss
   * @return the loss before the step
   * @throws IllegalStateException if there are several groups of parameters
   */
  public double step(Supplier<Tensor> closure) {
    if (groups().size() != 1) {
      throw new IllegalStateException(
          "LBFGS: %d groups of parameters: expected one, since all are moved together"
              .formatted(groups().size()));
    }
    LBFGSOptions options = groups().getFirst().options();
    Integer given = options.maxEval();
    int most = given == null ? options.maxIter() * 5 / 4 : given;
    FlatParameters flat = new FlatParameters(parameters(), closure, options.maximize());
    Evaluation now = flat.evaluate();
    double first = options.maximize() ? -now.loss() : now.loss();
    int evaluations = 1;
    for (int i = 1; i <= options.maxIter(); i++) {
      if (Vectors.largest(now.gradient()) <= options.toleranceGrad()) {
        return first;
      }
      float[] direction = history.direction(now.gradient(), options.historySize());
      float lr = (float) options.lr();
      float step = history.isFirst() ? Math.min(1, 1 / Vectors.sizes(now.gradient())) * lr : lr;
      float slope = Vectors.dot(now.gradient(), direction);
      history.remember(direction, step, now.gradient());
      if (slope > -options.toleranceChange()) {
        return first;
      }
      double before = now.loss();
      if (options.strongWolfe()) {
        LineSearch search = new LineSearch(flat, direction, now, slope, most - evaluations);
        now = search.run(step);
        step = search.step();
        evaluations += search.evaluations();
        history.moved(step);
      }
      flat.move(direction, step);
      if (!options.strongWolfe() && i < options.maxIter()) {
        now = flat.evaluate();
        evaluations++;
      }
      if (i == options.maxIter()
          || evaluations >= most
          || Vectors.largest(now.gradient()) <= options.toleranceGrad()
          || Vectors.largest(direction) * Math.abs(step) <= options.toleranceChange()
          || Math.abs(now.loss() - before) < options.toleranceChange()) {
        return first;
      }
    }
    return first;
  }

  @Override
  void write() {
    history.write(parameters(), this::state);
  }

  @Override
  void read() {
    history.read(parameters(), this::state);
  }

  /** The loss at a point, and its gradient as one vector. */
  record Evaluation(double loss, Vector at) {
    float[] gradient() {
      return at.values();
    }
  }

  /** The elements of all parameters or gradients, one after the other. */
  static final class Vector {
    private final float[] values;

    Vector(float[] values) {
      this.values = values;
    }

    float[] values() {
      return values;
    }
  }

  /** The parameters as one vector, at which a loss can be evaluated. */
  static final class FlatParameters {
    private final List<Parameter> parameters;
    private final Supplier<Tensor> closure;
    private final boolean maximize;

    FlatParameters(List<Parameter> parameters, Supplier<Tensor> closure, boolean maximize) {
      this.parameters = parameters;
      this.closure = closure;
      this.maximize = maximize;
    }

    Evaluation evaluate() {
      double loss = closure.get().item();
      int count = parameters.stream().mapToInt(Parameter::count).sum();
      float[] gradient = new float[count];
      int at = 0;
      for (Parameter parameter : parameters) {
        Tensor grad = parameter.grad();
        if (grad != null) {
          NdArray dense = grad.array().contiguous(Allocator.HEAP);
          System.arraycopy(dense.floats(), dense.offset(), gradient, at, dense.count());
        }
        at += parameter.count();
      }
      if (maximize) {
        for (int i = 0; i < gradient.length; i++) {
          gradient[i] = -gradient[i];
        }
      }
      return new Evaluation(maximize ? -loss : loss, new Vector(gradient));
    }

    /** Adds a multiple of a direction to the parameters. */
    void move(float[] direction, float step) {
      int from = 0;
      for (Parameter parameter : parameters) {
        int start = from;
        InPlace.update(
            parameter,
            p -> {
              for (int i = 0; i < p.count(); i++) {
                int at = p.offset() + i;
                p.floats()[at] = (float) (p.floats()[at] + (double) step * direction[start + i]);
              }
            });
        from += parameter.count();
      }
    }

    /** Copies of the parameters' values. */
    List<float[]> values() {
      return parameters.stream().map(Tensor::toFloats).toList();
    }

    /** Evaluates the loss at a distance along a direction, and returns to the given values. */
    Evaluation at(List<float[]> values, float[] direction, float step) {
      move(direction, step);
      Evaluation found = evaluate();
      for (int i = 0; i < values.size(); i++) {
        float[] old = values.get(i);
        InPlace.update(
            parameters.get(i), p -> System.arraycopy(old, 0, p.floats(), p.offset(), old.length));
      }
      return found;
    }
  }
}
