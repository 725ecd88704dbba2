package dev.forja.conformance;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import dev.forja.array.NdArray;
import dev.forja.io.SafetensorsEntry;
import dev.forja.io.SafetensorsException;
import dev.forja.io.SafetensorsFile;
import dev.forja.tensor.Tensor;
import java.io.UncheckedIOException;
import java.lang.foreign.ValueLayout;
import java.util.List;

/** The tensors of a case. */
final class CaseFile implements AutoCloseable {
  private final SafetensorsFile file;

  CaseFile(Case testCase) {
    try {
      file = SafetensorsFile.open(testCase.file());
    } catch (SafetensorsException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean has(String name) {
    return file.contains(name);
  }

  List<String> names() {
    return file.entries().stream().map(SafetensorsEntry::name).toList();
  }

  NdArray array(String name) {
    try {
      return file.read(name);
    } catch (SafetensorsException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The values of a float64 tensor. */
  double[] doubles(String name) {
    try {
      return file.bytes(name).toArray(ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(LITTLE_ENDIAN));
    } catch (SafetensorsException e) {
      throw new UncheckedIOException(e);
    }
  }

  Tensor tensor(String name) {
    return Tensor.of(array(name));
  }

  @Override
  public void close() {
    file.close();
  }
}
