package dev.forja.onnx.exporter;

import ai.onnx.proto.OnnxMl.GraphProto;
import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;

/** The tensors of a model, which are stored in its file or in a separate file next to it. */
final class Weights {
  /** The alignment of each tensor in a separate file, in bytes. */
  private static final long ALIGNMENT = 64;

  /** The maximum number of elements that are converted to bytes at a time. */
  private static final int CHUNK = 1 << 22;

  private record Weight(String name, NdArray array) {}

  private final List<Weight> weights = new ArrayList<>();
  private long bytes;

  void add(String name, NdArray array) {
    weights.add(new Weight(name, array));
    bytes += Tensors.size(array);
  }

  /** The number of bytes of all elements. */
  long bytes() {
    return bytes;
  }

  /** Adds the tensors including their elements. */
  void addTo(GraphProto.Builder graph) {
    weights.forEach(each -> graph.addInitializer(Tensors.of(each.name, each.array)));
  }

  /** Adds the tensors with references to their elements in {@code file}. */
  void addTo(GraphProto.Builder graph, String file) {
    long offset = 0;
    for (Weight each : weights) {
      graph.addInitializer(Tensors.external(each.name, each.array, file, offset));
      offset = aligned(offset + Tensors.size(each.array));
    }
  }

  /** Writes the file with the elements. */
  void write(FileChannel channel) throws IOException {
    long offset = 0;
    for (Weight each : weights) {
      channel.position(offset);
      NdArray dense = each.array.contiguous(Allocator.HEAP);
      for (long at = 0; at < dense.count(); at += CHUNK) {
        int count = (int) Math.min(CHUNK, dense.count() - at);
        ByteBuffer some = Tensors.bytes(dense, (int) at, count);
        while (some.hasRemaining()) {
          if (channel.write(some) < 0) {
            throw new IOException("the file takes no more bytes");
          }
        }
      }
      offset = aligned(offset + Tensors.size(each.array));
    }
  }

  private static long aligned(long offset) {
    return (offset + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }
}
