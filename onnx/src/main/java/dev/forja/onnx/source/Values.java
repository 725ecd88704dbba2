package dev.forja.onnx.source;

import dev.forja.onnx.graph.Facts;
import dev.forja.onnx.graph.KnownSize;
import dev.forja.onnx.graph.Net;
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

  default int rank(int slot) {
    List<KnownSize> sizes = slot < 0 ? null : facts().shape(slot);
    return sizes == null ? -1 : sizes.size();
  }
}
