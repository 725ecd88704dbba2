package dev.forja.io;

import dev.forja.array.DType;
import dev.forja.array.NdArray;
import dev.forja.array.Storage;
import java.util.LinkedHashMap;
import java.util.Map;

/** Arrays to write, and the contents of reference.safetensors. */
final class TestArrays {
  private TestArrays() {}

  static NdArray floats(int[] shape, float... values) {
    return NdArray.dense(Storage.of(values), shape);
  }

  static NdArray shorts(DType type, int... values) {
    Storage storage = Storage.allocate(type, values.length);
    for (int i = 0; i < values.length; i++) {
      storage.shorts()[i] = (short) values[i];
    }
    return NdArray.dense(storage, values.length);
  }

  static NdArray bytes(DType type, int... values) {
    Storage storage = Storage.allocate(type, values.length);
    for (int i = 0; i < values.length; i++) {
      storage.bytes()[i] = (byte) values[i];
    }
    return NdArray.dense(storage, values.length);
  }

  /** The tensors of reference.safetensors, in the order of a model rather than that of the file. */
  static Map<String, NdArray> ofReference() {
    Map<String, NdArray> tensors = new LinkedHashMap<>();
    tensors.put("fc.weight", floats(new int[] {2, 2}, 1f, -2.5f, 3f, Float.POSITIVE_INFINITY));
    tensors.put("fc.bias", floats(new int[] {2}, 0.5f, 0.25f));
    tensors.put("ids", NdArray.dense(Storage.of(new long[] {1, -2}), 2));
    tensors.put("mask", NdArray.dense(Storage.of(new boolean[] {true, false, true}), 3));
    tensors.put("h", shorts(DType.F16, 0x3c00, 0xb800, 0x4000));
    tensors.put("b", shorts(DType.BF16, 0x3fc0));
    tensors.put("pixels", bytes(DType.U8, 0, 255));
    tensors.put("q", bytes(DType.I8, -1));
    tensors.put("n", NdArray.dense(Storage.of(new int[] {7}), 1));
    tensors.put("s", floats(new int[0], 4f));
    tensors.put("none", floats(new int[] {0, 3}));
    tensors.put("quo\"te\\é😀\n", floats(new int[] {1}, 9f));
    return tensors;
  }

  /** The elements of a dense array as a Java array, for comparisons. */
  static Object elements(NdArray array) {
    Storage storage = array.storage();
    return switch (array.dtype()) {
      case F32 -> storage.floats();
      case F16, BF16 -> storage.shorts();
      case I64 -> storage.longs();
      case I32 -> storage.ints();
      case I8, U8 -> storage.bytes();
      case BOOL -> storage.booleans();
    };
  }
}
