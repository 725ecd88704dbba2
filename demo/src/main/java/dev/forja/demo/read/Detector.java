package dev.forja.demo.read;

import dev.forja.onnx.OnnxGraph;
import dev.forja.tensor.NoGrad;
import dev.forja.tensor.Tensor;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * Finds the lines of text in a picture. The network says for each pixel how likely it belongs to
 * the middle of a line ("Real-time Scene Text Detection with Differentiable Binarization", Liao and
 * others, 2020).
 */
final class Detector {
  /** The network halves sizes five times. */
  private static final int STEP = 32;

  private static final int LONGEST = 960;
  private static final int SHORTEST = 320;
  private static final float[] MEANS = {0.485f, 0.456f, 0.406f};
  private static final float[] DEVIATIONS = {0.229f, 0.224f, 0.225f};

  private final OnnxGraph network = Networks.load("ch_PP-OCRv4_det_infer.onnx");

  /** The boxes of the lines, as they are read: from top to bottom, from left to right. */
  List<Box> find(BufferedImage picture) {
    int width = picture.getWidth();
    int height = picture.getHeight();
    double larger = Math.max(1, (double) SHORTEST / Math.min(width, height));
    double scale = Math.min(larger, (double) LONGEST / Math.max(width, height));
    int scaledWidth = rounded(width * scale);
    int scaledHeight = rounded(height * scale);
    Tensor pixels =
        Pixels.tensor(
            Pixels.scaled(picture, scaledWidth, scaledHeight), scaledWidth, MEANS, DEVIATIONS);
    Tensor likely = NoGrad.call(() -> network.call(pixels)); // [1, 1, height, width]
    List<Box> boxes =
        TextRegions.of(likely.toFloats(), scaledWidth, scaledHeight).boxes().stream()
            .map(box -> box.scaled((double) width / scaledWidth, (double) height / scaledHeight))
            .toList();
    return ReadingOrder.of(boxes);
  }

  private static int rounded(double size) {
    return Math.max(STEP, STEP * (int) Math.round(size / STEP));
  }
}
