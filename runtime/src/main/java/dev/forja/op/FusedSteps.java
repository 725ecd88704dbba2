package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import dev.forja.kernel.Channels;
import dev.forja.kernel.ElementwiseKernels;
import dev.forja.kernel.Finish;
import dev.forja.kernel.Kernels;
import dev.forja.kernel.NormKernels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Applies the steps of a {@link FusedConv2dOp} to ranges of its result, in place, by the kernels of
 * the ops themselves.
 */
final class FusedSteps implements Finish {
  /** So many elements go through all steps before the next ones, so that they stay in the cache. */
  private static final int TOGETHER = 1 << 12;

  private final ElementwiseKernels kernels = Kernels.get().elementwise();
  private final NormKernels norms = Kernels.get().norm();
  private final NdArray y;
  private final int channels;
  private final int plane;
  private final List<Finish> steps = new ArrayList<>();

  /** For a result, dense, [n, c, h, w] or [c, h, w]. */
  FusedSteps(NdArray y) {
    this.y = y;
    channels = y.size(-3);
    plane = y.size(-2) * y.size(-1);
  }

  /** Adds a step with these inputs, one of which is the result. */
  void add(FusedConv2dOp.Step step, NdArray[] inputs, Allocator allocator) {
    steps.add(
        switch (step.op()) {
          case UnaryOp op -> unary(op);
          case BinaryOp op -> binary(op, inputs[1 - step.place()], step.place() == 0, allocator);
          case BatchNormEvalOp op -> norm(op.line(inputs, allocator));
          default -> throw new AssertionError("refused by the step");
        });
  }

  @Override
  public void run(int from, int n) {
    for (int at = from; at < from + n; at += TOGETHER) {
      int some = Math.min(TOGETHER, from + n - at);
      for (Finish step : steps) {
        step.run(at, some);
      }
    }
  }

  private Finish unary(UnaryOp op) {
    return (from, n) -> {
      int at = y.offset() + from;
      kernels.unary(op.kind().kernel(), y.floats(), at, y.floats(), at, n);
    };
  }

  private Finish binary(BinaryOp op, NdArray given, boolean left, Allocator allocator) {
    NdArray other = given.contiguous(allocator);
    if (other.count() == 1) {
      return (from, n) -> apply(op, other, other.offset(), 0, left, from, n);
    }
    if (isOfChannels(other.shape())) {
      // As many numbers as channels of all images, or of one image for all of them.
      return (from, n) ->
          byPlane(
              from,
              n,
              (channel, at, some) ->
                  apply(op, other, other.offset() + channel % other.count(), 0, left, at, some));
    }
    NdArray full =
        Arrays.equals(other.shape(), y.shape())
            ? other
            : other.expand(y.shape()).contiguous(allocator);
    return (from, n) -> apply(op, full, full.offset() + from, 1, left, from, n);
  }

  private boolean isOfChannels(int[] shape) {
    int rank = shape.length;
    return rank >= 3
        && shape[rank - 1] == 1
        && shape[rank - 2] == 1
        && shape[rank - 3] == channels
        && (rank == 3 || shape[0] == 1 || shape[0] == y.size(0));
  }

  private void apply(BinaryOp op, NdArray other, int at, int step, boolean left, int from, int n) {
    int to = y.offset() + from;
    float[] values = y.floats();
    if (left) {
      kernels.binary(op.kind().kernel(), values, to, 1, other.floats(), at, step, values, to, n);
    } else {
      kernels.binary(op.kind().kernel(), other.floats(), at, step, values, to, 1, values, to, n);
    }
  }

  private Finish norm(BatchNormEvalOp.Line line) {
    return (from, n) ->
        byPlane(
            from,
            n,
            (plane, at, some) -> {
              int channel = plane % channels;
              float[] mean = {line.mean()[channel]};
              float[] scale = {line.scale()[channel]};
              float[] shift = {line.shift()[channel]};
              int to = y.offset() + at;
              norms.normalize(
                  Channels.all(1, 1, some), y.floats(), to, mean, scale, shift, y.floats(), to);
            });
  }

  /** Receives a part of one plane: its number, counted over all images, and a range. */
  private interface OfPlane {
    void run(int plane, int from, int n);
  }

  private void byPlane(int from, int n, OfPlane part) {
    for (int at = from; at < from + n; ) {
      int number = at / plane;
      int end = Math.min(from + n, (number + 1) * plane);
      part.run(number, at, end - at);
      at = end;
    }
  }
}
