package dev.forja.conformance;

import static dev.forja.conformance.LayerCases.unary;
import static java.util.Map.entry;

import dev.forja.conformance.LayerCases.Layer;
import dev.forja.conformance.LayerCases.Row;
import dev.forja.module.NeuralModule;
import dev.forja.nn.AdaptiveAvgPool1d;
import dev.forja.nn.AdaptiveAvgPool3d;
import dev.forja.nn.AdaptiveMaxPool1d;
import dev.forja.nn.AdaptiveMaxPool2d;
import dev.forja.nn.AdaptiveMaxPool3d;
import dev.forja.nn.AvgPool1d;
import dev.forja.nn.AvgPool3d;
import dev.forja.nn.BatchNorm3d;
import dev.forja.nn.Conv3d;
import dev.forja.nn.ConvTranspose1d;
import dev.forja.nn.ConvTranspose3d;
import dev.forja.nn.InstanceNorm1d;
import dev.forja.nn.InstanceNorm3d;
import dev.forja.nn.LPPool1d;
import dev.forja.nn.LPPool2d;
import dev.forja.nn.LPPool3d;
import dev.forja.nn.LocalResponseNorm;
import dev.forja.nn.MaxPool3d;
import dev.forja.nn.MaxPoolOutput;
import dev.forja.nn.MaxUnpool1d;
import dev.forja.nn.MaxUnpool2d;
import dev.forja.nn.MaxUnpool3d;
import dev.forja.tensor.ConvOptions;
import dev.forja.tensor.ConvTransposeOptions;
import dev.forja.tensor.PaddingMode;
import dev.forja.tensor.PoolOptions;
import dev.forja.tensor.Size3d;
import dev.forja.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Convolutions, poolings and norms of sequences and volumes. */
final class SpatialTable {
  static final Map<String, Row> ROWS =
      Map.ofEntries(
          entry("Conv3d", unary(SpatialTable::conv3d)),
          entry("ConvTranspose1d", SpatialTable::transposed1d),
          entry("ConvTranspose3d", SpatialTable::transposed3d),
          entry("AvgPool1d", unary(args -> AvgPool1d.of(windows(args)))),
          entry("AvgPool3d", unary(args -> AvgPool3d.of(windows(args)))),
          entry("MaxPool3d", SpatialTable::maxPool3d),
          entry("LPPool1d", unary(a -> LPPool1d.of(a.number("norm_type"), windows(a)))),
          entry("LPPool2d", unary(a -> LPPool2d.of(a.number("norm_type"), windows(a)))),
          entry("LPPool3d", unary(a -> LPPool3d.of(a.number("norm_type"), windows(a)))),
          entry("AdaptiveAvgPool1d", unary(a -> AdaptiveAvgPool1d.of(a.integer("output_size")))),
          entry("AdaptiveAvgPool3d", unary(SpatialTable::adaptiveAvg3d)),
          entry("AdaptiveMaxPool1d", SpatialTable::adaptiveMax1d),
          entry("AdaptiveMaxPool2d", SpatialTable::adaptiveMax2d),
          entry("AdaptiveMaxPool3d", SpatialTable::adaptiveMax3d),
          entry("MaxUnpool1d", SpatialTable::unpool1d),
          entry("MaxUnpool2d", SpatialTable::unpool2d),
          entry("MaxUnpool3d", SpatialTable::unpool3d),
          entry(
              "BatchNorm3d",
              unary(a -> BatchNorm3d.of(a.integer("num_features"), VisionTable.batchNorm(a)))),
          entry(
              "InstanceNorm1d",
              unary(
                  a -> InstanceNorm1d.of(a.integer("num_features"), VisionTable.instanceNorm(a)))),
          entry(
              "InstanceNorm3d",
              unary(
                  a -> InstanceNorm3d.of(a.integer("num_features"), VisionTable.instanceNorm(a)))),
          entry(
              "LocalResponseNorm",
              unary(
                  a ->
                      LocalResponseNorm.of(
                          a.integer("size"),
                          a.number("alpha", 1e-4),
                          a.number("beta", 0.75),
                          a.number("k", 1)))));

  private SpatialTable() {}

  static Size3d size(Args args, String name, int otherwise) {
    return args.has(name) ? size(args, name) : Size3d.of(otherwise);
  }

  /** One number for all directions, or those of a sequence, an image or a volume. */
  static Size3d size(Args args, String name) {
    int[] sizes = args.integers(name);
    return switch (sizes.length) {
      case 1 -> Size3d.of(sizes[0]);
      case 2 -> Size3d.of(sizes[0], sizes[1]);
      default -> new Size3d(sizes[0], sizes[1], sizes[2]);
    };
  }

  private static PoolOptions windows(Args args) {
    return PoolOptions.of(size(args, "kernel_size"))
        .withStride(args.has("stride") ? size(args, "stride") : null)
        .withPadding(size(args, "padding", 0))
        .withDilation(size(args, "dilation", 1))
        .withCeilMode(args.flag("ceil_mode", false))
        .withCountIncludePad(args.flag("count_include_pad", true))
        .withDivisorOverride(
            args.has("divisor_override") ? (Integer) args.integer("divisor_override") : null);
  }

