package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.op.Resampling;
import dev.forja.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Images in another size, as {@code torch.nn.Upsample}: each pixel is the one that its corner falls
 * into, or is weighed from the four around it.
 *
 * <p>Shapes: x [n, c, h, w]; y [n, c, height, width], or the sizes times the factors, rounded down.
 */
final class UpsampleLayer {
  private final @Nullable Size2d size;
  private final double rowFactor;
  private final double columnFactor;
  private final Resampling mode;

  /** By a factor, repeating pixels. */
  public UpsampleLayer(double scaleFactor) {
    this(scaleFactor, scaleFactor, Resampling.NEAREST);
  }

  /** By a factor down and one across. */
  public UpsampleLayer(double rowFactor, double columnFactor, Resampling mode) {
    if (!(rowFactor > 0 && columnFactor > 0)) {
      throw new IllegalArgumentException(
          "Upsample: factors %s and %s, but both must be positive"
              .formatted(rowFactor, columnFactor));
    }
    this.size = null;
    this.rowFactor = rowFactor;
    this.columnFactor = columnFactor;
    this.mode = mode;
  }

  /** To a size. */
  public UpsampleLayer(Size2d size, Resampling mode) {
    this.size = size;
    this.rowFactor = 0;
    this.columnFactor = 0;
    this.mode = mode;
  }

  @Forward(invoker = "Upsample")
  Tensor forward(Tensor input) {
    return size == null
        ? input.upsampleBy(rowFactor, columnFactor, mode)
        : input.upsample(size.height(), size.width(), mode);
  }

  String extraRepr() {
    String name = mode == Resampling.NEAREST ? "nearest" : "bilinear";
    if (size != null) {
      return "size=%s, mode='%s'".formatted(size, name);
    }
    String row = PythonText.of(rowFactor);
    String factor =
        rowFactor == columnFactor ? row : "(" + row + ", " + PythonText.of(columnFactor) + ")";
    return "scale_factor=%s, mode='%s'".formatted(factor, name);
  }
}
