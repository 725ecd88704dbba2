package dev.forja.benchmarks.judge;

import dev.forja.op.Resampling;
import dev.forja.tensor.ConvOptions;
import dev.forja.tensor.ConvTransposeOptions;
import dev.forja.tensor.PaddingMode;
import dev.forja.tensor.PoolOptions;
import dev.forja.tensor.Size3d;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Convolutions, pools, pads and resizing in one, two and three dimensions. */
final class SpatialFamilies {
  private static final String[] AXES = {"", "1d", "2d", "3d"};

  private final List<Family> families = new ArrayList<>();

  private SpatialFamilies() {}

  static List<Family> all() {
    SpatialFamilies made = new SpatialFamilies();
    for (int dims = 1; dims <= 3; dims++) {
      made.of(dims);
    }
    return made.families;
  }

  private void of(int dims) {
    add("conv", dims, SpatialFamilies::convolution);
    add("conv_transpose", dims, SpatialFamilies::transposed);
    add("max_pool", dims, SpatialFamilies::maximum);
    add("avg_pool", dims, SpatialFamilies::average);
    add("lp_pool", dims, SpatialFamilies::power);
    add("adaptive_avg_pool", dims, SpatialFamilies::adaptiveAverage);
    add("adaptive_max_pool", dims, SpatialFamilies::adaptiveMaximum);
    add("max_unpool", dims, SpatialFamilies::unpool);
    add("reflection_pad", dims, (draw, n) -> pad(draw, n, "reflection", PaddingMode.REFLECT));
    add("replication_pad", dims, (draw, n) -> pad(draw, n, "replication", PaddingMode.REPLICATE));
    add("upsample_nearest", dims, (draw, n) -> resize(draw, n, "nearest", Resampling.NEAREST));
    add("upsample_linear", dims, (draw, n) -> resize(draw, n, "linear", Resampling.LINEAR));
    add(
        "upsample_linear corners",
        dims,
        (draw, n) -> resize(draw, n, "corners", Resampling.LINEAR_ALIGN_CORNERS));
  }

  private interface Spatial {
    Trial make(Draw draw, int dims);
  }

  private void add(String name, int dims, Spatial make) {
    families.add(new Family(name + " in " + dims, draw -> make.make(draw, dims)));
  }

  static int[] sizes(Draw draw, int dims, int low, int high) {
    int[] sizes = new int[dims];
    Arrays.setAll(sizes, _ -> draw.count(low, high));
    return sizes;
  }

  static Size3d size(int[] own) {
    return new Size3d(
        own.length == 3 ? own[0] : 1,
        own.length > 1 ? own[own.length - 2] : 1,
        own[own.length - 1]);
  }

  /** Nothing in the dimensions that there are not, for paddings. */
  static Size3d margin(int[] own) {
    return new Size3d(
        own.length == 3 ? own[0] : 0,
        own.length > 1 ? own[own.length - 2] : 0,
        own[own.length - 1]);
  }

  static int[] join(int first, int second, int[] rest) {
    int[] all = new int[rest.length + 2];
    all[0] = first;
    all[1] = second;
    System.arraycopy(rest, 0, all, 2, rest.length);
    return all;
  }

  static String show(int[] values) {
    return Arrays.toString(values);
  }

  static String yes(boolean value) {
    return value ? "True" : "False";
  }

  private static Trial convolution(Draw draw, int dims) {
    int groups = draw.count(1, 3);
    int in = draw.count(1, 3);
    int out = groups * draw.count(1, 3);
    int[] kernel = sizes(draw, dims, 1, 3);
    int[] stride = sizes(draw, dims, 1, 3);
    int[] pad = sizes(draw, dims, 0, 2);
    int[] dilation = sizes(draw, dims, 1, 2);
    boolean same = draw.count(0, 3) == 0;
    ConvOptions options = ConvOptions.defaults().withDilation(size(dilation)).withGroups(groups);
    ConvOptions whole =
        same
            ? options.withSamePadding()
            : options.withStride(size(stride)).withPadding(margin(pad));
    String code =
        "torch.conv%s(a0, a1, a2, %s, %s, %s, %d)"
            .formatted(
                AXES[dims],
                show(same ? sizes(draw, dims, 1, 1) : stride),
                same ? "\"same\"" : show(pad),
                show(dilation),
                groups);
    return Trial.of(
        code,
        List.of(
            draw.leaf(join(draw.count(1, 3), groups * in, sizes(draw, dims, 5, 9))),
            draw.leaf(join(out, in, kernel)),
            draw.leaf(out)),
        t ->
            switch (dims) {
              case 1 -> t.get(0).conv1d(t.get(1), t.get(2), whole);
              case 2 -> t.get(0).conv2d(t.get(1), t.get(2), whole);
              default -> t.get(0).conv3d(t.get(1), t.get(2), whole);
            });
  }

