package dev.forja.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import dev.forja.io.FileFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads the bytes of a model, and parses them. */
final class ModelBytes {
  private ModelBytes() {}

  /** Reads a file. */
  static ModelProto read(Path path) throws OnnxException {
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

  /** Reads a stream to its end; the name is that in messages. */
  static ModelProto read(String name, InputStream in) throws OnnxException {
    byte[] bytes = bytes(name, in);
    ModelProto model = parse(name, bytes);
    GraphProto graph = model.getGraph();
    if (graph.getNodeCount() == 0 && graph.getInitializerCount() == 0) {
      throw notOnnx(
          name, bytes, "holds neither nodes nor initializers: is it an ONNX model?", null);
    }
    return model;
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
}
