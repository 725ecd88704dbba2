package dev.forja.tensor;

import dev.forja.array.Shapes;
import dev.forja.op.Conv2dOp;
import dev.forja.op.ConvTranspose2dOp;
import dev.forja.op.ConvWindow;
import dev.forja.op.WindowSumsOp;
import dev.forja.op.WindowsOp;
import org.jspecify.annotations.Nullable;

/**
 * Convolutions in one, two and three dimensions, all by the kernels for images: a sequence is an
 * image of height 1, and a volume a batch of images, one for each place of the window along the
 * depth, with the elements of that window as channels.
 */
final class SpatialConvolution {
  private SpatialConvolution() {}

  static Tensor run(Tensor x, Tensor weight, @Nullable Tensor bias, ConvOptions options, int dims) {
    check("conv", x, weight, dims);
    ConvWindow[] windows = new ConvWindow[dims];
    int[] padding = new int[2 * dims];
    boolean zeros = options.paddingMode() == PaddingMode.ZEROS;
    for (int d = 0; d < dims; d++) {
      int axis = 3 - dims + d;
      int dilation = options.dilation().at(axis);
      ConvWindow slide =
          options.samePadding()
              ? ConvWindow.same(weight.size(2 + d), dilation)
              : ConvWindow.of(options.stride().at(axis), options.padding().at(axis), dilation);
      windows[d] = zeros ? slide : slide.bare();
      padding[2 * (dims - 1 - d)] = slide.padBefore();
      padding[2 * (dims - 1 - d) + 1] = slide.padAfter();
    }
    Tensor padded = zeros ? x : x.pad(padding, options.paddingMode());
    Conv2dOp op =
        new Conv2dOp(
            dims == 1 ? ConvWindow.ONE : windows[dims - 2], windows[dims - 1], options.groups());
    return switch (dims) {
      case 1 -> padded.unsqueeze(-2).conv2d(weight.unsqueeze(2), bias, op).squeeze(-2);
      case 2 -> padded.conv2d(weight, bias, op);
      default -> ofVolumes(padded, weight, bias, windows[0], op);
    };
  }

  private static Tensor ofVolumes(
      Tensor given, Tensor weight, @Nullable Tensor bias, ConvWindow depth, Conv2dOp op) {
    int[] w = weight.shape();
    Tensor x = given.rank() == 4 ? given.unsqueeze(0) : given;
    if (x.size(1) != w[1] * op.groups()) {
      throw new IllegalArgumentException(
          "conv3d: input %s has %d channels but weight %s with groups %d expects %d"
              .formatted(
                  Shapes.show(given.shape()),
                  x.size(1),
                  Shapes.show(w),
                  op.groups(),
                  w[1] * op.groups()));
    }
    Tensor windows = Tensor.apply(new WindowsOp(2, w[2], depth), x);
    int[] s = windows.shape();
    Tensor images = windows.permute(0, 3, 1, 2, 4, 5).reshape(s[0] * s[3], s[1] * s[2], s[4], s[5]);
    Tensor y = images.conv2d(weight.reshape(w[0], w[1] * w[2], w[3], w[4]), bias, op);
    Tensor volumes = y.reshape(s[0], s[3], y.size(1), y.size(2), y.size(3)).permute(0, 2, 1, 3, 4);
    return given.rank() == 4 ? volumes.squeeze(0) : volumes;
  }

  static Tensor runTransposed(
      Tensor x, Tensor weight, @Nullable Tensor bias, ConvTransposeOptions options, int dims) {
    check("conv_transpose", x, weight, dims);
    ConvWindow columns = window(options, 2);
    Size3d extra = options.outputPadding();
    int groups = options.groups();
    if (dims == 1) {
      ConvTranspose2dOp op =
          new ConvTranspose2dOp(ConvWindow.ONE, columns, 0, extra.width(), groups);
      return apply(op, x.unsqueeze(-2), weight.unsqueeze(2), bias).squeeze(-2);
    }
    ConvTranspose2dOp op =
        new ConvTranspose2dOp(window(options, 1), columns, extra.height(), extra.width(), groups);
    return dims == 2 ? apply(op, x, weight, bias) : toVolumes(x, weight, bias, options, op);
  }