  private static Trial transposed(Draw draw, int dims) {
    int groups = draw.count(1, 2);
    int in = groups * draw.count(1, 3);
    int out = draw.count(1, 3);
    int[] kernel = sizes(draw, dims, 2, 4);
    int[] stride = sizes(draw, dims, 1, 3);
    int[] pad = sizes(draw, dims, 0, 1);
    int[] dilation = sizes(draw, dims, 1, 2);
    int[] extra = new int[dims];
    Arrays.setAll(extra, i -> draw.count(0, Math.max(stride[i], dilation[i]) - 1));
    ConvTransposeOptions options =
        ConvTransposeOptions.defaults()
            .withStride(size(stride))
            .withPadding(margin(pad))
            .withOutputPadding(margin(extra))
            .withGroups(groups)
            .withDilation(size(dilation));
    return Trial.of(
        "torch.conv_transpose%s(a0, a1, a2, %s, %s, %s, %d, %s)"
            .formatted(AXES[dims], show(stride), show(pad), show(extra), groups, show(dilation)),
        List.of(
            draw.leaf(join(draw.count(1, 2), in, sizes(draw, dims, 3, 6))),
            draw.leaf(join(in, out, kernel)),
            draw.leaf(groups * out)),
        t ->
            switch (dims) {
              case 1 -> t.get(0).convTranspose1d(t.get(1), t.get(2), options);
              case 2 -> t.get(0).convTranspose2d(t.get(1), t.get(2), options);
              default -> t.get(0).convTranspose3d(t.get(1), t.get(2), options);
            });
  }

  private static Trial maximum(Draw draw, int dims) {
    int[] kernel = sizes(draw, dims, 1, 3);
    int[] stride = sizes(draw, dims, 1, 3);
    int[] pad = new int[dims];
    Arrays.setAll(pad, i -> draw.count(0, kernel[i] / 2));
    int[] dilation = sizes(draw, dims, 1, 2);
    boolean ceil = draw.flag();
    PoolOptions options =
        PoolOptions.of(size(kernel))
            .withStride(size(stride))
            .withPadding(margin(pad))
            .withDilation(size(dilation))
            .withCeilMode(ceil);
    return Trial.of(
        "torch.max_pool%s(a0, %s, %s, %s, %s, %s)"
            .formatted(
                AXES[dims], show(kernel), show(stride), show(pad), show(dilation), yes(ceil)),
        List.of(draw.leaf(join(2, draw.count(1, 3), sizes(draw, dims, 5, 9)))),
        t ->
            switch (dims) {
              case 1 -> t.getFirst().maxPool1d(options);
              case 2 -> t.getFirst().maxPool2d(options);
              default -> t.getFirst().maxPool3d(options);
            });
  }

  private static Trial average(Draw draw, int dims) {
    int[] kernel = sizes(draw, dims, 1, 4);
    int[] stride = sizes(draw, dims, 1, 3);
    int[] pad = new int[dims];
    Arrays.setAll(pad, i -> draw.count(0, kernel[i] / 2));
    boolean ceil = draw.flag();
    boolean counted = draw.flag();
    Integer divisor = dims > 1 && draw.flag() ? draw.count(1, 7) : null;
    PoolOptions options =
        PoolOptions.of(size(kernel))
            .withStride(size(stride))
            .withPadding(margin(pad))
            .withCeilMode(ceil)
            .withCountIncludePad(counted)
            .withDivisorOverride(divisor);
    return Trial.of(
        "torch.avg_pool%s(a0, %s, %s, %s, %s, %s%s)"
            .formatted(
                AXES[dims],
                show(kernel),
                show(stride),
                show(pad),
                yes(ceil),
                yes(counted),
                divisor == null ? "" : ", " + divisor),
        List.of(draw.leaf(join(2, draw.count(1, 3), sizes(draw, dims, 5, 9)))),
        t ->
            switch (dims) {
              case 1 -> t.getFirst().avgPool1d(options);
              case 2 -> t.getFirst().avgPool2d(options);
              default -> t.getFirst().avgPool3d(options);
            });
  }

  /** As {@code torch.nn.functional.lp_pool2d} is written in terms of averages. */
  private static Trial power(Draw draw, int dims) {
    int[] kernel = sizes(draw, dims, 1, 3);
    int[] stride = sizes(draw, dims, 1, 3);
    boolean ceil = draw.flag();
    int all = Arrays.stream(kernel).reduce(1, (a, b) -> a * b);
    PoolOptions options = PoolOptions.of(size(kernel)).withStride(size(stride)).withCeilMode(ceil);
    String zeros = show(new int[dims]);
    return new Trial(
        """
        m = torch.avg_pool%s(torch.pow(a0, 3.), %s, %s, %s, %s)
        y = torch.pow(torch.mul(torch.mul(torch.sign(m), torch.relu(torch.abs(m))), %d), %s)"""
            .formatted(AXES[dims], show(kernel), show(stride), zeros, yes(ceil), all, 1 / 3.0),
        List.of(draw.between(0.2, 2, join(2, draw.count(1, 3), sizes(draw, dims, 4, 7)))),
        t ->
            switch (dims) {
              case 1 -> t.getFirst().lpPool1d(3, options);
              case 2 -> t.getFirst().lpPool2d(3, options);
              default -> t.getFirst().lpPool3d(3, options);
            });
  }

