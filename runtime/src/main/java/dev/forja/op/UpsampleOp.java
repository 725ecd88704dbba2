package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import org.jspecify.annotations.Nullable;

/**
 * Images [n, c, h, w] in another size. As {@code F.interpolate}.
 *
 * @param mode how
 * @param height the number of rows of the result
 * @param width the number of columns of the result
 * @param rowFactor by how much the height was asked to grow; 0 if the size itself was given
 * @param columnFactor likewise for the width
 */
public record UpsampleOp(
    Resampling mode, int height, int width, double rowFactor, double columnFactor) implements Op {
  @Override
  public String name() {
    return "upsample";
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Checks.floats(this, inputs, 1);
    int[] x = inputs[0].shape();
    if (x.length != 4 || x[2] < 1 || x[3] < 1 || height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "upsample: %s to %d by %d: expected [n, c, h, w], and no empty images"
              .formatted(inputs[0].show(), height, width));
    }
    return TensorType.floats(x[0], x[1], height, width).alone();
  }

  /** For each place of one axis: two places of x, and the weight of the second. */
  private record Taps(int[] low, int[] high, float[] share) {}

  private Taps taps(int from, int to, double factor) {
    Taps taps = new Taps(new int[to], new int[to], new float[to]);
    float step = factor > 0 ? (float) (1 / factor) : (float) from / to;
    for (int i = 0; i < to; i++) {
      float at =
          switch (mode) {
            case NEAREST -> (float) Math.floor(i * step);
            case BILINEAR -> Math.max(0, step * (i + 0.5f) - 0.5f);
            case BILINEAR_ALIGN_CORNERS -> to == 1 ? 0 : (float) (from - 1) / (to - 1) * i;
          };
      taps.low[i] = Math.min((int) at, from - 1);
      taps.high[i] = Math.min(taps.low[i] + 1, from - 1);
      taps.share[i] = mode == Resampling.NEAREST ? 0 : Math.min(1, at - taps.low[i]);
    }
    return taps;
  }

  /** Gets a place in x, a place in y, and the weight between them. */
  @FunctionalInterface
  private interface Weighing {
    void weigh(int x, int y, float weight);
  }

  private void walk(int[] shape, Weighing body) {
    Taps rows = taps(shape[2], height, rowFactor);
    Taps columns = taps(shape[3], width, columnFactor);
    for (int plane = 0; plane < shape[0] * shape[1]; plane++) {
      for (int r = 0; r < height; r++) {
        int y = (plane * height + r) * width;
        for (int corner = 0; corner < 4; corner++) {
          int row = corner < 2 ? rows.low[r] : rows.high[r];
          float share = corner < 2 ? 1 - rows.share[r] : rows.share[r];
          int x = (plane * shape[2] + row) * shape[3];
          for (int c = 0; share != 0 && c < width; c++) {
            boolean left = corner % 2 == 0;
            float weight = share * (left ? 1 - columns.share[c] : columns.share[c]);
            if (weight != 0) {
              body.weigh(x + (left ? columns.low[c] : columns.high[c]), y + c, weight);
            }
          }
        }
      }
    }
  }

  @Override
  public Computed forward(NdArray[] inputs, Allocator allocator) {
    NdArray x = inputs[0].contiguous(allocator);
    NdArray y = allocator.zeros(x.shape()[0], x.shape()[1], height, width);
    walk(
        x.shape(),
        (from, to, weight) ->
            y.floats()[y.offset() + to] += weight * x.floats()[x.offset() + from]);
    return Computed.of(y);
  }

  @Override
  public @Nullable NdArray[] backward(
      Saved saved, @Nullable NdArray[] gradOutputs, boolean[] needed, Allocator allocator) {
    NdArray dy = Grads.dense(gradOutputs, allocator);
    NdArray dx = allocator.zeros(saved.shape(0));
    walk(
        dx.shape(),
        (to, from, weight) ->
            dx.floats()[dx.offset() + to] += weight * dy.floats()[dy.offset() + from]);
    return Grads.of(dx);
  }
}
