package dev.forja.demo.read;

import dev.forja.onnx.OnnxGraph;
import dev.forja.tensor.NoGrad;
import dev.forja.tensor.Tensor;
import java.awt.image.BufferedImage;

/** Says whether a line of text is upside down. */
final class AngleClassifier {
  private static final int HEIGHT = 48;
  private static final int WIDTH = 192;
  private static final double SURE = 0.9;
  private static final float[] HALVES = {0.5f, 0.5f, 0.5f};

  private final OnnxGraph network = Networks.load("ch_ppocr_mobile_v2.0_cls_infer.onnx");

  /** The line, turned if it was upside down. */
  BufferedImage upright(BufferedImage line) {
    double width = (double) HEIGHT * line.getWidth() / line.getHeight();
    int scaled = Math.clamp(Math.round(width), 1, WIDTH);
    Tensor pixels = Pixels.tensor(Pixels.scaled(line, scaled, HEIGHT), WIDTH, HALVES, HALVES);
    Tensor likely = NoGrad.call(() -> network.call(pixels)); // [1, 2]: upright, upside down
    return likely.toFloats()[1] > SURE ? Pixels.turned(line) : line;
  }
}
