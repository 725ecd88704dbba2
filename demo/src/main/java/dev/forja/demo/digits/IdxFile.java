package dev.forja.demo.digits;

import dev.forja.demo.DemoException;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * One gzipped IDX file of unsigned bytes, the format of MNIST: two zero bytes, the type 8, the
 * number of dimensions, each size as a big-endian int, then the bytes.
 *
 * @param shape the sizes
 * @param bytes the elements, in order
 */
record IdxFile(int[] shape, byte[] bytes) {
  private static final int UNSIGNED_BYTE = 8;
  private static final int LARGEST = 1 << 28;

  /** Reads the file from {@code directory}, or the one that ships with the demo if that is null. */
  static IdxFile read(@Nullable Path directory, String name) {
    String source = directory == null ? name : directory.resolve(name).toString();
    try (InputStream file = open(directory, name);
        DataInputStream in = new DataInputStream(new GZIPInputStream(file))) {
      return parse(in);
    } catch (NoSuchFileException missing) {
      throw new DemoException("there is no data file " + source, missing);
    } catch (EOFException | ZipException damaged) {
      throw new DemoException(
          "the data file " + source + " is damaged: it is truncated or not a gzip file", damaged);
    } catch (IOException unreadable) {
      throw DemoException.of("cannot read the data file " + source, unreadable);
    }
  }

  private static InputStream open(@Nullable Path directory, String name) throws IOException {
    if (directory != null) {
      return Files.newInputStream(directory.resolve(name));
    }
    InputStream shipped = IdxFile.class.getResourceAsStream(name);
    if (shipped == null) {
      throw new NoSuchFileException(name);
    }
    return shipped;
  }

  private static IdxFile parse(DataInputStream in) throws IOException {
    int magic = in.readInt();
    int rank = magic & 0xff;
    if (magic >>> 8 != UNSIGNED_BYTE || rank < 1 || rank > 4) {
      throw new IOException("it does not start like an IDX file of bytes");
    }
    int[] shape = new int[rank];
    long count = 1;
    boolean fits = true;
    for (int d = 0; d < rank; d++) {
      shape[d] = in.readInt();
      fits &= shape[d] >= 0 && shape[d] <= LARGEST;
      count = fits ? Math.min(count * shape[d], LARGEST + 1L) : count;
    }
    if (!fits || count > LARGEST) {
      throw new IOException("it claims the sizes " + Arrays.toString(shape));
    }
    byte[] bytes = in.readNBytes((int) count);
    if (bytes.length < count) {
      throw new EOFException();
    }
    if (in.read() >= 0) {
      throw new IOException("it is longer than its sizes " + Arrays.toString(shape) + " say");
    }
    return new IdxFile(shape, bytes);
  }
}
