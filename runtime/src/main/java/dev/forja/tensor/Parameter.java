package dev.forja.tensor;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import dev.forja.spi.InvokerBase;
import dev.forja.spi.ParameterType;
import dev.forja.spi.ShapeRule;

/**
 * A trained tensor: a leaf that requires gradients by default. Optimisers and loaders change its
 * values in place, through {@link InPlace}, which counts versions. Reading is thread-safe; changing
 * it while other threads use it is not.
 */
@ParameterType
@InvokerBase("dev.forja.module.NeuralModule")
public final class Parameter extends Tensor {
  private Parameter(NdArray array) {
    super(array);
    array.storage().lasting();
    requiresGrad(true);
  }

  /** A parameter that starts as a copy of {@code values}, which must be float32. */
  @ShapeRule("same($0)")
  public static Parameter of(Tensor values) {
    return new Parameter(values.array().copy(Allocator.HEAP));
  }

  /** A parameter of zeros. */
  @ShapeRule("shape($0)")
  public static Parameter zeros(int... shape) {
    return new Parameter(Allocator.HEAP.zeros(shape));
  }

  /** Overwrites the values with those of a tensor of the same shape. */
  public void copyFrom(Tensor values) {
    InPlace.copy(this, values);
  }
}
