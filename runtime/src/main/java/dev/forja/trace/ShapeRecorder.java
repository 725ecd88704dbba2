package dev.forja.trace;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import dev.forja.array.Shapes;
import dev.forja.array.Storage;
import dev.forja.op.Op;
import dev.forja.op.ReshapeOp;
import dev.forja.op.TensorType;
import dev.forja.tensor.OpRunner;
import dev.forja.tensor.Parameter;
import dev.forja.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Supplier;

/**
 * Records a call on tensors without values. Ops compute nothing; each returns outputs of the types
 * that its shape rule determines. Whatever needs or changes values is rejected.
 */
final class ShapeRecorder extends Recorder {
  private static final Allocator SHAPES =
      (type, shape) -> NdArray.dense(Storage.shapeOnly(type, Shapes.count(shape)), shape);

  /**
   * The maximum number of elements for which an op on constants alone is computed, so that its
   * result can be read.
   */
  private static final int SMALL = 1 << 16;

  private ShapeRecorder(SequencedMap<String, Tensor> inputs) {
    super(inputs);
  }

  /** Creates a recorder for inputs that {@link #withoutValues} created. */
  static ShapeRecorder of(List<Tensor> inputs) {
    return new ShapeRecorder(named(inputs));
  }

  /** A tensor of the same type and shape without values. */
  static Tensor withoutValues(Tensor tensor) {
    return Tensor.of(SHAPES.empty(tensor.dtype(), tensor.shape()));
  }

  private static boolean hasValues(Tensor tensor) {
    return !tensor.array().storage().isShapeOnly();
  }

  @Override
  Tensor[] outputs(Op op, Tensor[] given, Supplier<Tensor[]> proceed) {
    TensorType[] types =
        Arrays.stream(given).map(each -> TensorType.of(each.array())).toArray(TensorType[]::new);
    TensorType[] outputs = op.shapes(types);
    boolean constant =
        Arrays.stream(given).allMatch(each -> hasValues(each) && !(each instanceof Parameter))
            && Arrays.stream(outputs).allMatch(each -> each.count() <= SMALL);
    if (constant) {
      return proceed.get();
    }
    boolean view = op.isView() && (!(op instanceof ReshapeOp) || given[0].isContiguous());
    return view && !hasValues(given[0]) ? views(op, given, outputs) : fresh(outputs);
  }

  /**
   * The views that an op returns, with their true strides for code that asks how they lie in
   * memory.
   */
  private static Tensor[] views(Op op, Tensor[] given, TensorType[] outputs) {
    NdArray[] arrays = Arrays.stream(given).map(Tensor::array).toArray(NdArray[]::new);
    try {
      return OpRunner.compute(op, arrays, outputs, SHAPES).outputs().stream()
          .map(Tensor::of)
          .toArray(Tensor[]::new);
    } catch (IllegalStateException readsValues) {
      return fresh(outputs);
    }
  }

  private static Tensor[] fresh(TensorType[] types) {
    return Arrays.stream(types)
        .map(type -> Tensor.of(SHAPES.empty(type.dtype(), type.shape())))
        .toArray(Tensor[]::new);
  }

  @Override
  public synchronized void reads(String method, Tensor tensor) {
    if (!hasValues(tensor)) {
      throw refuse(
          method
              + "() reads values, on which the graph cannot depend: compute by ops, or trace the"
              + " call for one size with Trace.record");
    }
    super.reads(method, tensor);
  }

  @Override
  public synchronized void draws() {
    throw refuse(drawn());
  }

  @Override
  public synchronized void changes(Tensor tensor) {
    throw refuse(changed());
  }

  @Override
  public void backward(Runnable proceed) {
    throw refuse("a backward pass is not traced for several sizes");
  }

  private IllegalArgumentException refuse(String why) {
    return new IllegalArgumentException(where() + ": " + why);
  }
}