  private static ConvWindow window(ConvTransposeOptions options, int axis) {
    return ConvWindow.of(
        options.stride().at(axis), options.padding().at(axis), options.dilation().at(axis));
  }

  private static Tensor apply(
      ConvTranspose2dOp op, Tensor x, Tensor weight, @Nullable Tensor bias) {
    return bias == null ? Tensor.apply(op, x, weight) : Tensor.apply(op, x, weight, bias);
  }

  private static Tensor toVolumes(
      Tensor given,
      Tensor weight,
      @Nullable Tensor bias,
      ConvTransposeOptions options,
      ConvTranspose2dOp op) {
    int[] w = weight.shape();
    Tensor x = given.rank() == 4 ? given.unsqueeze(0) : given;
    if (x.size(1) != w[0]) {
      throw new IllegalArgumentException(
          "conv_transpose3d: input %s has %d channels but weight %s expects %d"
              .formatted(Shapes.show(given.shape()), x.size(1), Shapes.show(w), w[0]));
    }
    int n = x.size(0);
    int d = x.size(2);
    Tensor images = x.permute(0, 2, 1, 3, 4).reshape(n * d, w[0], x.size(3), x.size(4));
    Tensor y = Tensor.apply(op, images, weight.reshape(w[0], w[1] * w[2], w[3], w[4]));
    int channels = w[1] * options.groups();
    Tensor windows =
        y.reshape(n, d, channels, w[2], y.size(2), y.size(3)).permute(0, 2, 3, 1, 4, 5);
    Tensor volumes = alongDepth(windows, options);
    if (bias != null) {
      volumes = volumes.add(bias.reshape(channels, 1, 1, 1));
    }
    return given.rank() == 4 ? volumes.squeeze(0) : volumes;
  }

  /** Adds the windows along the depth; what the output padding adds beyond them is zero. */
  private static Tensor alongDepth(Tensor windows, ConvTransposeOptions options) {
    int stride = options.stride().depth();
    int pad = options.padding().depth();
    int extra = options.outputPadding().depth();
    int dilation = options.dilation().depth();
    if (extra < 0 || extra >= Math.max(stride, dilation)) {
      throw new IllegalArgumentException(
          "conv_transpose3d: output padding %d with stride %d and dilation %d: expected less than one"
                  .formatted(extra, stride, dilation)
              + " of them");
    }
    int behind = Math.max(0, pad - extra);
    long size =
        (windows.size(3) - 1L) * stride + (windows.size(2) - 1L) * dilation + 1 - pad - behind;
    if (size + Math.max(0, extra - pad) < 1) {
      throw new IllegalArgumentException(
          "conv_transpose3d: padding %d leaves no depth of %d windows"
              .formatted(pad, windows.size(3)));
    }
    ConvWindow window = new ConvWindow(stride, pad, behind, dilation);
    Tensor sums =
        Tensor.apply(new WindowSumsOp(2, Shapes.size("conv_transpose3d", size), window), windows);
    return extra > pad ? sums.pad(new int[] {0, 0, 0, 0, 0, extra - pad}, 0) : sums;
  }

  private static void check(String name, Tensor x, Tensor weight, int dims) {
    if (weight.rank() != dims + 2 || (x.rank() != dims + 2 && x.rank() != dims + 1)) {
      throw new IllegalArgumentException(
          "%s%dd: input %s, weight %s: expected %d dimensions of the weight, and as many of the input"
                  .formatted(
                      name, dims, Shapes.show(x.shape()), Shapes.show(weight.shape()), dims + 2)
              + " or one less");
    }
  }
}