  /** Convolution windows, of which a layer may have only some options. */
  static ConvOptions convolution(Args args) {
    ConvOptions options =
        ConvOptions.defaults()
            .withStride(size(args, "stride", 1))
            .withDilation(size(args, "dilation", 1))
            .withGroups(args.integer("groups", 1))
            .withBias(args.flag("bias", true))
            .withPaddingMode(args.option("padding_mode", PaddingMode.ZEROS));
    if (args.isText("padding")) {
      return args.text("padding", "valid").equals("same") ? options.withSamePadding() : options;
    }
    return options.withPadding(size(args, "padding", 0));
  }

  private static Conv3d conv3d(Args args) {
    return Conv3d.of(
        args.integer("in_channels"),
        args.integer("out_channels"),
        size(args, "kernel_size"),
        convolution(args));
  }

  private static ConvTransposeOptions transposed(Args args) {
    return ConvTransposeOptions.defaults()
        .withStride(size(args, "stride", 1))
        .withPadding(size(args, "padding", 0))
        .withOutputPadding(size(args, "output_padding", 0))
        .withGroups(args.integer("groups", 1))
        .withBias(args.flag("bias", true))
        .withDilation(size(args, "dilation", 1));
  }

  private static Layer transposed1d(Args args) {
    ConvTranspose1d module =
        ConvTranspose1d.of(
            args.integer("in_channels"),
            args.integer("out_channels"),
            size(args, "kernel_size"),
            transposed(args));
    return new Layer(
        module,
        inputs ->
            List.of(
                inputs.call().has("output_size")
                    ? module.callToSize(inputs.get(0), inputs.call().integers("output_size")[0])
                    : module.call(inputs.get(0))));
  }

  private static Layer transposed3d(Args args) {
    ConvTranspose3d module =
        ConvTranspose3d.of(
            args.integer("in_channels"),
            args.integer("out_channels"),
            size(args, "kernel_size"),
            transposed(args));
    return new Layer(
        module,
        inputs -> {
          if (!inputs.call().has("output_size")) {
            return List.of(module.call(inputs.get(0)));
          }
          int[] to = inputs.call().integers("output_size");
          return List.of(module.callToSize(inputs.get(0), to[0], to[1], to[2]));
        });
  }

  private static Layer maxPool3d(Args args) {
    MaxPool3d module = MaxPool3d.of(windows(args));
    return pool(module, args, module::call, module::callWithIndices);
  }

  private static Layer pool(
      NeuralModule module,
      Args args,
      UnaryOperator<Tensor> call,
      Function<Tensor, MaxPoolOutput> withIndices) {
    boolean indices = args.flag("return_indices", false);
    return new Layer(
        module,
        inputs -> {
          if (!indices) {
            return List.of(call.apply(inputs.get(0)));
          }
          MaxPoolOutput pooled = withIndices.apply(inputs.get(0));
          return List.of(pooled.output(), pooled.indices());
        });
  }

  /** Output sizes: one for all directions, or a list in which null stands for that of the input. */
  private static @Nullable Integer[] sizes(Args args, int dims) {
    @Nullable Integer[] sizes = new @Nullable Integer[dims];
    for (int d = 0; d < dims; d++) {
      Object size =
          args.isList("output_size")
              ? args.list("output_size").get(d)
              : (Object) (long) args.integer("output_size");
      sizes[d] = size == null ? null : Math.toIntExact((Long) size);
    }
    return sizes;
  }

  private static AdaptiveAvgPool3d adaptiveAvg3d(Args args) {
    @Nullable Integer[] sizes = sizes(args, 3);
    return AdaptiveAvgPool3d.of(sizes[0], sizes[1], sizes[2]);
  }

  private static Layer adaptiveMax1d(Args args) {
    AdaptiveMaxPool1d module = AdaptiveMaxPool1d.of(args.integer("output_size"));
    return pool(module, args, module::call, module::callWithIndices);
  }

  private static Layer adaptiveMax2d(Args args) {
    @Nullable Integer[] sizes = sizes(args, 2);
    AdaptiveMaxPool2d module = AdaptiveMaxPool2d.of(sizes[0], sizes[1]);
    return pool(module, args, module::call, module::callWithIndices);
  }

  private static Layer adaptiveMax3d(Args args) {
    @Nullable Integer[] sizes = sizes(args, 3);
    AdaptiveMaxPool3d module = AdaptiveMaxPool3d.of(sizes[0], sizes[1], sizes[2]);
    return pool(module, args, module::call, module::callWithIndices);
  }

  private static Layer unpool1d(Args args) {
    MaxUnpool1d module = MaxUnpool1d.of(windows(args));
    return new Layer(
        module,
        inputs -> {
          Tensor x = inputs.get(0);
          if (!inputs.call().has("output_size")) {
            return List.of(module.call(x, inputs.get(1)));
          }
          int[] to = inputs.call().integers("output_size");
          return List.of(module.callToSize(x, inputs.get(1), to[0]));
        });
  }

  private static Layer unpool2d(Args args) {
    MaxUnpool2d module = MaxUnpool2d.of(windows(args));
    return new Layer(
        module,
        inputs -> {
          Tensor x = inputs.get(0);
          if (!inputs.call().has("output_size")) {
            return List.of(module.call(x, inputs.get(1)));
          }
          int[] to = inputs.call().integers("output_size");
          return List.of(module.callToSize(x, inputs.get(1), to[0], to[1]));
        });
  }

  private static Layer unpool3d(Args args) {
    MaxUnpool3d module = MaxUnpool3d.of(windows(args));
    return new Layer(module, inputs -> List.of(module.call(inputs.get(0), inputs.get(1))));
  }
}
