package dev.forja.demo.digits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forja.demo.DemoException;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UserPictureTest {
  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({
    "28, 28, #ffffff, #000000",
    "300, 200, #ffffff, #202060",
    "90, 400, #101010, #f0f0f0",
    "640, 480, #c8b090, #7a2010",
    "9, 9, #000000, #ffffff"
  })
  void aStrokeOfAnyColourAndSizeIsInkInTheMiddle(int width, int height, String paper, String ink)
      throws IOException {
    int[] pixels = UserPicture.read(stroke(width, height, Color.decode(paper), Color.decode(ink)));
    double mass = Arrays.stream(pixels).sum();
    double x = 0;
    double y = 0;
    for (int i = 0; i < pixels.length; i++) {
      x += pixels[i] * (i % 28 + 0.5) / mass;
      y += pixels[i] * (i / 28.0) / mass;
    }
    assertThat(Arrays.stream(pixels).max().orElseThrow()).isGreaterThan(200);
    assertThat(pixels[0]).isZero();
    assertThat(x).isBetween(13.0, 15.0);
    assertThat(y).isBetween(13.0, 15.0);
    long rows = Arrays.stream(rowSums(pixels)).filter(sum -> sum > 0).count();
    assertThat(rows).isBetween(18L, 20L);
  }

  private static int[] rowSums(int[] pixels) {
    int[] sums = new int[28];
    for (int i = 0; i < pixels.length; i++) {
      sums[i / 28] += pixels[i];
    }
    return sums;
  }

  /** A vertical stroke off the middle. */
  private Path stroke(int width, int height, Color paper, Color ink) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(paper);
    graphics.fillRect(0, 0, width, height);
    graphics.setColor(ink);
    graphics.setStroke(new BasicStroke(Math.max(1, height / 12f), BasicStroke.CAP_BUTT, 0));
    graphics.drawLine(width / 3, height / 4, width / 3, height * 3 / 4);
    graphics.dispose();
    Path file = directory.resolve("stroke.png");
    ImageIO.write(image, "png", file.toFile());
    return file;
  }

  @Test
  void whatIsNoPictureIsOneSentence() throws IOException {
    assertThatThrownBy(() -> UserPicture.read(directory.resolve("nowhere.png")))
        .isInstanceOf(DemoException.class)
        .hasMessageContaining("there is no picture");
    Path text = Files.writeString(directory.resolve("text.png"), "hello");
    assertThatThrownBy(() -> UserPicture.read(text))
        .hasMessageContaining("is not a PNG, JPEG, GIF or BMP picture");
    byte[] whole = Files.readAllBytes(stroke(60, 60, Color.WHITE, Color.BLACK));
    Path cut = Files.write(directory.resolve("cut.png"), Arrays.copyOf(whole, whole.length / 3));
    assertThatThrownBy(() -> UserPicture.read(cut)).hasMessageContaining("cannot be read");
    Path blank = stroke(60, 60, Color.WHITE, Color.WHITE);
    assertThatThrownBy(() -> UserPicture.read(blank)).hasMessageContaining("shows no digit");
  }
}
