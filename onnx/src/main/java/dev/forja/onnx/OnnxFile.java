package dev.forja.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import dev.forja.array.NdArray;
import dev.forja.io.FileFormat;
import dev.forja.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

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
      NdArray array = new TensorReader(file, tensor).read();
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
    String file = path.toString();
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      throw new OnnxException(file, "cannot be read: it is not a regular file");
    }
    try (InputStream in = Files.newInputStream(path)) {
      return read(file, in);
    } catch (NoSuchFileException e) {
      throw new OnnxException(file, "cannot be read: there is no such file", e);
    } catch (AccessDeniedException e) {
      throw new OnnxException(file, "cannot be read: permission denied", e);
    } catch (OnnxException e) {
      throw e;
    } catch (IOException e) {
      throw new OnnxException(file, "cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * Reads a stream to its end, for example a resource.
   *
   * @param name the name in messages
   */
  public static OnnxFile read(String name, InputStream in) throws OnnxException {
    byte[] bytes = bytes(name, in);
    GraphProto graph = parse(name, bytes).getGraph();
    if (graph.getNodeCount() == 0 && graph.getInitializerCount() == 0) {
      throw notOnnx(
          name, bytes, "holds neither nodes nor initializers: is it an ONNX model?", null);
    }
    return new OnnxFile(name, graph);
  }

  /**
   * The exception for a file that is not an ONNX model: it names the actual format if known,
   * otherwise the problem.
   */
  private static OnnxException notOnnx(
      String name, byte[] bytes, String problem, @Nullable IOException cause) {
    String known =
        FileFormat.of(bytes)
            .filter(format -> format != FileFormat.ONNX)
            .map(format -> "is not an ONNX model: " + format.advice())
            .orElse(problem);
    return new OnnxException(name, known, cause);
  }

  private static byte[] bytes(String name, InputStream in) throws OnnxException {
    try {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new OnnxException(name, "cannot be read: " + e.getMessage(), e);
    } catch (OutOfMemoryError e) {
      throw new OnnxException(name, "is too large for the memory of this JVM, or above 2 GiB", e);
    }
  }

  private static ModelProto parse(String name, byte[] bytes) throws OnnxException {
    CodedInputStream in = UnsafeByteOperations.unsafeWrap(bytes).newCodedInput();
    in.enableAliasing(true); // raw values are not copied
    try {
      ModelProto model = ModelProto.parseFrom(in);
      in.checkLastTagWas(0);
      return model;
    } catch (InvalidProtocolBufferException e) {
      throw notOnnx(name, bytes, "is not an ONNX model, or was truncated: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new OnnxException(name, "cannot be read: " + e.getMessage(), e);
    }
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
