package dev.forja.conformance;

import static dev.forja.conformance.LayerCases.unary;
import static java.util.Map.entry;

import dev.forja.conformance.LayerCases.Layer;
import dev.forja.conformance.LayerCases.Row;
import dev.forja.module.NeuralModule;
import dev.forja.nn.AdaptiveAvgPool2d;
import dev.forja.nn.AvgPool2d;
import dev.forja.nn.AvgPool2dOptions;
import dev.forja.nn.BatchNorm1d;
import dev.forja.nn.BatchNorm2d;
import dev.forja.nn.BatchNormOptions;
import dev.forja.nn.Conv1d;
import dev.forja.nn.Conv1dOptions;
import dev.forja.nn.Conv2d;
import dev.forja.nn.Conv2dOptions;
import dev.forja.nn.ConvTranspose2d;
import dev.forja.nn.ConvTranspose2dOptions;
import dev.forja.nn.InstanceNorm2d;
import dev.forja.nn.MaxPool1d;
import dev.forja.nn.MaxPool1dOptions;
import dev.forja.nn.MaxPool2d;
import dev.forja.nn.MaxPool2dOptions;
import dev.forja.nn.MaxPoolOutput;
import dev.forja.nn.Size2d;
import dev.forja.tensor.PaddingMode;
import dev.forja.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The layers for images. */
final class VisionTable {
  static final Map<String, Row> ROWS =
      Map.ofEntries(
          entry("Conv1d", unary(VisionTable::conv1d)),
          entry("ConvTranspose2d", VisionTable::convTranspose2d),
          entry("InstanceNorm2d", unary(VisionTable::instanceNorm2d)),
          entry("MaxPool1d", VisionTable::maxPool1d),
          entry("Conv2d", unary(VisionTable::conv2d)),
          entry("MaxPool2d", VisionTable::maxPool2d),
          entry("AvgPool2d", unary(VisionTable::avgPool2d)),
          entry("AdaptiveAvgPool2d", unary(VisionTable::adaptiveAvgPool2d)),
          entry(
              "BatchNorm1d",
              unary(args -> BatchNorm1d.of(args.integer("num_features"), batchNorm(args)))),
          entry(
              "BatchNorm2d",
              unary(args -> BatchNorm2d.of(args.integer("num_features"), batchNorm(args)))));

  private VisionTable() {}

  private static Conv2d conv2d(Args args) {
    Conv2dOptions options =
        Conv2dOptions.defaults()
            .withStride(size(args, "stride", 1))
            .withDilation(size(args, "dilation", 1))
            .withGroups(args.integer("groups", 1))
            .withBias(args.flag("bias", true))
            .withPaddingMode(args.option("padding_mode", PaddingMode.ZEROS));
    return Conv2d.of(
        args.integer("in_channels"),
        args.integer("out_channels"),
        size(args, "kernel_size"),
        same(args) ? options.withSamePadding() : options.withPadding(padding(args)));
  }

  private static Conv1d conv1d(Args args) {
    Conv1dOptions options =
        Conv1dOptions.defaults()
            .withStride(args.single("stride", 1))
            .withDilation(args.single("dilation", 1))
            .withGroups(args.integer("groups", 1))
            .withBias(args.flag("bias", true))
            .withPaddingMode(args.option("padding_mode", PaddingMode.ZEROS));
    return Conv1d.of(
        args.integer("in_channels"),
        args.integer("out_channels"),
        args.single("kernel_size", 1),
        same(args) ? options.withSamePadding() : options.withPadding(padding(args).height()));
  }

  /** Whether the padding is "same"; the only other string, "valid", means no padding. */
  private static boolean same(Args args) {
    return args.isText("padding") && args.text("padding", "valid").equals("same");
  }

  private static Size2d padding(Args args) {
    return args.isText("padding") ? Size2d.of(0) : size(args, "padding", 0);
  }

  private static Layer convTranspose2d(Args args) {
    if (!args.text("padding_mode", "zeros").equals("zeros")) {
      throw new NoCounterpart("a padding mode but zeros, which PyTorch refuses");
    }
    ConvTranspose2d module = transposed(args);
    return new Layer(
        module,
        inputs ->
            List.of(
                inputs.call().has("output_size")
                    ? module.callToSize(inputs.get(0), size(inputs.call(), "output_size"))
                    : module.call(inputs.get(0))));
  }

