package dev.forja.io;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import dev.forja.op.Ints;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * Reads whole safetensors files, and writes them with the same layout as the reference
 * implementation: tensors sorted by descending alignment of their type and then by name, so that
 * each begins at a multiple of its element size; metadata sorted by key. So equal contents give
 * equal bytes, whatever the order of the maps. Stateless and therefore thread-safe.
 */
public final class Safetensors {
  private static final int CHUNK_BYTES = 1 << 20;

  private static final Comparator<Map.Entry<String, NdArray>> AS_THE_REFERENCE =
      Comparator.<Map.Entry<String, NdArray>, SafetensorsType>comparing(
              item -> SafetensorsType.of(item.getValue().dtype()))
          .reversed()
          .thenComparing(
              item -> item.getKey().getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

  private Safetensors() {}

  /**
   * Reads all arrays of a file, in the order of their bytes, each in the type that it is stored in.
   *
   * @throws SafetensorsException if the file cannot be read or is damaged, or if it has a type that
   *     Forja has no arrays of; {@link SafetensorsFile#readFloat32} converts some of these
   */
  public static SequencedMap<String, NdArray> load(Path path) throws SafetensorsException {
    SequencedMap<String, NdArray> arrays = new LinkedHashMap<>();
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      for (SafetensorsEntry entry : file.entries()) {
        arrays.put(entry.name(), file.read(entry.name()));
      }
    }
    return arrays;
  }

  /** Writes arrays under their names, without metadata. */
  public static void save(Path path, Map<String, NdArray> tensors) throws SafetensorsException {
    save(path, tensors, Map.of());
  }

  /**
   * Writes arrays under their names. The file is replaced atomically: if anything fails, the old
   * contents are kept. If the path is a symbolic link, the file that it points to is replaced and
   * the link is kept. A new file is moved into the old one's place, so whoever has the old one open
   * or mapped goes on to read the old contents. In an interrupted thread nothing is written.
   */
  public static void save(Path path, Map<String, NdArray> tensors, Map<String, String> metadata)
      throws SafetensorsException {
    checkNames(path, tensors, metadata);
    List<Map.Entry<String, NdArray>> sorted =
        tensors.entrySet().stream().sorted(AS_THE_REFERENCE).toList();
    Header header = new Header(new TreeMap<>(metadata), entries(sorted));
    try {
      ByteBuffer head = HeaderWriter.write(header);
      if (head.remaining() - Header.PREFIX > Header.MAX_BYTES) {
        throw new SafetensorsException(path, "cannot be written: its header would be too long");
      }
      AtomicFile.write(
          path,
          channel -> {
            writeFully(channel, head);
            for (Map.Entry<String, NdArray> item : sorted) {
              write(channel, item.getValue());
            }
          });
    } catch (SafetensorsException e) {
      throw e;
    } catch (IOException e) {
      throw new SafetensorsException(path, "cannot be written: " + OsErrors.say(e), e);
    }
  }

  /** Rejects everything that {@link SafetensorsFile#open} would reject. */
  private static void checkNames(
      Path path, Map<String, NdArray> tensors, Map<String, String> metadata)
      throws SafetensorsException {
    CharsetEncoder utf8 = StandardCharsets.UTF_8.newEncoder();
    for (Map.Entry<String, NdArray> tensor : tensors.entrySet()) {
      String name = tensor.getKey();
      if (name.equals(Header.METADATA)) {
        throw SafetensorsException.inEntry(path, name, "no tensor can have this name");
      }
      if (!utf8.canEncode(name)) {
        throw SafetensorsException.inEntry(path, name, "its name is not valid Unicode");
      }
      if (name.length() > Header.MAX_NAME) {
        throw SafetensorsException.inEntry(
            path,
            name,
            "its name has %d characters, more than the %d allowed"
                .formatted(name.length(), Header.MAX_NAME));
      }
      if (tensor.getValue().rank() > Header.MAX_RANK) {
        throw SafetensorsException.inEntry(
            path,
            name,
            "it has %d dimensions, more than the %d allowed"
                .formatted(tensor.getValue().rank(), Header.MAX_RANK));
      }
    }
    for (Map.Entry<String, String> item : metadata.entrySet()) {
      boolean valid = utf8.canEncode(item.getKey()) && utf8.canEncode(item.getValue());
      if (!valid || item.getKey().length() > Header.MAX_NAME) {
        throw new SafetensorsException(
            path,
            "cannot be written: its metadata %s is %s"
                .formatted(
                    SafetensorsException.quote(item.getKey()),
                    valid ? "under a name that is too long" : "not valid Unicode"));
      }
    }
  }

  private static List<SafetensorsEntry> entries(List<Map.Entry<String, NdArray>> sorted) {
    List<SafetensorsEntry> entries = new ArrayList<>();
    long begin = 0;
    for (Map.Entry<String, NdArray> item : sorted) {
      NdArray array = item.getValue();
      long end = begin + (long) array.count() * array.dtype().bytes();
      SafetensorsType type = SafetensorsType.of(array.dtype());
      entries.add(new SafetensorsEntry(item.getKey(), type, Ints.of(array.shape()), begin, end));
      begin = end;
    }
    return entries;
  }

  private static void write(FileChannel channel, NdArray from) throws IOException {
    NdArray array = from.contiguous(Allocator.HEAP);
    int bytes = array.dtype().bytes();
    int step = CHUNK_BYTES / bytes;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment chunk = arena.allocate((long) Math.min(array.count(), step) * bytes);
      for (int first = 0, n; first < array.count(); first += n) {
        n = Math.min(step, array.count() - first);
        Elements.store(array, first, n, chunk);
        // If a workspace ended during the copy, the array may already hold other values.
        from.storage().checkNotEnded();
        writeFully(channel, chunk.asSlice(0, (long) n * bytes).asByteBuffer());
      }
    }
  }

  private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }
}
