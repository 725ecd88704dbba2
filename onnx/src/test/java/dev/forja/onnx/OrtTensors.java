package dev.forja.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import dev.forja.array.Allocator;
import dev.forja.array.DType;
import dev.forja.array.NdArray;
import dev.forja.array.Storage;
import dev.forja.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;

/** Tensors as those of ONNX Runtime, and back. */
public final class OrtTensors {
  private OrtTensors() {}

  /** A tensor for ONNX Runtime, to be closed by the caller. */
  public static OnnxTensor give(OrtEnvironment environment, Tensor tensor) throws OrtException {
    NdArray dense = tensor.array().contiguous(Allocator.HEAP);
    long[] shape = Arrays.stream(dense.shape()).asLongStream().toArray();
    int n = dense.count();
    int from = dense.offset();
    Storage storage = dense.storage();
    return switch (dense.dtype()) {
      case F32 ->
          OnnxTensor.createTensor(environment, FloatBuffer.wrap(dense.floats(), from, n), shape);
      case I64 ->
          OnnxTensor.createTensor(environment, LongBuffer.wrap(storage.longs(), from, n), shape);
      case I32 ->
          OnnxTensor.createTensor(environment, IntBuffer.wrap(storage.ints(), from, n), shape);
      case BOOL -> {
        ByteBuffer bytes = ByteBuffer.allocateDirect(n).order(ByteOrder.nativeOrder());
        for (int i = 0; i < n; i++) {
          bytes.put(i, (byte) (storage.booleans()[from + i] ? 1 : 0));
        }
        yield OnnxTensor.createTensor(environment, bytes, shape, OnnxJavaType.BOOL);
      }
      case I8, U8 -> {
        ByteBuffer bytes = ByteBuffer.allocateDirect(n).order(ByteOrder.nativeOrder());
        bytes.put(0, storage.bytes(), from, n);
        OnnxJavaType type = dense.dtype() == DType.I8 ? OnnxJavaType.INT8 : OnnxJavaType.UINT8;
        yield OnnxTensor.createTensor(environment, bytes, shape, type);
      }
      case F16, BF16 -> throw new IllegalArgumentException("no tensors of " + dense.dtype());
    };
  }

  /** What ONNX Runtime gave. */
  public static Tensor take(OnnxTensor tensor) {
    int[] shape = Arrays.stream(tensor.getInfo().getShape()).mapToInt(Math::toIntExact).toArray();
    return switch (tensor.getInfo().type) {
      case FLOAT -> {
        FloatBuffer values = tensor.getFloatBuffer();
        float[] data = new float[values.remaining()];
        values.get(data);
        yield Tensor.of(data, shape);
      }
      case INT64 -> {
        LongBuffer values = tensor.getLongBuffer();
        long[] data = new long[values.remaining()];
        values.get(data);
        yield Tensor.of(data, shape);
      }
      case INT32 -> {
        IntBuffer values = tensor.getIntBuffer();
        int[] data = new int[values.remaining()];
        values.get(data);
        yield Tensor.of(data, shape);
      }
      case BOOL -> {
        ByteBuffer values = tensor.getByteBuffer();
        boolean[] data = new boolean[values.remaining()];
        for (int i = 0; i < data.length; i++) {
          data[i] = values.get(i) != 0;
        }
        yield Tensor.of(data, shape);
      }
      case INT8 -> bytes(DType.I8, tensor.getByteBuffer(), shape);
      case UINT8 -> bytes(DType.U8, tensor.getByteBuffer(), shape);
      default -> throw new IllegalArgumentException("no tensors of " + tensor.getInfo());
    };
  }

  private static Tensor bytes(DType type, ByteBuffer values, int[] shape) {
    Storage storage = Storage.allocate(type, values.remaining());
    values.get(storage.bytes());
    return Tensor.of(NdArray.dense(storage, shape));
  }
}
