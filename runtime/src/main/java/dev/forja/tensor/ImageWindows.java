package dev.forja.tensor;

import dev.forja.array.Shapes;
import dev.forja.op.ConvWindow;
import dev.forja.op.WindowSumsOp;
import dev.forja.op.WindowsOp;

/** The windows of images as columns of a matrix. */
final class ImageWindows {
  private ImageWindows() {}

  static Tensor unfold(Tensor given, Size3d kernel, ConvOptions options) {
    if (given.rank() != 3 && given.rank() != 4) {
      throw new IllegalArgumentException(
          "unfold: input %s: expected [n, c, h, w] or [c, h, w]"
              .formatted(Shapes.show(given.shape())));
    }
    Tensor x = given.rank() == 3 ? given.unsqueeze(0) : given;
    Tensor rows = Tensor.apply(new WindowsOp(2, kernel.height(), window(options, 1)), x);
    Tensor all = Tensor.apply(new WindowsOp(4, kernel.width(), window(options, 2)), rows);
    int[] s = all.shape();
    Tensor columns = all.permute(0, 1, 2, 4, 3, 5).reshape(s[0], s[1] * s[2] * s[4], s[3] * s[5]);
    return given.rank() == 3 ? columns.squeeze(0) : columns;
  }

  static Tensor fold(Tensor given, Size3d size, Size3d kernel, ConvOptions options) {
    ConvWindow rows = window(options, 1);
    ConvWindow columns = window(options, 2);
    int down = count(size.height(), kernel.height(), rows);
    int across = count(size.width(), kernel.width(), columns);
    long elements = (long) kernel.height() * kernel.width();
    long positions = (long) down * across;
    boolean fits =
        (given.rank() == 2 || given.rank() == 3)
            && elements > 0
            && given.size(-2) % elements == 0
            && given.size(-1) == positions;
    if (!fits) {
      throw new IllegalArgumentException(
          "fold: input %s for images of %d x %d with a kernel of %d x %d: expected [.., c * %d, %d]"
              .formatted(
                  Shapes.show(given.shape()),
                  size.height(),
                  size.width(),
                  kernel.height(),
                  kernel.width(),
                  elements,
                  positions));
    }
    Tensor x = given.rank() == 2 ? given.unsqueeze(0) : given;
    Tensor windows =
        x.reshape(
                x.size(0),
                x.size(1) / (int) elements,
                kernel.height(),
                kernel.width(),
                down,
                across)
            .permute(0, 1, 2, 4, 3, 5);
    Tensor lines = Tensor.apply(new WindowSumsOp(4, size.width(), columns), windows);
    Tensor images = Tensor.apply(new WindowSumsOp(2, size.height(), rows), lines);
    return given.rank() == 2 ? images.squeeze(0) : images;
  }

  private static ConvWindow window(ConvOptions options, int axis) {
    return ConvWindow.of(
        options.stride().at(axis), options.padding().at(axis), options.dilation().at(axis));
  }

  /** The number of windows along an axis; 0 if none fits. */
  private static int count(int size, int kernel, ConvWindow window) {
    long room =
        (long) size
            + window.padBefore()
            + window.padAfter()
            - (kernel - 1L) * window.dilation()
            - 1;
    return room < 0 ? 0 : (int) (room / window.stride()) + 1;
  }
}
