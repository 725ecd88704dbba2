package dev.forja.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import dev.forja.array.NdArray;
import dev.forja.tensor.Tensor;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collections;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * The weights of an ONNX model: its initializers and constants, also those of branches and loops.
 * The whole file is read and checked at once. A damaged, hostile or unsupported file causes an
 * {@link OnnxException} that names the file, the initializer and the fault. Values in other files
 * ("external data") are read from the folder of the model, if that is a file.
 *
 * <p>Immutable, except for the returned arrays and tensors: do not change them while others read
 * them.
 */
public final class OnnxFile {
  private final SequencedMap<String, NdArray> initializers;
  private final SequencedMap<String, String> leftOut;
  private final SequencedMap<String, Tensor> stateDict;

  private OnnxFile(String file, GraphProto graph, @Nullable ExternalValues external)
      throws OnnxException {
    FileWeights weights = new FileWeights(file, graph, external);
    initializers = Collections.unmodifiableSequencedMap(weights.arrays());
    leftOut = Collections.unmodifiableSequencedMap(weights.leftOut());
    stateDict =
        Collections.unmodifiableSequencedMap(
            new StateNames(file, graph).apply(weights.arrays(), weights.constants()));
  }

  /** Reads a file. */
  public static OnnxFile read(Path path) throws OnnxException {
    GraphProto graph = ModelBytes.read(path).getGraph();
    String file = path.toString();
    Path folder = path.toAbsolutePath().getParent();
    return new OnnxFile(file, graph, folder == null ? null : new ExternalValues(file, folder));
  }

  /**
   * Reads a stream to its end, for example a resource.
   *
   * @param name the name in messages
   */
  public static OnnxFile read(String name, InputStream in) throws OnnxException {
    return new OnnxFile(name, ModelBytes.read(name, in).getGraph(), null);
  }

  /** The arrays under the file's own names, in its order; a constant has the name of its output. */
  public SequencedMap<String, NdArray> initializers() {
    return initializers;
  }

  /**
   * The names of initializers and constants that cannot be read, with the reasons: of types that no
   * array has, such as STRING, or of names that several graphs of the file use.
   */
  public SequencedMap<String, String> leftOut() {
    return leftOut;
  }

  /**
   * The tensors under the names of PyTorch's state dict, for {@code loadStateDict}. PyTorch's
   * exporter keeps these names, except for some weights, which get artificial names such as {@code
   * onnx::MatMul_787}. The name of such a weight is derived from the node that uses it: {@code
   * /encoder/query/MatMul} gives {@code encoder.query.weight}, {@code /conv1/Conv} gives {@code
   * conv1.weight} and {@code conv1.bias}. Weights of linear layers that the file keeps as [in, out]
   * are transposed back, and the factors of a {@code Gemm} are multiplied in. A weight that is used
   * in several such places, or passed on by a node {@code Identity}, has several names. All other
   * tensors keep their names in the file, apart from constants whose names the exporter made up:
   * with {@code /} or {@code onnx::} at the beginning, or numbers. These are left out. Tensors
   * share their memory with {@link #initializers}, except for those transposed or multiplied.
   */
  public SequencedMap<String, Tensor> stateDict() {
    return stateDict;
  }

  /** The sum of the elements of all {@link #initializers}. */
  public long valueCount() {
    return initializers.values().stream().mapToLong(NdArray::count).sum();
  }
}
