package dev.forja.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.forja.array.NdArray;
import dev.forja.tensor.Tensor;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * The weights of an ONNX model: the initializers of its main graph. Those of subgraphs are ignored.
 * The whole file is read and checked at once. A damaged, hostile or unsupported file causes an
 * {@link OnnxException} that names the file, the initializer and the fault. Values in other files
 * ("external data") are not supported.
 *
 * <p>Immutable, except for the returned arrays and tensors: do not change them while others read
 * them.
 */
public final class OnnxFile {
  private final SequencedMap<String, NdArray> initializers;
  private final SequencedMap<String, Tensor> stateDict;

  private OnnxFile(String file, GraphProto graph) throws OnnxException {
    SequencedMap<String, NdArray> read = new LinkedHashMap<>();
    for (TensorProto tensor : graph.getInitializerList()) {
      NdArray array = new TensorReader(file, tensor, null).read();
      if (read.put(tensor.getName(), array) != null) {
        throw OnnxException.inEntry(
            file, tensor.getName(), "the file has two initializers with this name");
      }
    }
    if (graph.getSparseInitializerCount() > 0) {
      String name = graph.getSparseInitializer(0).getValues().getName();
      throw OnnxException.inEntry(file, name, "it is sparse; only dense ones can be read");
    }
    initializers = Collections.unmodifiableSequencedMap(read);
    stateDict = Collections.unmodifiableSequencedMap(new StateNames(file, graph).apply(read));
  }

  /** Reads a file. */
  public static OnnxFile read(Path path) throws OnnxException {
    return new OnnxFile(path.toString(), ModelBytes.read(path).getGraph());
  }

  /**
   * Reads a stream to its end, for example a resource.
   *
   * @param name the name in messages
   */
  public static OnnxFile read(String name, InputStream in) throws OnnxException {
    return new OnnxFile(name, ModelBytes.read(name, in).getGraph());
  }

  /** The arrays under the file's own names, in its order. */
  public SequencedMap<String, NdArray> initializers() {
    return initializers;
  }

  /**
   * The tensors under the names of PyTorch's state dict, for {@code loadStateDict}. PyTorch's
   * exporter keeps these names, except that the weight of a linear layer is stored transposed, [in,
   * out], under an artificial name such as {@code onnx::MatMul_787}. Its name is derived from the
   * node that multiplies by it, {@code /encoder/query/MatMul} giving {@code encoder.query.weight},
   * and it is transposed back. A weight that is used in several such places has several names. All
   * other tensors keep their names in the file. They share their memory with {@link #initializers},
   * except for those transposed.
   */
  public SequencedMap<String, Tensor> stateDict() {
    return stateDict;
  }

  /** The sum of the elements of all {@link #initializers}. */
  public long valueCount() {
    return initializers.values().stream().mapToLong(NdArray::count).sum();
  }
}