  private static ConvTranspose2d transposed(Args args) {
    return ConvTranspose2d.of(
        args.integer("in_channels"),
        args.integer("out_channels"),
        size(args, "kernel_size"),
        ConvTranspose2dOptions.defaults()
            .withStride(size(args, "stride", 1))
            .withPadding(size(args, "padding", 0))
            .withOutputPadding(size(args, "output_padding", 0))
            .withGroups(args.integer("groups", 1))
            .withBias(args.flag("bias", true))
            .withDilation(size(args, "dilation", 1)));
  }

  private static InstanceNorm2d instanceNorm2d(Args args) {
    return InstanceNorm2d.of(args.integer("num_features"), instanceNorm(args));
  }

  static BatchNormOptions instanceNorm(Args args) {
    BatchNormOptions options =
        BatchNormOptions.defaults()
            .withEps(args.number("eps", 1e-5))
            .withAffine(args.flag("affine", false))
            .withTrackRunningStats(args.flag("track_running_stats", false));
    return args.isNull("momentum")
        ? options.withMomentum(null)
        : options.withMomentum(args.number("momentum", 0.1));
  }

  private static Layer maxPool1d(Args args) {
    MaxPool1d module =
        MaxPool1d.of(
            args.single("kernel_size", 1),
            MaxPool1dOptions.defaults()
                .withStride(args.has("stride") ? (Integer) args.single("stride", 1) : null)
                .withPadding(args.single("padding", 0))
                .withDilation(args.single("dilation", 1))
                .withCeilMode(args.flag("ceil_mode", false)));
    return pool(module, args, module::call, module::callWithIndices);
  }

  private static Layer maxPool2d(Args args) {
    MaxPool2d module =
        MaxPool2d.of(
            size(args, "kernel_size"),
            MaxPool2dOptions.defaults()
                .withStride(args.has("stride") ? size(args, "stride") : null)
                .withPadding(size(args, "padding", 0))
                .withDilation(size(args, "dilation", 1))
                .withCeilMode(args.flag("ceil_mode", false)));
    return pool(module, args, module::call, module::callWithIndices);
  }

  private static Layer pool(
      NeuralModule module,
      Args args,
      UnaryOperator<Tensor> call,
      Function<Tensor, MaxPoolOutput> withIndices) {
    if (!args.flag("return_indices", false)) {
      return new Layer(module, inputs -> List.of(call.apply(inputs.get(0))));
    }
    return new Layer(
        module,
        inputs -> {
          MaxPoolOutput pooled = withIndices.apply(inputs.get(0));
          return List.of(pooled.output(), pooled.indices());
        });
  }

  private static AvgPool2d avgPool2d(Args args) {
    return AvgPool2d.of(
        size(args, "kernel_size"),
        AvgPool2dOptions.defaults()
            .withStride(args.has("stride") ? size(args, "stride") : null)
            .withPadding(size(args, "padding", 0))
            .withCeilMode(args.flag("ceil_mode", false))
            .withCountIncludePad(args.flag("count_include_pad", true))
            .withDivisorOverride(
                args.has("divisor_override") ? (Integer) args.integer("divisor_override") : null));
  }

  private static AdaptiveAvgPool2d adaptiveAvgPool2d(Args args) {
    if (!args.has("output_size")) {
      return AdaptiveAvgPool2d.of(null, null);
    }
    if (!args.isList("output_size")) {
      return AdaptiveAvgPool2d.of(args.integer("output_size"));
    }
    var sizes = args.list("output_size");
    return AdaptiveAvgPool2d.of(integer(sizes.get(0)), integer(sizes.get(1)));
  }

  private static @Nullable Integer integer(@Nullable Object size) {
    return size == null ? null : Math.toIntExact((Long) size);
  }

  static BatchNormOptions batchNorm(Args args) {
    BatchNormOptions options =
        BatchNormOptions.defaults()
            .withEps(args.number("eps", 1e-5))
            .withAffine(args.flag("affine", true))
            .withTrackRunningStats(args.flag("track_running_stats", true));
    return args.isNull("momentum")
        ? options.withMomentum(null)
        : options.withMomentum(args.number("momentum", 0.1));
  }

  private static Size2d size(Args args, String name, int otherwise) {
    return args.has(name) ? size(args, name) : Size2d.of(otherwise);
  }

  private static Size2d size(Args args, String name) {
    int[] sizes = args.integers(name);
    return sizes.length == 1 ? Size2d.of(sizes[0]) : new Size2d(sizes[0], sizes[1]);
  }
}
