package dev.forja.onnx;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads values from files beside a model. A file must lie inside the folder of the model, also
 * after symbolic links are followed. All tensors together may read at most four times the size of a
 * file, so that a small model cannot fill the memory from it.
 */
final class ExternalValues {
  private static final int MOST_TIMES = 4;

  private final String file;
  private final Path folder;
  private final Map<Path, Long> read = new HashMap<>();

  ExternalValues(String file, Path folder) {
    this.file = file;
    this.folder = folder;
  }

  ByteBuffer read(TensorProto tensor) throws OnnxException {
    String location = "";
    long offset = 0;
    long length = -1;
    for (StringStringEntryProto entry : tensor.getExternalDataList()) {
      switch (entry.getKey()) {
        case "location" -> location = entry.getValue();
        case "offset" -> offset = number(tensor, entry);
        case "length" -> length = number(tensor, entry);
        default -> {} // a checksum, which is optional
      }
    }
    Path path = inside(tensor, location);
    try (FileChannel channel = FileChannel.open(path)) {
      long size = channel.size();
      long wanted = length < 0 ? size - offset : length;
      if (wanted < 0 || offset > size - wanted || wanted > Integer.MAX_VALUE - 8) {
        throw error(
            tensor,
            "its values are bytes %d to %d of a file of %d bytes, '%s'"
                .formatted(offset, offset + wanted, size, location));
      }
      if (read.merge(path, wanted, Long::sum) > MOST_TIMES * size) {
        throw error(
            tensor,
            "the tensors read '%s' more than %d times over".formatted(location, MOST_TIMES));
      }
      ByteBuffer bytes = ByteBuffer.allocate((int) wanted);
      int got = 0;
      while (bytes.hasRemaining() && got >= 0) {
        got = channel.read(bytes, offset + bytes.position());
      }
      return bytes.flip();
    } catch (OnnxException e) {
      throw e;
    } catch (IOException e) {
      throw new OnnxException(
          file, "cannot read '%s' beside it: %s".formatted(location, e.getMessage()), e);
    }
  }

  private Path inside(TensorProto tensor, String location) throws OnnxException {
    try {
      Path relative = Path.of(location);
      Path home = folder.toRealPath();
      if (!location.isEmpty() && !relative.isAbsolute()) {
        Path real = home.resolve(relative).toRealPath();
        if (real.startsWith(home) && !real.equals(home)) {
          return real;
        }
      }
    } catch (InvalidPathException e) {
      throw error(tensor, "its values are in '%s', which is no path".formatted(location));
    } catch (IOException e) {
      throw new OnnxException(
          file,
          "there is no file '%s' beside it, which has the values of %s"
              .formatted(location, OnnxException.quote(tensor.getName())),
          e);
    }
    throw error(
        tensor, "its values are in '%s', outside of the folder of the model".formatted(location));
  }

  private long number(TensorProto tensor, StringStringEntryProto entry) throws OnnxException {
    try {
      long number = Long.parseLong(entry.getValue());
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below, together with negative numbers.
    }
    throw error(tensor, "its %s is '%s'".formatted(entry.getKey(), entry.getValue()));
  }

  private OnnxException error(TensorProto tensor, String problem) {
    return OnnxException.inEntry(file, tensor.getName(), problem);
  }
}
