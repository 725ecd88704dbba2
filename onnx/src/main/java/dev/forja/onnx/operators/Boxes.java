package dev.forja.onnx.operators;

import dev.forja.array.Shapes;
import dev.forja.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Boxes in images: the best of those that overlap, and pooling of the regions in them. */
final class Boxes {
  private Boxes() {}

  static void addTo(OperatorTable table) {
    table.add("NonMaxSuppression", "center_point_box", Boxes::suppress);
    table.add(
        "RoiAlign",
        "coordinate_transformation_mode mode output_height output_width sampling_ratio"
            + " spatial_scale",
        Boxes::align);
    table.add("MaxRoiPool", "pooled_shape spatial_scale", Boxes::maxPool);
  }

  private static void suppress(Call call) {
    Tensor boxes = call.floats(0);
    Tensor scores = call.floats(1);
    if (boxes.rank() != 3 || scores.rank() != 3 || boxes.size(2) != 4) {
      throw new IllegalArgumentException(
          "boxes %s and scores %s: expected [n, boxes, 4] and [n, classes, boxes]"
              .formatted(Shapes.show(boxes.shape()), Shapes.show(scores.shape())));
    }
    int count = boxes.size(1);
    if (scores.size(0) != boxes.size(0) || scores.size(2) != count) {
      throw new IllegalArgumentException("the numbers of boxes and scores differ");
    }
    long most = call.has(2) ? call.number(2) : 0;
    float overlap = call.has(3) ? call.decimal(3) : 0;
    float least = call.has(4) ? call.decimal(4) : Float.NEGATIVE_INFINITY;
    boolean centred = call.node().flag("center_point_box", false);
    float[] corners = corners(boxes.toFloats(), centred);
    float[] all = scores.toFloats();
    int classes = scores.size(1);
    List<long[]> chosen = new ArrayList<>();
    for (int n = 0; n < boxes.size(0); n++) {
      for (int c = 0; c < classes; c++) {
        int from = (n * classes + c) * count;
        int batch = n;
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < count; i++) {
          if (all[from + i] > least) {
            order.add(i);
          }
        }
        order.sort((a, b) -> Float.compare(all[from + b], all[from + a]));
        List<Integer> kept = new ArrayList<>();
        for (int i : order) {
          if (kept.size() >= most) {
            break;
          }
          int box = (batch * count + i) * 4;
          if (kept.stream()
              .noneMatch(k -> overlap(corners, (batch * count + k) * 4, box) > overlap)) {
            kept.add(i);
            chosen.add(new long[] {n, c, i});
          }
        }
      }
    }
    long[] result = new long[chosen.size() * 3];
    for (int i = 0; i < result.length; i++) {
      result[i] = chosen.get(i / 3)[i % 3];
    }
    call.give(Tensor.of(result, chosen.size(), 3));
  }

  /** Boxes as their least and largest coordinates. */
  private static float[] corners(float[] boxes, boolean centred) {
    float[] corners = new float[boxes.length];
    for (int i = 0; i < boxes.length; i += 4) {
      for (int d = 0; d < 2; d++) {
        float a = boxes[i + d];
        float b = boxes[i + 2 + d];
        corners[i + d] = centred ? a - b / 2 : Math.min(a, b);
        corners[i + 2 + d] = centred ? a + b / 2 : Math.max(a, b);
      }
    }
    return corners;
  }

  /** The area of the intersection divided by that of the union. */
  private static float overlap(float[] boxes, int a, int b) {
    float common = 1;
    float first = 1;
    float second = 1;
    for (int d = 0; d < 2; d++) {
      float low = Math.max(boxes[a + d], boxes[b + d]);
      float high = Math.min(boxes[a + 2 + d], boxes[b + 2 + d]);
      common *= Math.max(0, high - low);
      first *= boxes[a + 2 + d] - boxes[a + d];
      second *= boxes[b + 2 + d] - boxes[b + d];
    }
    return first <= 0 || second <= 0 ? 0 : common / (first + second - common);
  }

  private static void align(Call call) {
    Tensor x = call.floats(0);
    Tensor regions = call.floats(1);
    long[] batches = call.longs(2);
    OnnxNode node = call.node();
    int height = node.small("output_height", 1);
    int width = node.small("output_width", 1);
    String older = node.opset() < 16 ? "output_half_pixel" : "half_pixel";
    String transformation = node.text("coordinate_transformation_mode", older);
    String mode = node.text("mode", "avg");
    if (!mode.equals("avg") && !mode.equals("max")) {
      throw Elementwise.unknown("mode", mode, "avg", "max");
    }
    int count = regions.size(0);
    if (x.rank() != 4 || regions.rank() != 2 || regions.size(1) != 4 || batches.length != count) {
      throw new IllegalArgumentException(
          "image %s, regions %s and %d batches do not fit"
              .formatted(Shapes.show(x.shape()), Shapes.show(regions.shape()), batches.length));
    }
    int[] shape = Sizes.shape("the output", count, x.size(1), height, width);
    RoiAlignment alignment =
        new RoiAlignment(
            x,
            height,
            width,
            node.small("sampling_ratio", 0),
            node.number("spatial_scale", 1),
            transformation.equals("half_pixel"),
            mode.equals("max"));
    call.give(Tensor.of(alignment.run(regions.toFloats(), batches, Shapes.count(shape)), shape));
  }

  private static void maxPool(Call call) {
    Tensor x = call.floats(0);
    Tensor regions = call.floats(1);
    int[] pooled = Sizes.shape("the output", call.node().required("pooled_shape"));
    float scale = call.node().number("spatial_scale", 1);
    if (x.rank() != 4 || regions.rank() != 2 || regions.size(1) != 5 || pooled.length != 2) {
      throw new IllegalArgumentException(
          "image %s and regions %s: expected [n, c, h, w] and [regions, 5]"
              .formatted(Shapes.show(x.shape()), Shapes.show(regions.shape())));
    }
    int[] shape = Sizes.shape("the output", regions.size(0), x.size(1), pooled[0], pooled[1]);
    float[] y = new float[Shapes.count(shape)];
    float[] image = x.toFloats();
    float[] boxes = regions.toFloats();
    int h = x.size(2);
    int w = x.size(3);
    for (int i = 0; i < y.length; i++) {
      int px = i % pooled[1];
      int py = i / pooled[1] % pooled[0];
      int c = i / (pooled[0] * pooled[1]) % x.size(1);
      int r = i / (pooled[0] * pooled[1]) / x.size(1) * 5;
      int batch = (int) boxes[r];
      if (batch < 0 || batch >= x.size(0)) {
        throw new IllegalArgumentException("a region is in batch %d".formatted(batch));
      }
      int left = Math.round(boxes[r + 1] * scale);
      int top = Math.round(boxes[r + 2] * scale);
      double cellWidth =
          Math.max(Math.round(boxes[r + 3] * scale) - left + 1, 1) / (double) pooled[1];
      double cellHeight =
          Math.max(Math.round(boxes[r + 4] * scale) - top + 1, 1) / (double) pooled[0];
      int fromY = Math.clamp((long) Math.floor(py * cellHeight) + top, 0, h);
      int toY = Math.clamp((long) Math.ceil((py + 1) * cellHeight) + top, 0, h);
      int fromX = Math.clamp((long) Math.floor(px * cellWidth) + left, 0, w);
      int toX = Math.clamp((long) Math.ceil((px + 1) * cellWidth) + left, 0, w);
      float most = fromY < toY && fromX < toX ? Float.NEGATIVE_INFINITY : 0;
      for (int at = fromY; at < toY; at++) {
        for (int across = fromX; across < toX; across++) {
          most = Math.max(most, image[((batch * x.size(1) + c) * h + at) * w + across]);
        }
      }
      y[i] = most;
    }
    call.give(Tensor.of(y, shape));
  }
}
