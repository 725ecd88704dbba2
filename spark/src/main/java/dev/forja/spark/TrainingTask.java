package dev.forja.spark;

import dev.forja.module.NeuralModule;
import dev.forja.optim.Optimizer;
import dev.forja.tensor.Tensor;
import java.io.Serializable;
import java.util.List;

/**
 * What a {@link DistributedTrainer} trains, and how. Spark sends it to the executors, so it is
 * serialisable and small: it makes its model where it runs.
 *
 * <p>One task may be used by several threads at once, each with a model of its own.
 *
 * @param <E> the type of an example
 */
public interface TrainingTask<E> extends Serializable {
  /**
   * Makes a model. On the driver, its values are those that training begins with; on an executor,
   * they are overwritten.
   */
  NeuralModule model();

  /** Makes an optimiser for the parameters of a model. */
  Optimizer<?> optimizer(NeuralModule model);

  /**
   * The loss of a batch: one element, differentiable, the mean over its examples. It must depend on
   * its arguments alone, and on {@link dev.forja.tensor.Randoms#current}, whose seed is that of the
   * step.
   */
  Tensor loss(NeuralModule model, List<E> batch);

  /**
   * Is called before each step, to set the learning rate for example; does nothing by default.
   *
   * @param step the number of steps before this one, on each partition
   */
  default void beforeStep(Optimizer<?> optimizer, long step) {}
}
