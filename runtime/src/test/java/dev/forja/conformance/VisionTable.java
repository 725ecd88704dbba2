package dev.forja.conformance;

import static dev.forja.conformance.LayerCases.unary;
import static java.util.Map.entry;

import dev.forja.conformance.LayerCases.Row;
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
import dev.forja.nn.Size2d;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The layers for images. */
final class VisionTable {
  static final Map<String, Row> ROWS =
      Map.ofEntries(
          entry("Conv1d", unary(VisionTable::conv1d)),
          entry("ConvTranspose2d", unary(VisionTable::convTranspose2d)),
          entry("InstanceNorm2d", unary(VisionTable::instanceNorm2d)),
          entry("MaxPool1d", unary(VisionTable::maxPool1d)),
          entry("Conv2d", unary(VisionTable::conv2d)),
          entry("MaxPool2d", unary(VisionTable::maxPool2d)),
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
            .withStride(size(args, "stride"))
            .withDilation(size(args, "dilation"))
            .withGroups(args.integer("groups"))
            .withBias(args.flag("bias", true));
    return Conv2d.of(
        args.integer("in_channels"),
        args.integer("out_channels"),
        size(args, "kernel_size"),
        args.isText("padding")
            ? options.withSamePadding()
            : options.withPadding(size(args, "padding")));
  }

  private static Conv1d conv1d(Args args) {
    Conv1dOptions options =
        new Conv1dOptions(
            args.integer("stride", 1),
            args.isText("padding") ? 0 : args.integer("padding", 0),
            args.isText("padding"),
            args.integer("dilation", 1),
            args.integer("groups", 1),
            args.flag("bias", true));
    return Conv1d.of(
        args.integer("in_channels"),
        args.integer("out_channels"),
        args.integer("kernel_size"),
        options);
  }

  private static ConvTranspose2d convTranspose2d(Args args) {
    return ConvTranspose2d.of(
        args.integer("in_channels"),
        args.integer("out_channels"),
        size(args, "kernel_size"),
        new ConvTranspose2dOptions(
            size(args, "stride", 1),
            size(args, "padding", 0),
            size(args, "output_padding", 0),
            args.integer("groups", 1),
            args.flag("bias", true),
            size(args, "dilation", 1)));
  }

  private static InstanceNorm2d instanceNorm2d(Args args) {
    BatchNormOptions options =
        BatchNormOptions.defaults()
            .withEps(args.number("eps", 1e-5))
            .withAffine(args.flag("affine", false))
            .withTrackRunningStats(args.flag("track_running_stats", false));
    return InstanceNorm2d.of(
        args.integer("num_features"),
        args.isNull("momentum")
            ? options.withMomentum(null)
            : options.withMomentum(args.number("momentum", 0.1)));
  }

  private static MaxPool1d maxPool1d(Args args) {
    return MaxPool1d.of(
        args.integer("kernel_size"),
        new MaxPool1dOptions(
            args.has("stride") ? args.integer("stride") : null,
            args.integer("padding", 0),
            args.integer("dilation", 1),
            args.flag("ceil_mode", false)));
  }

  private static MaxPool2d maxPool2d(Args args) {
    return MaxPool2d.of(
        size(args, "kernel_size"),
        MaxPool2dOptions.defaults()
            .withStride(args.has("stride") ? size(args, "stride") : null)
            .withPadding(size(args, "padding", 0))
            .withDilation(size(args, "dilation", 1))
            .withCeilMode(args.flag("ceil_mode", false)));
  }

  private static AvgPool2d avgPool2d(Args args) {
    return AvgPool2d.of(
        size(args, "kernel_size"),
        AvgPool2dOptions.defaults()
            .withStride(args.has("stride") ? size(args, "stride") : null)
            .withPadding(size(args, "padding", 0))
            .withCeilMode(args.flag("ceil_mode", false))
            .withCountIncludePad(args.flag("count_include_pad", true)));
  }

  private static AdaptiveAvgPool2d adaptiveAvgPool2d(Args args) {
    if (!args.isList("output_size")) {
      return AdaptiveAvgPool2d.of(args.integer("output_size"));
    }
    var sizes = args.list("output_size");
    return AdaptiveAvgPool2d.of(integer(sizes.get(0)), integer(sizes.get(1)));
  }

  private static @Nullable Integer integer(@Nullable Object size) {
    return size == null ? null : Math.toIntExact((Long) size);
  }

  private static BatchNormOptions batchNorm(Args args) {
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
