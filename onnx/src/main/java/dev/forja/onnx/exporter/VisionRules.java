package dev.forja.onnx.exporter;

import ai.onnx.proto.OnnxMl.AttributeProto;
import dev.forja.array.NdArray;
import dev.forja.array.Storage;
import dev.forja.op.AdaptiveAvgPool2dOp;
import dev.forja.op.AvgPool2dOp;
import dev.forja.op.Conv2dOp;
import dev.forja.op.ConvTranspose2dOp;
import dev.forja.op.ConvWindow;
import dev.forja.op.MaxPool2dOp;
import dev.forja.op.PoolWindow;
import dev.forja.op.Resampling;
import dev.forja.op.UpsampleOp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rules for ops on images, which ONNX supports only for batches of images. */
final class VisionRules {
  private VisionRules() {}

  static void addTo(Rules.Builder rules) {
    rules
        .put(
            Conv2dOp.class,
            (op, at) ->
                onBatch(
                    at,
                    x -> at.add("Conv", with(x, at), slides(op.rows(), op.columns(), op.groups()))))
        .put(ConvTranspose2dOp.class, VisionRules::transposed)
        .put(MaxPool2dOp.class, VisionRules::maxPool)
        .put(AvgPool2dOp.class, VisionRules::avgPool)
        .put(AdaptiveAvgPool2dOp.class, VisionRules::adaptive)
        .put(UpsampleOp.class, VisionRules::upsample);
  }

  private interface OnBatch {
    String apply(String images);
  }

  /** Converts a single image to a batch of one, and the result back. */
  private static void onBatch(OpContext at, OnBatch body) {
    if (at.rank(0) == 3) {
      String batch = at.add("Unsqueeze", at.in(0), at.longs(0L));
      at.out(at.add("Squeeze", body.apply(batch), at.longs(0L)));
    } else {
      at.out(body.apply(at.in(0)));
    }
  }

  private static List<String> with(String x, OpContext at) {
    List<String> inputs = new ArrayList<>(at.allIn());
    inputs.set(0, x);
    return inputs;
  }

  private static AttributeProto[] slides(ConvWindow rows, ConvWindow columns, int groups) {
    return new AttributeProto[] {
      Attributes.ints("strides", rows.stride(), columns.stride()),
      Attributes.ints(
          "pads", rows.padBefore(), columns.padBefore(), rows.padAfter(), columns.padAfter()),
      Attributes.ints("dilations", rows.dilation(), columns.dilation()),
      Attributes.of("group", (long) groups)
    };
  }

  private static void transposed(ConvTranspose2dOp op, OpContext at) {
    List<AttributeProto> attributes =
        new ArrayList<>(List.of(slides(op.rows(), op.columns(), op.groups())));
    attributes.add(Attributes.ints("output_padding", op.extraRows(), op.extraColumns()));
    AttributeProto[] all = attributes.toArray(AttributeProto[]::new);
    onBatch(at, x -> at.add("ConvTranspose", with(x, at), all));
  }

  /**
   * The attributes for the windows of a pooling.
   *
   * @param padded whether elements in the padding count as elements of the input, in which case
   *     there must be exactly as many of them as requested
   */
  private static List<AttributeProto> windows(
      PoolWindow rows, PoolWindow columns, boolean padded, OpContext at) {
    int[] ends = {end(rows, -2, at), end(columns, -1, at)};
    boolean more = ends[0] > rows.padding() || ends[1] > columns.padding();
    boolean up = ends[0] < 0 || ends[1] < 0 || (more && padded);
    if (up && !(roundsUp(rows, -2, at) && roundsUp(columns, -1, at))) {
      throw at.refuse("ONNX rounds the number of windows up in both directions or in none");
    }
    if (up) {
      ends = new int[] {rows.padding(), columns.padding()};
    }
    return new ArrayList<>(
        List.of(
            Attributes.ints("kernel_shape", rows.kernel(), columns.kernel()),
            Attributes.ints("strides", rows.stride(), columns.stride()),
            Attributes.ints("pads", rows.padding(), columns.padding(), ends[0], ends[1]),
            Attributes.of("ceil_mode", up ? 1L : 0L)));
  }

  /** The number of elements from the first to the last element of a window. */
  private static int reach(PoolWindow pool) {
    return (pool.kernel() - 1) * pool.dilation() + 1;
  }

  /**
   * The padding at the end with which the number of windows is correct without being rounded up; -1
   * if the size of the input is variable and the number is rounded up. Engines and ONNX's own shape
   * inference disagree on whether a last window that lies entirely in the padding counts; with this
   * padding they agree.
   */
  private static int end(PoolWindow pool, int dim, OpContext at) {
    int axis = at.rank(0) + dim;
    if (!pool.ceil()) {
      return pool.padding();
    }
    if (at.varies(0, axis)) {
      return -1;
    }
    int windows = Math.toIntExact(at.outSize(axis).wholeAt());
    int needed = (windows - 1) * pool.stride() + reach(pool) - at.size(0, axis) - pool.padding();
    return Math.max(needed, pool.padding());
  }

