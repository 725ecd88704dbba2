package dev.forja.benchmarks.judge;

import dev.forja.op.AvgPool2dOp;
import dev.forja.op.Conv2dOp;
import dev.forja.op.ConvTranspose2dOp;
import dev.forja.op.ConvWindow;
import dev.forja.op.MaxPool2dOp;
import dev.forja.op.PoolWindow;
import dev.forja.op.Resampling;
import dev.forja.tensor.PaddingMode;
import dev.forja.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/** Convolution, pooling and resizing of images. */
final class VisionFamilies {
  private VisionFamilies() {}

  static List<Family> all() {
    return List.of(
        new Family("conv2d", VisionFamilies::conv2d),
        new Family("conv_transpose2d", VisionFamilies::convTranspose2d),
        new Family("max_pool2d", VisionFamilies::maxPool2d),
        new Family("avg_pool2d", VisionFamilies::avgPool2d),
        new Family("adaptive_avg_pool2d", VisionFamilies::adaptive),
        new Family("pixel_shuffle", VisionFamilies::pixelShuffle),
        new Family("reflection_pad2d", d -> pad(d, "reflection_pad2d", PaddingMode.REFLECT)),
        new Family("replication_pad2d", d -> pad(d, "replication_pad2d", PaddingMode.REPLICATE)),
        new Family("upsample_nearest2d", d -> resize(d, "nearest2d", "", Resampling.NEAREST)),
        new Family(
            "upsample_bilinear2d", d -> resize(d, "bilinear2d", ", False", Resampling.LINEAR)),
        new Family(
            "upsample_bilinear2d corners",
            d -> resize(d, "bilinear2d", ", True", Resampling.LINEAR_ALIGN_CORNERS)),
        new Family("upsample_bicubic2d", d -> resize(d, "bicubic2d", ", False", Resampling.CUBIC)),
        new Family(
            "upsample_bicubic2d corners",
            d -> resize(d, "bicubic2d", ", True", Resampling.CUBIC_ALIGN_CORNERS)));
  }

  private static Trial conv2d(Draw draw) {
    int groups = draw.count(1, 3);
    int in = draw.count(1, 4);
    int out = groups * draw.count(1, 5);
    int[] k = draw.shape(2, 4);
    int[] stride = draw.shape(2, 3);
    int[] pad = {draw.count(0, 3), draw.count(0, 3)};
    int[] dilation = draw.shape(2, 2);
    Conv2dOp op =
        new Conv2dOp(
            ConvWindow.of(stride[0], pad[0], dilation[0]),
            ConvWindow.of(stride[1], pad[1], dilation[1]),
            groups);
    Tensor x = draw.leaf(draw.count(1, 3), groups * in, draw.count(7, 15), draw.count(7, 15));
    return Trial.of(
        "torch.conv2d(a0, a1, a2, %s, %s, %s, %d)"
            .formatted(show(stride), show(pad), show(dilation), groups),
        List.of(x, draw.leaf(out, in, k[0], k[1]), draw.leaf(out)),
        t -> t.get(0).conv2d(t.get(1), t.get(2), op));
  }

  private static Trial convTranspose2d(Draw draw) {
    int groups = draw.count(1, 3);
    int in = groups * draw.count(1, 3);
    int out = draw.count(1, 3);
    int[] k = {draw.count(2, 4), draw.count(2, 4)};
    int[] stride = draw.shape(2, 3);
    int[] extra = {draw.count(0, stride[0] - 1), draw.count(0, stride[1] - 1)};
    int pad = draw.count(0, 1);
    ConvTranspose2dOp op =
        new ConvTranspose2dOp(
            ConvWindow.of(stride[0], pad, 1),
            ConvWindow.of(stride[1], pad, 1),
            extra[0],
            extra[1],
            groups);
    return Trial.of(
        "torch.conv_transpose2d(a0, a1, a2, %s, [%d, %d], %s, %d, [1, 1])"
            .formatted(show(stride), pad, pad, show(extra), groups),
        List.of(
            draw.leaf(draw.count(1, 2), in, draw.count(2, 7), draw.count(2, 7)),
            draw.leaf(in, out, k[0], k[1]),
            draw.leaf(groups * out)),
        t -> Tensor.apply(op, t.get(0), t.get(1), t.get(2)));
  }

  private static Trial maxPool2d(Draw draw) {
    int k = draw.count(1, 4);
    int stride = draw.count(1, 3);
    int pad = draw.count(0, k / 2);
    boolean ceil = draw.flag();
    MaxPool2dOp op =
        new MaxPool2dOp(
            new PoolWindow(k, stride, pad, 1, ceil), new PoolWindow(2, stride, 0, 2, ceil));
    return Trial.of(
        "torch.max_pool2d(a0, [%d, 2], [%d, %d], [%d, 0], [1, 2], %s)"
            .formatted(k, stride, stride, pad, ceil ? "True" : "False"),
        List.of(draw.leaf(2, draw.count(1, 3), draw.count(5, 11), draw.count(5, 11))),
        t -> Tensor.apply(op, t.getFirst()));
  }

  private static Trial avgPool2d(Draw draw) {
    int k = draw.count(1, 4);
    int stride = draw.count(1, 3);
    int pad = draw.count(0, k / 2);
    boolean ceil = draw.flag();
    boolean counted = draw.flag();
    PoolWindow pool = new PoolWindow(k, stride, pad, 1, ceil);
    return Trial.of(
        "torch.avg_pool2d(a0, [%d, %d], [%d, %d], [%d, %d], %s, %s)"
            .formatted(
                k,
                k,
                stride,
                stride,
                pad,
                pad,
                ceil ? "True" : "False",
                counted ? "True" : "False"),
        List.of(draw.leaf(2, draw.count(1, 3), draw.count(5, 11), draw.count(5, 11))),
        t -> Tensor.apply(new AvgPool2dOp(pool, pool, counted, 0), t.getFirst()));
  }

  private static Trial adaptive(Draw draw) {
    int[] size = draw.shape(2, 9);
    return Trial.of(
        "torch.adaptive_avg_pool2d(a0, %s)".formatted(show(size)),
        List.of(draw.leaf(2, draw.count(1, 3), draw.count(2, 11), draw.count(2, 11))),
        t -> t.getFirst().adaptiveAvgPool2d(size[0], size[1]));
  }

  private static Trial pixelShuffle(Draw draw) {
    int factor = draw.count(1, 3);
    int channels = factor * factor * draw.count(1, 3);
    return Trial.of(
        "torch.pixel_shuffle(a0, %d)".formatted(factor),
        List.of(draw.leaf(2, channels, draw.count(1, 5), draw.count(1, 5))),
        t -> t.getFirst().pixelShuffle(factor));
  }

  private static Trial pad(Draw draw, String name, PaddingMode mode) {
    int[] p = {draw.count(0, 2), draw.count(0, 2), draw.count(0, 2), draw.count(0, 2)};
    return Trial.of(
        "torch.%s(a0, %s)".formatted(name, show(p)),
        List.of(draw.leaf(2, 2, draw.count(3, 6), draw.count(3, 6))),
        t -> t.getFirst().pad(p, mode));
  }

  private static Trial resize(Draw draw, String name, String corners, Resampling mode) {
    int[] size = draw.shape(2, 12);
    return Trial.of(
        "torch.upsample_%s(a0, %s%s)".formatted(name, show(size), corners),
        List.of(draw.leaf(2, draw.count(1, 3), draw.count(1, 7), draw.count(1, 7))),
        t -> t.getFirst().upsample(mode, size));
  }

  private static String show(int[] values) {
    return Arrays.toString(values);
  }
}
