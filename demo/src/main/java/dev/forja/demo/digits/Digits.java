package dev.forja.demo.digits;

import dev.forja.data.TensorDataset;
import dev.forja.demo.DemoException;
import dev.forja.tensor.Tensor;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Handwritten digits of MNIST with their labels.
 *
 * @param images shape [n, 1, 28, 28], normalised to mean 0 and deviation 1
 * @param labels shape [n], int64, 0 to 9
 */
public record Digits(Tensor images, Tensor labels) {
  public static final int SIZE = 28;
  static final int CLASSES = 10;
  private static final float MEAN = 0.1307f;
  private static final float DEVIATION = 0.3081f;

  /** The 8,000 digits to learn from. */
  public static Digits training(@Nullable Path directory) {
    return read(directory, "train");
  }

  /** The 2,000 digits held back. */
  public static Digits test(@Nullable Path directory) {
    return read(directory, "test");
  }

  private static Digits read(@Nullable Path directory, String part) {
    IdxFile images = IdxFile.read(directory, part + "-images-idx3-ubyte.gz");
    IdxFile labels = IdxFile.read(directory, part + "-labels-idx1-ubyte.gz");
    int n = labels.bytes().length;
    if (images.bytes().length != (long) n * SIZE * SIZE) {
      throw new DemoException(
          "the %s data does not fit together: %d labels, but %d bytes of images of %d x %d"
              .formatted(part, n, images.bytes().length, SIZE, SIZE));
    }
    if (n == 0) {
      throw new DemoException("the %s data has no digits".formatted(part));
    }
    float[] pixels = new float[images.bytes().length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = normalise(images.bytes()[i] & 0xff);
    }
    long[] classes = new long[n];
    for (int i = 0; i < n; i++) {
      classes[i] = labels.bytes()[i] & 0xff;
      if (classes[i] >= CLASSES) {
        throw new DemoException(
            "the %s data is damaged: label %d is %d, not a digit".formatted(part, i, classes[i]));
      }
    }
    return new Digits(Tensor.of(pixels, n, 1, SIZE, SIZE), Tensor.of(classes, n));
  }

  /** A pixel from 0 (paper) to 255 (ink), normalised for the models. */
  static float normalise(int pixel) {
    return (pixel / 255f - MEAN) / DEVIATION;
  }

  /** The digits {@code first} to {@code first + count}, exclusive. */
  Digits slice(int first, int count) {
    return new Digits(images.narrow(0, first, count), labels.narrow(0, first, count));
  }

  /** The pixels of one digit, from 0 (paper) to 1 (ink), row by row. */
  float[] pixels(int index) {
    return images.narrow(0, index, 1).mul(DEVIATION).add(MEAN).toFloats();
  }

  int count() {
    return images.size(0);
  }

  TensorDataset dataset() {
    return TensorDataset.of(images, labels);
  }
}
