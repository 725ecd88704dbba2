package dev.forja.module;

import dev.forja.array.DType;
import dev.forja.array.NdArray;
import dev.forja.io.SafetensorsEntry;
import dev.forja.io.SafetensorsException;
import dev.forja.io.SafetensorsFile;
import dev.forja.io.ShardedSafetensors;
import dev.forja.tensor.InPlace;
import dev.forja.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/**
 * The source of one tensor to load: it is described first, and read only when it is known to fit.
 *
 * @param <X> the exception that reading may throw
 */
interface TensorSource<X extends Exception> {
  /** The sizes of its dimensions. */
  int[] shape();

  /** The type of its elements, for messages. */
  String type();

  /**
   * Whether it can be read as {@code type}: it has that type, converts to float32, or holds
   * integers, of any type, if int64 is required.
   */
  boolean readsAs(DType type) throws X;

  /** The values, for comparison. */
  NdArray read(DType type) throws X;

  /** Copies its values to {@code target}, which it must fit. */
  void copyTo(Tensor target) throws X;

  /** Tensors in memory by name. */
  static SequencedMap<String, TensorSource<RuntimeException>> of(
      Map<String, ? extends Tensor> tensors) {
    SequencedMap<String, TensorSource<RuntimeException>> offers = new LinkedHashMap<>();
    tensors.forEach((name, tensor) -> offers.put(name, new OfTensor(tensor)));
    return offers;
  }

  /** The tensors of an open file by name. */
  static SequencedMap<String, TensorSource<SafetensorsException>> of(SafetensorsFile file) {
    SequencedMap<String, TensorSource<SafetensorsException>> offers = new LinkedHashMap<>();
    for (SafetensorsEntry entry : file.entries()) {
      offers.put(entry.name(), new OfFile(file, entry));
    }
    return offers;
  }

  /** The tensors of an open sharded checkpoint by name. */
  static SequencedMap<String, TensorSource<SafetensorsException>> of(ShardedSafetensors checkpoint)
      throws SafetensorsException {
    SequencedMap<String, TensorSource<SafetensorsException>> offers = new LinkedHashMap<>();
    for (Map.Entry<String, SafetensorsFile> tensor : checkpoint.tensors().entrySet()) {
      SafetensorsFile file = tensor.getValue();
      offers.put(tensor.getKey(), new OfFile(file, file.entry(tensor.getKey())));
    }
    return offers;
  }

  /** Whether each value is an integer in the range of int64, so that the conversion is exact. */
  private static boolean isWhole(Tensor tensor) {
    for (float value : tensor.dtype().isFloat() ? tensor.toFloats() : new float[0]) {
      if (value != Math.rint(value) || Math.abs(value) >= 0x1p63f) {
        return false;
      }
    }
    return tensor.dtype() != DType.BOOL;
  }

  /** A tensor in memory. */
  record OfTensor(Tensor tensor) implements TensorSource<RuntimeException> {
    @Override
    public int[] shape() {
      return tensor.shape();
    }

    @Override
    public String type() {
      return tensor.dtype().toString();
    }

    @Override
    public boolean readsAs(DType type) {
      return tensor.dtype() == type
          || (type == DType.F32 && tensor.dtype().isFloat())
          || (type == DType.I64 && isWhole(tensor.detach()));
    }

    @Override
    public NdArray read(DType type) {
      return tensor.detach().to(type).array();
    }

    @Override
    public void copyTo(Tensor target) {
      InPlace.copy(target, Tensor.of(read(target.dtype())).reshape(target.shape()));
    }
  }

  /** A tensor in an open file. */
  record OfFile(SafetensorsFile file, SafetensorsEntry entry)
      implements TensorSource<SafetensorsException> {
    @Override
    public int[] shape() {
      return entry.shape().toArray();
    }

    @Override
    public String type() {
      return entry.dtype().toString();
    }

    @Override
    public boolean readsAs(DType type) throws SafetensorsException {
      DType own = entry.dtype().arrayType().orElse(null);
      return type == DType.F32
          ? entry.dtype().convertsToFloat32()
          : own == type || (type == DType.I64 && own != null && isWhole(Tensor.of(read(own))));
    }

    @Override
    public NdArray read(DType type) throws SafetensorsException {
      return type == DType.F32
          ? file.readFloat32(entry.name())
          : Tensor.of(file.read(entry.name())).to(type).array();
    }

    @Override
    public void copyTo(Tensor target) throws SafetensorsException {
      if (target.dtype() == DType.I64) {
        InPlace.copy(target, Tensor.of(read(DType.I64)).reshape(target.shape()));
        return;
      }
      InPlace.update(
          target, array -> file.readInto(entry.name(), array.reshape(entry.shape().toArray())));
    }
  }
}
