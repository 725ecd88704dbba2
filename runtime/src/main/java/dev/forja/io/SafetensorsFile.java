package dev.forja.io;

import dev.forja.array.Allocator;
import dev.forja.array.DType;
import dev.forja.array.NdArray;
import dev.forja.array.Shapes;
import dev.forja.op.Ints;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A safetensors file, mapped into memory as long as this object is open. The header is checked
 * completely when the file is opened; a damaged or hostile file causes a {@link
 * SafetensorsException} that names the file, the tensor and the fault. Thread-safe. Replacing the
 * file in the meantime has no effect, but truncating it does: the JVM then throws an {@link
 * InternalError}.
 */
public final class SafetensorsFile implements AutoCloseable {
  private final Path path;
  private final Map<String, String> metadata;
  private final Map<String, SafetensorsEntry> entries;
  private final MemorySegment data;
  private final Arena arena;

  private SafetensorsFile(Path path, Header header, MemorySegment data, Arena arena) {
    this.path = path;
    this.metadata = Collections.unmodifiableMap(header.metadata());
    Map<String, SafetensorsEntry> byName = new LinkedHashMap<>();
    for (SafetensorsEntry entry : header.entries()) {
      byName.put(entry.name(), entry);
    }
    this.entries = Collections.unmodifiableMap(byName);
    this.data = data;
    this.arena = arena;
  }

  /** Opens a file of the default file system and checks all of its header. */
  @SuppressWarnings("MustBeClosedChecker") // the returned file closes the arena
  public static SafetensorsFile open(Path path) throws SafetensorsException {
    checkRegular(path);
    Arena arena = Arena.ofShared();
    try {
      return map(path, arena);
    } catch (Throwable e) {
      arena.close();
      throw e;
    }
  }

  /**
   * Reads a file that is not in the default file system, such as one inside of a jar, from its
   * beginning to its end, into memory outside of the heap that {@link #close} frees. The stream is
   * not closed.
   *
   * @param name what messages call the file
   */
  @SuppressWarnings("MustBeClosedChecker") // the returned file closes the arena
  public static SafetensorsFile read(Path name, InputStream in) throws SafetensorsException {
    Arena arena = Arena.ofShared();
    try {
      return copy(name, in, arena);
    } catch (Throwable e) {
      arena.close();
      throw e;
    }
  }

  private static SafetensorsFile copy(Path name, InputStream in, Arena arena)
      throws SafetensorsException {
    try {
      byte[] prefix = in.readNBytes(Header.PREFIX);
      if (prefix.length < Header.PREFIX) {
        throw new SafetensorsException(
            name, "has %d bytes, too few for a safetensors file".formatted(prefix.length));
      }
      long length = ByteBuffer.wrap(prefix).order(ByteOrder.LITTLE_ENDIAN).getLong();
      if (length < 0 || length > Header.MAX_BYTES) {
        throw new SafetensorsException(
            name,
            "its header should have %s bytes, more than the %d allowed: is it a safetensors file?"
                .formatted(Long.toUnsignedString(length), Header.MAX_BYTES));
      }
      byte[] head = in.readNBytes((int) length);
      if (head.length < length) {
        throw new SafetensorsException(
            name,
            "its header should have %d bytes, but only %d follow: is it cut short?"
                .formatted(length, head.length));
      }
      Header header = HeaderReader.read(name, new ByteArrayInputStream(head));
      long bytes = header.entries().stream().mapToLong(SafetensorsEntry::end).max().orElse(0);
      // A hostile header may name any size, so memory is taken only as fast as bytes arrive.
      StreamedBytes data = StreamedBytes.read(in, bytes, arena);
      var inOrder = Layout.check(name, header.entries(), data.count());
      return new SafetensorsFile(
          name, new Header(header.metadata(), inOrder), data.segment(), arena);
    } catch (SafetensorsException e) {
      throw e;
    } catch (IOException e) {
      throw new SafetensorsException(name, "cannot be read: " + OsErrors.say(e), e);
    }
  }

