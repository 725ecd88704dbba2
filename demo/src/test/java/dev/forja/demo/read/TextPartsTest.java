package dev.forja.demo.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.forja.tensor.Tensor;
import java.awt.geom.Point2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The parts between the networks: boxes, their order, and decoding. */
class TextPartsTest {
  private static final Box ANYWHERE = new Box(0, 0, 1, 1, 0);

  @Test
  void repetitionsAreOneCharacterUnlessABlankIsBetweenThem() {
    CtcDecoder decoder = new CtcDecoder(List.of("a", "b", " "));
    int[] classes = {0, 1, 1, 0, 1, 2, 2, 3, 0, 3, 1, 3, 0};
    float[] likely = new float[classes.length * 4];
    for (int i = 0; i < classes.length; i++) {
      likely[i * 4 + classes[i]] = 0.5f;
    }
    Line line = decoder.decode(Tensor.of(likely, 1, classes.length, 4), ANYWHERE);
    assertThat(line.text()).isEqualTo("aab  a");
    assertThat(line.confidence()).isEqualTo(0.5);
    assertThat(decoder.decode(Tensor.of(new float[] {1, 0, 0, 0}, 1, 1, 4), ANYWHERE))
        .isEqualTo(new Line("", 0, ANYWHERE));
  }

  /** Among turned rectangles around the pixels, none that is tried at random is smaller. */
  @Test
  void theSmallestBoxHoldsAllPixelsAndNoOtherIsSmaller() {
    Random random = new Random(3);
    for (int round = 0; round < 200; round++) {
      List<Integer> pixels = new ArrayList<>();
      int count = 1 + random.nextInt(20);
      for (int i = 0; i < count; i++) {
        pixels.add(random.nextInt(40) * 50 + random.nextInt(50));
      }
      Box box = SmallestBox.around(pixels, 50);
      assertThat(Math.abs(box.angle())).isLessThanOrEqualTo(Math.PI / 2 + 1e-9);
      for (int pixel : pixels) {
        int row = pixel / 50;
        Point2D middle = new Point2D.Double(pixel % 50 + 0.5, row + 0.5);
        Point2D inside = box.upright().transform(middle, null);
        assertThat(inside.getX()).isBetween(0.0, box.width());
        assertThat(inside.getY()).isBetween(0.0, box.height());
      }
      double angle = random.nextDouble() * Math.PI;
      assertThat(box.width() * box.height()).isLessThanOrEqualTo(area(pixels, angle) + 1e-6);
    }
  }

  private static double area(List<Integer> pixels, double angle) {
    double left = Double.POSITIVE_INFINITY;
    double right = Double.NEGATIVE_INFINITY;
    double top = Double.POSITIVE_INFINITY;
    double bottom = Double.NEGATIVE_INFINITY;
    for (int pixel : pixels) {
      for (int corner = 0; corner < 4; corner++) {
        int x = pixel % 50 + corner % 2;
        int y = pixel / 50 + corner / 2;
        double along = x * Math.cos(angle) + y * Math.sin(angle);
        double across = y * Math.cos(angle) - x * Math.sin(angle);
        left = Math.min(left, along);
        right = Math.max(right, along);
        top = Math.min(top, across);
        bottom = Math.max(bottom, across);
      }
    }
    return (right - left) * (bottom - top);
  }

  @Test
  void groupsOfLikelyPixelsBecomeBoxesThatGrow() {
    float[] likely = new float[40 * 60];
    for (int i = 0; i < 24; i++) {
      for (int row = 0; row < 5; row++) {
        likely[(10 + row) * 60 + 4 + i] = 0.9f; // a line
        likely[(25 + row) * 60 + 30 + i] = 0.4f; // not sure enough
      }
    }
    likely[0] = 1; // too small
    List<Box> boxes = TextRegions.of(likely, 60, 40).boxes();
    assertThat(boxes).hasSize(1);
    Box box = boxes.getFirst();
    assertThat(box.x()).isCloseTo(16, within(1e-9));
    assertThat(box.y()).isCloseTo(12.5, within(1e-9));
    double margin = 1.6 * 24 * 5 / (2 * (24 + 5));
    assertThat(box.width()).isCloseTo(24 + 2 * margin, within(1e-9));
    assertThat(box.height()).isCloseTo(5 + 2 * margin, within(1e-9));
  }

  @Test
  void boxesAreReadInRows() {
    Box a = new Box(10, 20, 10, 10, 0);
    Box b = new Box(50, 17, 10, 10, 0);
    Box c = new Box(5, 40, 10, 10, 0);
    Box d = new Box(90, 22, 10, 10, 0);
    assertThat(ReadingOrder.of(List.of(c, d, b, a))).containsExactly(a, b, d, c);
    assertThat(ReadingOrder.of(List.of())).isEmpty();
  }

  @Test
  void aBoxIsScaledWithItsPicture() {
    Box box = new Box(10, 20, 30, 10, Math.PI / 2).scaled(2, 3);
    assertThat(box.x()).isEqualTo(20);
    assertThat(box.y()).isEqualTo(60);
    assertThat(box.width()).isCloseTo(90, within(1e-9));
    assertThat(box.height()).isCloseTo(20, within(1e-9));
  }
}