  private static Trial adaptiveAverage(Draw draw, int dims) {
    int[] s = sizes(draw, dims, 1, 6);
    return Trial.of(
        "torch.adaptive_avg_pool%s(a0, %s)".formatted(AXES[dims], show(s)),
        List.of(draw.leaf(join(2, draw.count(1, 3), sizes(draw, dims, 2, 8)))),
        t ->
            switch (dims) {
              case 1 -> t.getFirst().adaptiveAvgPool1d(s[0]);
              case 2 -> t.getFirst().adaptiveAvgPool2d(s[0], s[1]);
              default -> t.getFirst().adaptiveAvgPool3d(s[0], s[1], s[2]);
            });
  }

  private static Trial adaptiveMaximum(Draw draw, int dims) {
    int[] s = sizes(draw, dims, 1, 6);
    return new Trial(
        "y, places = torch.adaptive_max_pool%s(a0, %s)".formatted(AXES[dims], show(s)),
        List.of(draw.leaf(join(2, draw.count(1, 3), sizes(draw, dims, 2, 8)))),
        t ->
            (switch (dims) {
                  case 1 -> t.getFirst().adaptiveMaxPool1d(s[0]);
                  case 2 -> t.getFirst().adaptiveMaxPool2d(s[0], s[1]);
                  default -> t.getFirst().adaptiveMaxPool3d(s[0], s[1], s[2]);
                })
                .values());
  }

  private static Trial unpool(Draw draw, int dims) {
    int[] kernel = sizes(draw, dims, 2, 3);
    int[] parts = sizes(draw, dims, 1, 3);
    int[] whole = new int[dims];
    Arrays.setAll(whole, i -> kernel[i] * parts[i]);
    PoolOptions options = PoolOptions.of(size(kernel));
    String unpooled =
        switch (dims) {
          case 1 ->
              "torch.squeeze(torch.max_unpool2d(torch.unsqueeze(p, 3), torch.unsqueeze(places, 3), [%d, 1]), 3)"
                  .formatted(whole[0]);
          case 2 -> "torch.max_unpool2d(p, places, %s)".formatted(show(whole));
          default ->
              "torch.max_unpool3d(p, places, %s, %s, [0, 0, 0])"
                  .formatted(show(whole), show(kernel));
        };
    return new Trial(
        "p, places = torch.max_pool%s_with_indices(a0, %s)\ny = %s"
            .formatted(AXES[dims], show(kernel), unpooled),
        List.of(draw.leaf(join(2, draw.count(1, 3), whole))),
        t -> {
          var pooled =
              switch (dims) {
                case 1 -> t.getFirst().maxPool1dWithIndices(options);
                case 2 -> t.getFirst().maxPool2dWithIndices(options);
                default -> t.getFirst().maxPool3dWithIndices(options);
              };
          return switch (dims) {
            case 1 -> pooled.values().maxUnpool1d(pooled.indices(), options);
            case 2 -> pooled.values().maxUnpool2d(pooled.indices(), options);
            default -> pooled.values().maxUnpool3d(pooled.indices(), options);
          };
        });
  }

  private static Trial pad(Draw draw, int dims, String name, PaddingMode mode) {
    int[] p = sizes(draw, 2 * dims, 0, 2);
    return Trial.of(
        "torch.%s_pad%s(a0, %s)".formatted(name, AXES[dims], show(p)),
        List.of(draw.leaf(join(2, 2, sizes(draw, dims, 3, 5)))),
        t -> t.getFirst().pad(p, mode));
  }

  private static Trial resize(Draw draw, int dims, String name, Resampling mode) {
    int[] s = sizes(draw, dims, 1, 9);
    String[] linear = {"", "linear1d", "bilinear2d", "trilinear3d"};
    String code =
        switch (name) {
          case "nearest" -> "torch.upsample_nearest%s(a0, %s)".formatted(AXES[dims], show(s));
          case "linear" -> "torch.upsample_%s(a0, %s, False)".formatted(linear[dims], show(s));
          default -> "torch.upsample_%s(a0, %s, True)".formatted(linear[dims], show(s));
        };
    return Trial.of(
        code,
        List.of(draw.leaf(join(2, draw.count(1, 2), sizes(draw, dims, 1, 6)))),
        t -> t.getFirst().upsample(mode, s));
  }
}