  /** Refuses what may never end, such as a pipe, and a folder, with the remedy. */
  static void checkRegular(Path path) throws SafetensorsException {
    if (Files.isDirectory(path)) {
      throw new SafetensorsException(
          path,
          "cannot be read: it is a folder. Name a file in it, such as model.safetensors or"
              + " model.safetensors.index.json.");
    }
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      throw new SafetensorsException(path, "cannot be read: it is not a regular file");
    }
  }

  private static SafetensorsFile map(Path path, Arena arena) throws SafetensorsException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      long size = channel.size();
      Header header = header(path, channel, size);
      long begin = channel.position();
      var inOrder = Layout.check(path, header.entries(), size - begin);
      MemorySegment data = channel.map(FileChannel.MapMode.READ_ONLY, begin, size - begin, arena);
      return new SafetensorsFile(path, new Header(header.metadata(), inOrder), data, arena);
    } catch (SafetensorsException e) {
      throw e;
    } catch (IOException e) {
      throw new SafetensorsException(path, "cannot be read: " + OsErrors.say(e), e);
    }
  }

  /** Reads the header; the channel then stands at the first byte of data. */
  private static Header header(Path path, FileChannel channel, long size) throws IOException {
    try {
      int bytes = headerBytes(path, channel, size);
      Header header = HeaderReader.read(path, new ChannelSlice(channel, bytes));
      channel.position((long) Header.PREFIX + bytes);
      return header;
    } catch (SafetensorsException e) {
      throw SafetensorsException.orOtherFormat(path, FileFormat.of(channel), e);
    }
  }

  private static int headerBytes(Path path, FileChannel channel, long size) throws IOException {
    ByteBuffer prefix = ByteBuffer.allocate(Header.PREFIX).order(ByteOrder.LITTLE_ENDIAN);
    while (prefix.hasRemaining() && channel.read(prefix) >= 0) {}
    if (prefix.hasRemaining()) {
      throw new SafetensorsException(
          path, "has %d bytes, too few for a safetensors file".formatted(prefix.position()));
    }
    long length = prefix.flip().getLong();
    if (length < 0 || length > Header.MAX_BYTES) {
      throw new SafetensorsException(
          path,
          "its header should have %s bytes, more than the %d allowed: is it a safetensors file?"
              .formatted(Long.toUnsignedString(length), Header.MAX_BYTES));
    }
    if (length > size - Header.PREFIX) {
      throw new SafetensorsException(
          path,
          "its header should have %d bytes, but only %d follow: is it cut short?"
              .formatted(length, size - Header.PREFIX));
    }
    return (int) length;
  }

  /** The path of the file. */
  public Path path() {
    return path;
  }

  /** The file's {@code __metadata__}, in its order; empty if there is none. */
  public Map<String, String> metadata() {
    return metadata;
  }

  /** The tensors in the order of their bytes. */
  public Collection<SafetensorsEntry> entries() {
    return entries.values();
  }

  /** Whether the file has a tensor with this name. */
  public boolean contains(String name) {
    return entries.containsKey(name);
  }

  /** The header entry of one tensor. */
  public SafetensorsEntry entry(String name) throws SafetensorsException {
    SafetensorsEntry entry = entries.get(name);
    if (entry == null) {
      throw SafetensorsException.inEntry(path, name, "the file has no tensor with this name");
    }
    return entry;
  }

  /**
   * The bytes of a tensor as stored in the file, little-endian; valid until this object is closed.
   */
  public MemorySegment bytes(String name) throws SafetensorsException {
    SafetensorsEntry entry = entry(name);
    return data.asSlice(entry.begin(), entry.bytes());
  }

  /** A tensor in the type that it is stored in. */
  public NdArray read(String name) throws SafetensorsException {
    SafetensorsEntry entry = entry(name);
    DType type =
        entry
            .dtype()
            .arrayType()
            .orElseThrow(
                () ->
                    SafetensorsException.inEntry(
                        path,
                        name,
                        "Forja has no arrays of %s; read its bytes with bytes(name)"
                            .formatted(entry.dtype())));
    return readNew(entry, type);
  }

  /** A tensor as float32, converted from F16, BF16 or F64 if necessary. */
  public NdArray readFloat32(String name) throws SafetensorsException {
    return readNew(entry(name), DType.F32);
  }

  private NdArray readNew(SafetensorsEntry entry, DType type) throws SafetensorsException {
    NdArray array;
    try {
      array = Allocator.HEAP.empty(type, entry.shape().toArray());
    } catch (IllegalArgumentException e) {
      throw SafetensorsException.inEntry(
          path, entry.name(), "too large for one array: " + e.getMessage());
    }
    readInto(entry.name(), array);
    return array;
  }

  /**
   * Fills an array with a tensor of the same shape, and counts the change in its storage. The
   * tensor has the array's type, or a type that {@link #readFloat32} converts.
   *
   * @param target a dense array
   */
  public void readInto(String name, NdArray target) throws SafetensorsException {
    SafetensorsEntry entry = entry(name);
    if (!target.isContiguous()) {
      throw new IllegalArgumentException("readInto: the target " + target + " is not dense");
    }
    if (!entry.shape().equals(Ints.of(target.shape()))) {
      throw SafetensorsException.inEntry(
          path,
          name,
          "has shape %s, but expected %s".formatted(entry.shape(), Shapes.show(target.shape())));
    }
    boolean same = entry.dtype().arrayType().orElse(null) == target.dtype();
    if (!same && !(target.dtype() == DType.F32 && entry.dtype().convertsToFloat32())) {
      throw SafetensorsException.inEntry(
          path,
          name,
          "is %s, which does not convert to %s".formatted(entry.dtype(), target.dtype()));
    }
    if (same) {
      Elements.load(bytes(name), target);
    } else {
      Elements.loadConverted(bytes(name), entry.dtype(), target);
    }
    target.storage().touch();
  }

  /**
   * Unmaps the file. Arrays that were read remain valid; the bytes and this object must not be used
   * any more.
   */
  @Override
  public void close() {
    if (arena.scope().isAlive()) {
      arena.close();
    }
  }

  @Override
  public String toString() {
    return "%s: %d tensors".formatted(path, entries.size());
  }
}
