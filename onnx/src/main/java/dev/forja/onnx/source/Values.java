package dev.forja.onnx.source;

import dev.forja.array.DType;
import dev.forja.onnx.graph.Facts;
import dev.forja.onnx.graph.KnownSize;
import dev.forja.onnx.graph.Net;
import dev.forja.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The values that a text may refer to. For one thread. */
interface Values {
  Net net();

  Facts facts();

  /** An expression for a slot, to which a call can be added. */
  String text(int slot);

  /** Expressions of int for the elements of a vector or scalar of sizes; null if there are none. */
  @Nullable List<String> sizes(int slot);

  /** Asks for the import of a class, and gives its simple name. */
  String use(String type);

  /** The integers of a constant; null if it is none. */
  default long @Nullable [] numbers(int slot) {
    Tensor value = slot < 0 ? null : net().value(slot);
    return value == null || value.dtype() != DType.I64 ? null : value.toLongs();
  }

  default int rank(int slot) {
    List<KnownSize> sizes = slot < 0 ? null : facts().shape(slot);
    return sizes == null ? -1 : sizes.size();
  }
}
