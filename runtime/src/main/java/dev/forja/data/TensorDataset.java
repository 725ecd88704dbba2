package dev.forja.data;

import dev.forja.array.Shapes;
import dev.forja.tensor.Tensor;
import java.util.Arrays;

/**
 * Examples whose inputs and targets are stored along the first dimension of two tensors.
 *
 * <p>Immutable, so any thread may use it.
 *
 * @param input the inputs, [n, ...]
 * @param target the targets, [n, ...]
 */
public record TensorDataset(Tensor input, Tensor target) implements Dataset<TensorDataset.Batch> {
  /** Checks that there are as many targets as inputs. */
  public TensorDataset {
    if (input.rank() == 0 || target.rank() == 0 || input.size(0) != target.size(0)) {
      throw new IllegalArgumentException(
          "inputs %s and targets %s differ in their first dimension, the number of examples"
              .formatted(Shapes.show(input.shape()), Shapes.show(target.shape())));
    }
  }

  /** Creates a data set with these inputs and targets. */
  public static TensorDataset of(Tensor input, Tensor target) {
    return new TensorDataset(input, target);
  }

  /**
   * A batch of examples.
   *
   * <p>Immutable.
   *
   * @param input their inputs, [batch, ...]
   * @param target their targets, [batch, ...]
   */
  public record Batch(Tensor input, Tensor target) {
    /** The number of examples. */
    public int size() {
      return input.size(0);
    }
  }

  @Override
  public int size() {
    return input.size(0);
  }

  @Override
  public Batch batch(int... indices) {
    Tensor index = Tensor.ofLongs(Arrays.stream(indices).asLongStream().toArray());
    return new Batch(input.indexSelect(0, index), target.indexSelect(0, index));
  }
}
