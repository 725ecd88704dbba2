package dev.forja.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * File formats that are often passed to a reader of another format by mistake, recognised by their
 * first bytes. A reader that cannot read a file calls {@link #of} to find out its format, so that
 * its message can say how to obtain the weights. Immutable and therefore thread-safe.
 */
@SuppressWarnings("ImmutableEnumChecker") // the tests are functions without state
public enum FileFormat {
  /** The format that Forja's {@code load} and {@code save} use. */
  SAFETENSORS(
      "a safetensors file",
      "Read it with load(path) of a model, or with SafetensorsFile.open(path).",
      FileFormat::isSafetensors),
  /** Written by {@code torch.save} since PyTorch 1.6: a ZIP archive with a pickle in it. */
  PYTORCH(
      "a PyTorch checkpoint, as torch.save writes it",
      Remedies.FROM_PYTORCH,
      start -> isZip(start) && firstZipEntry(start).endsWith("data.pkl")),
  /** NumPy's archive of arrays, {@code .npz}. */
  NUMPY_ARCHIVE(
      "a NumPy archive (.npz)",
      Remedies.FROM_NUMPY,
      start -> isZip(start) && firstZipEntry(start).endsWith(".npy")),
  /** Any other ZIP archive. */
  ZIP(
      "a ZIP archive",
      "Unpack it first. If it is a PyTorch checkpoint, convert it: " + Remedies.FROM_PYTORCH,
      FileFormat::isZip),
  /** Python's pickle format, which {@code torch.save} used before PyTorch 1.6. */
  PICKLE(
      "a Python pickle, as old versions of torch.save write it",
      Remedies.FROM_PYTORCH,
      FileFormat::isPickle),
  /** The format of llama.cpp. */
  GGUF(
      "a GGUF file, the format of llama.cpp, whose weights are mostly quantised",
      "Get the safetensors files of the same model.",
      start -> begins(start, "GGUF")),
  /** The format in which Keras and older TensorFlow save weights. */
  HDF5(
      "an HDF5 file, as Keras writes it",
      "Convert it in Python: read the arrays with h5py and write them with"
          + " safetensors.numpy.save_file.",
      start -> begins(start, "\u0089HDF\r\n\u001a\n")),
  /** NumPy's format for one array, {@code .npy}. */
  NUMPY("a NumPy array (.npy)", Remedies.FROM_NUMPY, start -> begins(start, "\u0093NUMPY")),
  /** A compressed file. */
  GZIP("a gzip file", "Decompress it first, with gunzip.", start -> begins(start, "\u001f\u008b")),
  /** The placeholder of a large file in a Git repository. */
  GIT_LFS_POINTER(
      "a Git LFS pointer, which is a placeholder of the file",
      "Run 'git lfs pull' in its repository, or download the file itself.",
      start -> begins(start, "version https://git-lfs")),
  /** A web page. */
  HTML(
      "an HTML page, such as a login or error page",
      "Download the file again, by the address of the file and not of its page (on Hugging Face"
          + " /resolve/ instead of /blob/).",
      FileFormat::isHtml),
  /** A model of ONNX: a protobuf message, which has no signature, so this is tried last. */
  ONNX(
      "an ONNX model",
      "Read its weights with OnnxFile.read(path) of the module dev.forja.onnx, and give its"
          + " stateDict() to loadStateDict.",
      FileFormat::isOnnx);

  /** The number of bytes that {@link #of} examines. */
  public static final int BYTES = 512;

  private static final int ZIP_NAME = 30;

  private final String description;
  private final String remedy;
  private final Predicate<byte[]> test;

  FileFormat(String description, String remedy, Predicate<byte[]> test) {
    this.description = description;
    this.remedy = remedy;
    this.test = test;
  }

  /** The format of a file that starts with these bytes; empty if it is unknown. */
  public static Optional<FileFormat> of(byte[] beginning) {
    byte[] start = Arrays.copyOf(beginning, Math.min(beginning.length, BYTES));
    return Arrays.stream(values()).filter(format -> format.test.test(start)).findFirst();
  }

  /**
   * The format of an open file; empty if it is unknown. The position of the channel is not changed.
   */
  static Optional<FileFormat> of(FileChannel channel) throws IOException {
    ByteBuffer start = ByteBuffer.allocate(BYTES);
    while (start.hasRemaining() && channel.read(start, start.position()) > 0) {}
    return of(Arrays.copyOf(start.array(), start.position()));
  }

  /** What the file is and what to do: {@code it is a GGUF file, ... Get the ...}. */
  public String advice() {
    return "it is " + description + ". " + remedy;
  }

  private static boolean begins(byte[] start, String signature) {
    byte[] bytes = signature.getBytes(StandardCharsets.ISO_8859_1);
    return start.length >= bytes.length
        && Arrays.equals(start, 0, bytes.length, bytes, 0, bytes.length);
  }

  private static boolean isZip(byte[] start) {
    return begins(start, "PK\u0003\u0004") || begins(start, "PK\u0005\u0006");
  }

  /** The name of the first file in a ZIP archive, which follows a header of 30 bytes. */
  private static String firstZipEntry(byte[] start) {
    if (start.length < ZIP_NAME) {
      return "";
    }
    int length = (start[26] & 0xff) | (start[27] & 0xff) << 8;
    int end = Math.min(ZIP_NAME + length, start.length);
    return new String(start, ZIP_NAME, end - ZIP_NAME, StandardCharsets.ISO_8859_1);
  }

  /** The opcode PROTO and its number, 2 to 5; a zero does not follow. */
  private static boolean isPickle(byte[] start) {
    return start.length > 2
        && start[0] == (byte) 0x80
        && start[1] >= 2
        && start[1] <= 5
        && start[2] != 0;
  }

  private static boolean isHtml(byte[] start) {
    String text = new String(start, StandardCharsets.ISO_8859_1).strip().toLowerCase(Locale.ROOT);
    return text.startsWith("<!doctype html") || text.startsWith("<html");
  }

  private static boolean isSafetensors(byte[] start) {
    if (start.length <= Header.PREFIX || start[Header.PREFIX] != '{') {
      return false;
    }
    long length = 0;
    for (int i = Header.PREFIX - 1; i >= 0; i--) {
      length = (length << 8) | (start[i] & 0xff);
    }
    return length > 0 && length <= Header.MAX_BYTES;
  }

  /**
   * The fields of {@code ModelProto}: the version of the format comes first, then another field.
   */
  private static boolean isOnnx(byte[] start) {
    if (start.length < 4 || start[0] != 0x08 || start[1] < 1 || start[1] > 32) {
      return false;
    }
    int field = start[2] >> 3;
    int wireType = start[2] & 7;
    boolean text = wireType == 2 && (field == 2 || field == 3 || field == 4 || field == 6);
    boolean message = wireType == 2 && (field == 7 || field == 8 || field == 14);
    return text || message || (wireType == 0 && field == 5);
  }

  /**
   * Texts that several formats share. They are in a separate class because an enum's constants are
   * initialised before its static fields.
   */
  private static final class Remedies {
    static final String FROM_PYTORCH =
        "Convert it once in Python: from safetensors.torch import save_file;"
            + " save_file(torch.load('in.pt', weights_only=True), 'out.safetensors').";
    static final String FROM_NUMPY =
        "Convert it in Python with numpy.load and safetensors.numpy.save_file.";
  }
}
