package dev.forja.demo.read;

import dev.forja.onnx.OnnxGraph;
import dev.forja.tensor.NoGrad;
import dev.forja.tensor.Tensor;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/** Reads a line of text. */
final class Recogniser {
  private static final int HEIGHT = 48;
  private static final int LEAST_WIDTH = 48;
  private static final int MOST_WIDTH = 3200;
  private static final float[] HALVES = {0.5f, 0.5f, 0.5f};

  private final OnnxGraph network = Networks.load("ch_PP-OCRv4_rec_infer.onnx");
  private final CtcDecoder decoder;

  Recogniser() {
    List<String> characters = new ArrayList<>(Networks.lines("ppocr_keys_v1.txt"));
    characters.add(" ");
    decoder = new CtcDecoder(characters);
  }

  /** The text of an upright line in a box. */
  Line read(BufferedImage line, Box box) {
    double width = (double) HEIGHT * line.getWidth() / line.getHeight();
    int scaled = Math.clamp(Math.round(width), 1, MOST_WIDTH);
    Tensor pixels =
        Pixels.tensor(
            Pixels.scaled(line, scaled, HEIGHT), Math.max(scaled, LEAST_WIDTH), HALVES, HALVES);
    Tensor likely = NoGrad.call(() -> network.call(pixels)); // [1, places, characters]
    return decoder.decode(likely, box);
  }
}
