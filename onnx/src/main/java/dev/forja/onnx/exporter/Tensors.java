package dev.forja.onnx.exporter;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.forja.array.Allocator;
import dev.forja.array.DType;
import dev.forja.array.NdArray;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Converts arrays to ONNX tensors with little-endian raw bytes. */
final class Tensors {
  /** ONNX's number for float64, which is not an element type of Forja. */
  static final int DOUBLE = DataType.DOUBLE.getNumber();

  private Tensors() {}

  /** ONNX's number for an element type. */
  static int type(DType type) {
    return switch (type) {
      case F32 -> DataType.FLOAT.getNumber();
      case F16 -> DataType.FLOAT16.getNumber();
      case BF16 -> DataType.BFLOAT16.getNumber();
      case I64 -> DataType.INT64.getNumber();
      case I32 -> DataType.INT32.getNumber();
      case I8 -> DataType.INT8.getNumber();
      case U8 -> DataType.UINT8.getNumber();
      case BOOL -> DataType.BOOL.getNumber();
    };
  }

  /** A value of this type and of any shape. */
  static ValueInfoProto info(String name, DType type) {
    TypeProto.Tensor tensor = TypeProto.Tensor.newBuilder().setElemType(type(type)).build();
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }

  static TensorProto of(String name, NdArray array) {
    NdArray dense = array.contiguous(Allocator.HEAP);
    return header(name, dense)
        .setRawData(UnsafeByteOperations.unsafeWrap(bytes(dense, 0, dense.count())))
        .build();
  }

  /** A tensor whose elements are in another file. */
  static TensorProto external(String name, NdArray array, String file, long offset) {
    return header(name, array)
        .setDataLocation(TensorProto.DataLocation.EXTERNAL)
        .addExternalData(entry("location", file))
        .addExternalData(entry("offset", Long.toString(offset)))
        .addExternalData(entry("length", Long.toString(size(array))))
        .build();
  }

  private static StringStringEntryProto entry(String key, String value) {
    return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
  }

  private static TensorProto.Builder header(String name, NdArray array) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder().setName(name).setDataType(type(array.dtype()));
    for (int size : array.shape()) {
      tensor.addDims(size);
    }
    return tensor;
  }

  /** The number of bytes of the elements of an array. */
  static long size(NdArray array) {
    return (long) array.count() * array.dtype().bytes();
  }

  static TensorProto longs(String name, long... values) {
    ByteBuffer bytes = buffer(values.length * Long.BYTES);
    bytes.asLongBuffer().put(values);
    return TensorProto.newBuilder()
        .setName(name)
        .setDataType(DataType.INT64.getNumber())
        .addDims(values.length)
        .setRawData(ByteString.copyFrom(bytes))
        .build();
  }

  static TensorProto doubles(String name, double... values) {
    ByteBuffer bytes = buffer(values.length * Double.BYTES);
    bytes.asDoubleBuffer().put(values);
    return TensorProto.newBuilder()
        .setName(name)
        .setDataType(DOUBLE)
        .addDims(values.length)
        .setRawData(ByteString.copyFrom(bytes))
        .build();
  }

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** {@code n} elements of a dense array, starting at {@code first}. */
  static ByteBuffer bytes(NdArray dense, int first, int n) {
    int from = dense.offset() + first;
    ByteBuffer bytes = buffer(Math.multiplyExact(n, dense.dtype().bytes()));
    switch (dense.dtype()) {
      case F32 -> bytes.asFloatBuffer().put(dense.floats(), from, n);
      case F16, BF16 -> bytes.asShortBuffer().put(dense.storage().shorts(), from, n);
      case I64 -> bytes.asLongBuffer().put(dense.storage().longs(), from, n);
      case I32 -> bytes.asIntBuffer().put(dense.storage().ints(), from, n);
      case I8, U8 -> bytes.put(dense.storage().bytes(), from, n).rewind();
      case BOOL -> {
        for (int i = 0; i < n; i++) {
          bytes.put(i, (byte) (dense.storage().booleans()[from + i] ? 1 : 0));
        }
      }
    }
    return bytes;
  }
}
