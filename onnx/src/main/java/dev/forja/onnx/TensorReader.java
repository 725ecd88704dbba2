package dev.forja.onnx;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.forja.array.DType;
import dev.forja.array.NdArray;
import dev.forja.array.Storage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One tensor of an ONNX file as an array. The values are either in {@code raw_data}, little-endian,
 * or in the list of the format for their type. Doubles are rounded to float32.
 */
final class TensorReader {
  private final String file;
  private final TensorProto tensor;
  private final @Nullable ExternalValues external;

  /** The values in other files are read from {@code external}; null refuses them. */
  TensorReader(String file, TensorProto tensor, @Nullable ExternalValues external) {
    this.file = file;
    this.tensor = tensor;
    this.external = external;
  }

  NdArray read() throws OnnxException {
    if (tensor.getName().isEmpty()) {
      throw error("it has no name");
    }
    return readUnnamed();
  }

  /** Reads a tensor that may have no name, such as an attribute. */
  NdArray readUnnamed() throws OnnxException {
    boolean elsewhere =
        tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL
            || tensor.getExternalDataCount() > 0;
    if (elsewhere && external == null) {
      throw error(
          "its values are in another file (external data), which is found only if the model is read"
              + " from its path; or export it with external_data=False");
    }
    if (tensor.hasSegment()) {
      throw error("it is one segment of a tensor; only whole ones can be read");
    }
    int[] shape = shape();
    int count = count(shape);
    Storage storage =
        elsewhere && external != null
            ? raw(count, external.read(tensor))
            : tensor.hasRawData()
                ? raw(count, tensor.getRawData().asReadOnlyByteBuffer())
                : listed(count);
    return NdArray.dense(storage, shape);
  }

  private int[] shape() throws OnnxException {
    int[] shape = new int[tensor.getDimsCount()];
    for (int d = 0; d < shape.length; d++) {
      long size = tensor.getDims(d);
      if (size < 0 || size > Integer.MAX_VALUE) {
        throw error("its shape %s is impossible".formatted(tensor.getDimsList()));
      }
      shape[d] = (int) size;
    }
    return shape;
  }

  private int count(int[] shape) throws OnnxException {
    long count = 1;
    for (int size : shape) {
      count *= size;
      if (count > Integer.MAX_VALUE - 8) {
        throw error("its shape %s is too large for an array".formatted(tensor.getDimsList()));
      }
    }
    return (int) count;
  }

  private Storage raw(int count, ByteBuffer given) throws OnnxException {
    DataType type = type();
    int listed =
        tensor.getFloatDataCount()
            + tensor.getDoubleDataCount()
            + tensor.getInt32DataCount()
            + tensor.getInt64DataCount();
    if (listed > 0) {
      throw error("it has both raw and listed values, which may differ");
    }
    int width = type == DataType.DOUBLE ? Double.BYTES : dtype(type).bytes();
    ByteBuffer bytes = given.order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.remaining() != (long) count * width) {
      throw error(
          "it has %d bytes of values, but %s of %s needs %d"
              .formatted(
                  bytes.remaining(), tensor.getDimsList(), type.name(), (long) count * width));
    }
    Storage storage = Storage.allocate(dtype(type), count);
    switch (type) {
      case DOUBLE -> {
        for (int i = 0; i < count; i++) {
          storage.floats()[i] = (float) bytes.getDouble();
        }
      }
      case BOOL -> {
        for (int i = 0; i < count; i++) {
          storage.booleans()[i] = truth(bytes.get());
        }
      }
      default -> copy(bytes, storage);
    }
    return storage;
  }

  private static void copy(ByteBuffer bytes, Storage storage) {
    switch (storage.dtype()) {
      case F32 -> bytes.asFloatBuffer().get(storage.floats());
      case F16, BF16 -> bytes.asShortBuffer().get(storage.shorts());
      case I64 -> bytes.asLongBuffer().get(storage.longs());
      case I32 -> bytes.asIntBuffer().get(storage.ints());
      case I8, U8 -> bytes.get(storage.bytes());
      case BOOL -> throw new AssertionError("truth values are checked one by one");
    }
  }

  private Storage listed(int count) throws OnnxException {
    DataType type = type();
    Storage storage = Storage.allocate(dtype(type), lengthOf(type, count));
    switch (type) {
      case FLOAT -> {
        for (int i = 0; i < count; i++) {
          storage.floats()[i] = tensor.getFloatData(i);
        }
      }
      case DOUBLE -> {
        for (int i = 0; i < count; i++) {
          storage.floats()[i] = (float) tensor.getDoubleData(i);
        }
      }
      case INT64 -> {
        for (int i = 0; i < count; i++) {
          storage.longs()[i] = tensor.getInt64Data(i);
        }
      }
      default -> {
        for (int i = 0; i < count; i++) {
          storeInt(type, storage, i, tensor.getInt32Data(i));
        }
      }
    }
    return storage;
  }

  /**
   * The number of elements, after checking that the list of this type has as many, before anything
   * is allocated.
   */
  private int lengthOf(DataType type, int count) throws OnnxException {
    List<?> values =
        switch (type) {
          case FLOAT -> tensor.getFloatDataList();
          case DOUBLE -> tensor.getDoubleDataList();
          case INT64 -> tensor.getInt64DataList();
          default -> tensor.getInt32DataList();
        };
    if (values.size() != count) {
      throw error(
          "it has %d values, but its shape %s needs %d"
              .formatted(values.size(), tensor.getDimsList(), count));
    }
    return count;
  }

  /** The narrow types share a list of int32. */
  private void storeInt(DataType type, Storage storage, int i, int value) throws OnnxException {
    switch (type) {
      case INT32 -> storage.ints()[i] = value;
      case BOOL -> storage.booleans()[i] = truth(value);
      case INT8 -> storage.bytes()[i] = (byte) within(value, Byte.MIN_VALUE, Byte.MAX_VALUE);
      case UINT8 -> storage.bytes()[i] = (byte) within(value, 0, 0xff);
      default -> storage.shorts()[i] = (short) within(value, 0, 0xffff);
    }
  }

  private boolean truth(int value) throws OnnxException {
    return within(value, 0, 1) == 1;
  }

  private int within(int value, int least, int most) throws OnnxException {
    if (value < least || value > most) {
      throw error("the value %d is not a value of %s".formatted(value, type().name()));
    }
    return value;
  }

  private DataType type() throws OnnxException {
    DataType type = DataType.forNumber(tensor.getDataType());
    if (type == null) {
      throw error("its type has the number %d, which is unknown".formatted(tensor.getDataType()));
    }
    return type;
  }

  /** The type of the array that holds elements of {@code type}. */
  private DType dtype(DataType type) throws OnnxException {
    return switch (type) {
      case FLOAT, DOUBLE -> DType.F32;
      case FLOAT16 -> DType.F16;
      case BFLOAT16 -> DType.BF16;
      case INT64 -> DType.I64;
      case INT32 -> DType.I32;
      case INT8 -> DType.I8;
      case UINT8 -> DType.U8;
      case BOOL -> DType.BOOL;
      default -> throw error("there are no arrays of %s".formatted(type.name()));
    };
  }

  private OnnxException error(String problem) {
    return OnnxException.inEntry(file, tensor.getName(), problem);
  }
}
