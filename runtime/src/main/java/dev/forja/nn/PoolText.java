package dev.forja.nn;

import dev.forja.tensor.PoolOptions;
import dev.forja.tensor.Size3d;

/** The options of poolings in PyTorch's format. */
final class PoolText {
  private PoolText() {}

  private static String tuple(Size3d size, int dims) {
    return switch (dims) {
      case 1 -> PythonText.tuple(size.width());
      case 2 -> PythonText.tuple(size.height(), size.width());
      default -> PythonText.tuple(size.depth(), size.height(), size.width());
    };
  }

  /** The size as one number if it is the same in all directions. */
  private static String brief(Size3d size, int dims) {
    boolean equal =
        dims == 1 || (size.height() == size.width() && (dims == 2 || size.depth() == size.width()));
    return equal ? Integer.toString(size.width()) : tuple(size, dims);
  }

  private static Size3d stride(PoolOptions options) {
    Size3d stride = options.stride();
    return stride == null ? options.kernelSize() : stride;
  }

  static String average(PoolOptions options, int dims) {
    String format = "kernel_size=%s, stride=%s, padding=%s";
    return dims == 1
        ? format.formatted(
            tuple(options.kernelSize(), 1), tuple(stride(options), 1), tuple(options.padding(), 1))
        : format.formatted(
            brief(options.kernelSize(), dims),
            brief(stride(options), dims),
            brief(options.padding(), dims));
  }

  static String maximum(PoolOptions options, int dims) {
    return "kernel_size=%s, stride=%s, padding=%s, dilation=%s, ceil_mode=%s"
        .formatted(
            brief(options.kernelSize(), dims),
            brief(stride(options), dims),
            brief(options.padding(), dims),
            brief(options.dilation(), dims),
            PythonText.of(options.ceilMode()));
  }

  static String power(double norm, PoolOptions options, int dims) {
    Size3d stride = options.stride();
    return "norm_type=%s, kernel_size=%s, stride=%s, ceil_mode=%s"
        .formatted(
            norm == Math.rint(norm) ? Long.toString((long) norm) : PythonText.of(norm),
            brief(options.kernelSize(), dims),
            stride == null ? "None" : brief(stride, dims),
            PythonText.of(options.ceilMode()));
  }

  static String unpool(PoolOptions options, int dims) {
    return "kernel_size=%s, stride=%s, padding=%s"
        .formatted(
            tuple(options.kernelSize(), dims),
            tuple(stride(options), dims),
            tuple(options.padding(), dims));
  }
}