  /**
   * Whether rounding up gives the correct number of windows at each possible size of the input, and
   * no last window lies entirely in the padding.
   */
  private static boolean roundsUp(PoolWindow pool, int dim, OpContext at) {
    int axis = at.rank(0) + dim;
    if (at.varies(0, axis)) {
      return pool.stride() == 1
          || (pool.ceil() && pool.padding() + pool.stride() - 1 < reach(pool));
    }
    int room = at.size(0, axis) + 2 * pool.padding() - reach(pool);
    return Math.ceilDiv(room, pool.stride()) + 1 == at.outSize(axis).wholeAt();
  }

  private static void maxPool(MaxPool2dOp op, OpContext at) {
    List<AttributeProto> attributes = windows(op.rows(), op.columns(), false, at);
    attributes.add(Attributes.ints("dilations", op.rows().dilation(), op.columns().dilation()));
    AttributeProto[] all = attributes.toArray(AttributeProto[]::new);
    if (op.indices()) {
      throw at.refuse("ONNX counts the places of maxima over the whole batch, not in each plane");
    }
    onBatch(at, x -> at.add("MaxPool", List.of(x), all));
  }

  private static void avgPool(AvgPool2dOp op, OpContext at) {
    if (op.rows().dilation() != 1 || op.columns().dilation() != 1) {
      throw at.refuse("ONNX 17 has no average pooling with dilation");
    }
    boolean divisor = op.divisorOverride() != 0;
    if (divisor && op.rows().ceil()) {
      throw at.refuse("ONNX has no divisor of one's own for windows that end outside");
    }
    boolean padded = op.countIncludePad() || divisor;
    List<AttributeProto> attributes = windows(op.rows(), op.columns(), padded, at);
    attributes.add(Attributes.of("count_include_pad", padded ? 1L : 0L));
    AttributeProto[] all = attributes.toArray(AttributeProto[]::new);
    double factor =
        divisor ? (double) op.rows().kernel() * op.columns().kernel() / op.divisorOverride() : 1;
    onBatch(
        at,
        x -> {
          String mean = at.add("AveragePool", List.of(x), all);
          return divisor ? at.add("Mul", mean, at.number(factor)) : mean;
        });
  }

  private static void adaptive(AdaptiveAvgPool2dOp op, OpContext at) {
    if (op.height() == 1 && op.width() == 1) {
      onBatch(at, x -> at.add("GlobalAveragePool", x));
      return;
    }
    int height = at.size(0, at.rank(0) - 2);
    int width = at.size(0, at.rank(0) - 1);
    int down = op.height() == AdaptiveAvgPool2dOp.KEEP ? height : op.height();
    int across = op.width() == AdaptiveAvgPool2dOp.KEEP ? width : op.width();
    if (height % down != 0 || width % across != 0) {
      throw at.refuse(
          "ONNX has no adaptive pooling, and %d x %d is no multiple of %d x %d"
              .formatted(height, width, down, across));
    }
    int rows = height / down;
    int columns = width / across;
    onBatch(
        at,
        x ->
            at.add(
                "AveragePool",
                List.of(x),
                Attributes.ints("kernel_shape", rows, columns),
                Attributes.ints("strides", rows, columns)));
  }

  /** Resizes one axis after the other, each by the requested factor or to the requested size. */
  private static void upsample(UpsampleOp op, OpContext at) {
    List<String> inputs = new ArrayList<>(List.of(at.in(0), ""));
    at.uses("size");
    if (op.factor() > 0) {
      float[] factors = new float[at.rank(0)];
      Arrays.fill(factors, 1);
      factors[at.dim(op.dim())] = (float) op.factor();
      inputs.add(at.constant(NdArray.dense(Storage.of(factors), factors.length)));
    } else {
      inputs.add("");
      inputs.add(at.outShape());
    }
    List<AttributeProto> attributes = new ArrayList<>(resampling(op.mode()));
    at.result("Resize", inputs, attributes.toArray(AttributeProto[]::new));
  }

  private static List<AttributeProto> resampling(Resampling mode) {
    return switch (mode) {
      case NEAREST -> resize("nearest", "asymmetric", "floor");
      case NEAREST_EXACT -> resize("nearest", "half_pixel", "round_prefer_ceil");
      case LINEAR -> resize("linear", "half_pixel", "");
      case LINEAR_ALIGN_CORNERS -> resize("linear", "align_corners", "");
      case CUBIC -> resize("cubic", "half_pixel", "");
      case CUBIC_ALIGN_CORNERS -> resize("cubic", "align_corners", "");
    };
  }

  private static List<AttributeProto> resize(String mode, String place, String rounding) {
    List<AttributeProto> attributes =
        new ArrayList<>(
            List.of(
                Attributes.of("mode", mode),
                Attributes.of("coordinate_transformation_mode", place)));
    if (!rounding.isEmpty()) {
      attributes.add(Attributes.of("nearest_mode", rounding));
    }
    if (mode.equals("cubic")) {
      attributes.add(Attributes.of("cubic_coeff_a", -0.75f));
    }
    return attributes;
  }
}
