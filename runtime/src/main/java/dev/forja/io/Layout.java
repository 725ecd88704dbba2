package dev.forja.io;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks the positions of the tensors: each has exactly the bytes that its shape and type need, and
 * together they cover the data of the file without overlaps or gaps.
 */
final class Layout {
  private Layout() {}

  /**
   * Checks the entries against the {@code dataBytes} of the file, and returns them in the order of
   * the file.
   */
  static List<SafetensorsEntry> check(Path file, List<SafetensorsEntry> entries, long dataBytes)
      throws SafetensorsException {
    for (SafetensorsEntry entry : entries) {
      checkAlone(file, entry, dataBytes);
    }
    List<SafetensorsEntry> sorted = new ArrayList<>(entries);
    sorted.sort(Layout::inFile);
    long covered = 0;
    String last = "";
    for (SafetensorsEntry entry : sorted) {
      if (entry.begin() < covered) {
        throw fault(
            file, entry, "begins at byte %d, inside %s".formatted(entry.begin(), quote(last)));
      }
      if (entry.begin() > covered) {
        throw fault(
            file,
            entry,
            "begins at byte %d, but the data before it ends at byte %d: the bytes between belong to no tensor"
                .formatted(entry.begin(), covered));
      }
      covered = entry.end();
      last = entry.name();
    }
    if (covered != dataBytes) {
      throw new SafetensorsException(
          file, "%d bytes follow the last tensor".formatted(dataBytes - covered));
    }
    return sorted;
  }

  private static int inFile(SafetensorsEntry a, SafetensorsEntry b) {
    int byBegin = Long.compare(a.begin(), b.begin());
    return byBegin == 0 ? Long.compare(a.end(), b.end()) : byBegin;
  }

  private static void checkAlone(Path file, SafetensorsEntry entry, long dataBytes)
      throws SafetensorsException {
    if (entry.end() < entry.begin()) {
      throw fault(file, entry, "ends at byte %d, before it begins".formatted(entry.end()));
    }
    if (entry.end() > dataBytes) {
      throw fault(
          file,
          entry,
          "ends at byte %d, but the file has only %d bytes of data: is it cut short?"
              .formatted(entry.end(), dataBytes));
    }
    long bits = bits(file, entry);
    if (bits % Byte.SIZE != 0) {
      throw fault(file, entry, "its %d bits do not fill whole bytes".formatted(bits));
    }
    if (bits / Byte.SIZE != entry.bytes()) {
      throw fault(
          file,
          entry,
          "%s %s needs %d bytes, but data_offsets give it %d"
              .formatted(
                  entry.dtype(),
                  SafetensorsException.shorten(entry.shape().toString()),
                  bits / Byte.SIZE,
                  entry.bytes()));
    }
  }

  private static long bits(Path file, SafetensorsEntry entry) throws SafetensorsException {
    try {
      long bits = entry.dtype().bits();
      for (int size : entry.shape().toArray()) {
        bits = Math.multiplyExact(bits, (long) size);
      }
      return bits;
    } catch (ArithmeticException e) {
      String shape = SafetensorsException.shorten(entry.shape().toString());
      throw fault(file, entry, "shape " + shape + " is larger than any file");
    }
  }

  private static String quote(String name) {
    return SafetensorsException.quote(name);
  }

  private static SafetensorsException fault(Path file, SafetensorsEntry entry, String problem) {
    return SafetensorsException.inEntry(file, entry.name(), problem);
  }
}
