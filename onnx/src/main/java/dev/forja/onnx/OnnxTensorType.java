package dev.forja.onnx;

import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.forja.array.DType;
import dev.forja.array.Shapes;
import dev.forja.onnx.operators.Types;
import dev.forja.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The type of an input or output of a graph. Immutable, so any thread may read it.
 *
 * @param kind the name of the type in ONNX, such as {@code float}; {@code sequence} or {@code
 *     optional} if it is no tensor
 * @param dtype the type of the elements; null if it is no tensor
 * @param shape the sizes, each a number, the name of a dynamic size, or {@code ?}; null if the file
 *     does not say it
 */
public record OnnxTensorType(String kind, @Nullable DType dtype, @Nullable List<String> shape) {
  /** Copies the shape. */
  public OnnxTensorType {
    shape = shape == null ? null : List.copyOf(shape);
  }

  static OnnxTensorType of(ValueInfoProto info) {
    if (!info.getType().hasTensorType()) {
      return new OnnxTensorType(
          info.getType().hasOptionalType() ? "optional" : "sequence", null, null);
    }
    var type = info.getType().getTensorType();
    long element = type.getElemType();
    @Nullable List<String> shape = null;
    if (type.hasShape()) {
      shape = new ArrayList<>();
      for (Dimension dim : type.getShape().getDimList()) {
        shape.add(
            dim.hasDimValue()
                ? Long.toString(dim.getDimValue())
                : dim.getDimParam().isEmpty() ? "?" : dim.getDimParam());
      }
    }
    return new OnnxTensorType(
        Types.name(element), Types.isHeld(element) ? Types.of(element) : null, shape);
  }

  /** The tensor as the graph computes with it: half precision is widened. */
  Tensor check(String name, Tensor tensor) {
    if (dtype == null) {
      throw new IllegalArgumentException(
          "input '%s' is a %s: only tensors can be given".formatted(name, kind));
    }
    Tensor widened = tensor.dtype().isFloat() ? tensor.to(DType.F32) : tensor;
    if (widened.dtype() != dtype) {
      throw new IllegalArgumentException(
          "input '%s' is %s, expected %s".formatted(name, tensor.dtype(), this));
    }
    boolean fits = shape == null || shape.size() == tensor.rank();
    for (int d = 0; fits && shape != null && d < shape.size(); d++) {
      String size = shape.get(d);
      fits = !Character.isDigit(size.charAt(0)) || size.equals(Integer.toString(tensor.size(d)));
    }
    if (!fits) {
      throw new IllegalArgumentException(
          "input '%s' has the shape %s, expected %s"
              .formatted(name, Shapes.show(tensor.shape()), this));
    }
    return widened;
  }

  @Override
  public String toString() {
    return shape == null ? kind : kind + shape;
  }
}
