package dev.forja.onnx.export;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.forja.array.Allocator;
import dev.forja.array.DType;
import dev.forja.array.NdArray;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Arrays as ONNX holds them: little-endian raw bytes. */
final class Tensors {
  private Tensors() {}

  /** The number by which ONNX knows a type of elements. */
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

  static TensorProto of(String name, NdArray array) {
    NdArray dense = array.contiguous(Allocator.HEAP);
    TensorProto.Builder tensor =
        TensorProto.newBuilder().setName(name).setDataType(type(dense.dtype()));
    for (int size : dense.shape()) {
      tensor.addDims(size);
    }
    return tensor.setRawData(bytes(dense)).build();
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

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static ByteString bytes(NdArray dense) {
    int from = dense.offset();
    int n = dense.count();
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
    return UnsafeByteOperations.unsafeWrap(bytes);
  }
}
