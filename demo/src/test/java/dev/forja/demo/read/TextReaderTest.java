package dev.forja.demo.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Font;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Reads pictures of text in several fonts, sizes and directions, with and without noise. */
class TextReaderTest {
  private static final TextReader READER = new TextReader();

  private static final List<TextPicture> PICTURES =
      List.of(
          new TextPicture(Font.SANS_SERIF, Font.PLAIN, 24, 0, 0, false),
          new TextPicture(Font.SERIF, Font.PLAIN, 20, 0, 0, false),
          new TextPicture(Font.MONOSPACED, Font.BOLD, 18, 0, 0, true),
          new TextPicture(Font.SANS_SERIF, Font.BOLD, 14, 0, 0, false),
          new TextPicture(Font.SERIF, Font.ITALIC, 48, 0, 0, false),
          new TextPicture(Font.SANS_SERIF, Font.PLAIN, 24, 7, 0, false),
          new TextPicture(Font.SERIF, Font.BOLD, 28, -12, 8, false),
          new TextPicture(Font.SANS_SERIF, Font.PLAIN, 24, 180, 0, true),
          new TextPicture(Font.SANS_SERIF, Font.PLAIN, 22, 90, 0, false),
          new TextPicture(Font.SERIF, Font.PLAIN, 26, 0, 20, false),
          new TextPicture(Font.MONOSPACED, Font.PLAIN, 20, 3, 12, true));

  @Test
  void readsTextInSeveralFontsSizesAndDirections() {
    int wrong = 0;
    int all = 0;
    List<Double> worst = new ArrayList<>();
    for (TextPicture picture : PICTURES) {
      List<Line> lines = READER.read(picture.draw());
      String found = text(lines, picture.degrees());
      String expected = String.join("\n", picture.lines());
      int edits = Edits.between(expected, found);
      wrong += edits;
      all += expected.length();
      worst.add(1 - (double) edits / expected.length());
      System.out.printf(
          "%s: %.1f %% of the characters are right: %s%n",
          picture, 100 * worst.getLast(), found.replace('\n', '|'));
    }
    System.out.printf(
        "%d pictures: %.1f %% of %d characters are right%n",
        PICTURES.size(), 100.0 * (all - wrong) / all, all);
    assertThat(1 - (double) wrong / all).isGreaterThan(0.85);
    assertThat(worst).allSatisfy(each -> assertThat(each).isGreaterThan(0.7));
  }

  /** In pictures that are turned, lines come from another side. */
  private static String text(List<Line> lines, double degrees) {
    List<Line> ordered = new ArrayList<>(lines);
    if (degrees == 180) {
      ordered = ordered.reversed();
    }
    if (degrees == 90) {
      ordered.sort((a, b) -> Double.compare(b.box().x(), a.box().x()));
    }
    return ordered.stream().map(Line::text).collect(Collectors.joining("\n"));
  }

  @Test
  void aPictureWithoutTextGivesNoLines() {
    for (int size : new int[] {1, 5, 200}) {
      BufferedImage empty = new BufferedImage(size, 2 * size, BufferedImage.TYPE_INT_ARGB);
      assertThat(READER.read(empty)).isEmpty();
    }
  }

  @Test
  void aBoxLiesAroundItsLine() {
    BufferedImage picture =
        new TextPicture(List.of("Moby Dick"), Font.SERIF, Font.PLAIN, 30, 20, 0, false).draw();
    Line line = READER.read(picture).getFirst();
    assertThat(line.text()).isEqualToIgnoringWhitespace("Moby Dick");
    assertThat(line.confidence()).isBetween(0.5, 1.0);
    assertThat(Math.toDegrees(line.box().angle())).isBetween(16.0, 24.0);
    assertThat(line.box().width()).isBetween(100.0, 220.0);
    assertThat(line.box().height()).isBetween(20.0, 60.0);
  }
}
