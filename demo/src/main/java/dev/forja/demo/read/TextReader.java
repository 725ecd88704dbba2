package dev.forja.demo.read;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/** Reads the text in pictures: finds the lines, turns them upright, and reads each. */
final class TextReader {
  /** Lines below this confidence are rarely text. */
  private static final double SURE = 0.5;

  private final Detector detector = new Detector();
  private final AngleClassifier angles = new AngleClassifier();
  private final Recogniser recogniser = new Recogniser();

  /** The lines in the order in which they are read; empty if there is no text. */
  List<Line> read(BufferedImage picture) {
    BufferedImage opaque = Pixels.onWhite(picture);
    List<Line> lines = new ArrayList<>();
    for (Box box : detector.find(opaque)) {
      BufferedImage cut = angles.upright(Pixels.cut(opaque, box));
      Line line = recogniser.read(cut, box);
      if (!line.text().isEmpty() && line.confidence() >= SURE) {
        lines.add(line);
      }
    }
    return lines;
  }
}
