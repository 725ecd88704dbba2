package dev.forja.demo.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.forja.demo.CommandRun;
import java.awt.Font;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as its user meets it: what it prints and writes, and how it fails. */
class ReadCommandTest {
  @TempDir private Path directory;

  private Path picture(String name, BufferedImage image, String format) throws IOException {
    Path file = directory.resolve(name);
    assertThat(ImageIO.write(image, format, file.toFile())).isTrue();
    return file;
  }

  private Path text() throws IOException {
    TextPicture drawn = new TextPicture(Font.SANS_SERIF, Font.PLAIN, 24, 0, 0, false);
    return picture("text.png", drawn.draw(), "png");
  }

  private CommandRun read(Path picture) {
    return CommandRun.of(
        "read", picture.toString(), "--out", directory.resolve("out/boxes.png").toString());
  }

  @Test
  void printsLinesWithConfidenceAndDrawsBoxes() throws IOException {
    Path file = text();
    CommandRun run = read(file);
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    assertThat(run.out().lines()).hasSize(4);
    assertThat(run.out().lines().limit(3)).allMatch(line -> line.matches("[01]\\.\\d\\d  .+"));
    assertThat(run.out()).contains("Ishmael", "1851", "picture with boxes: ");
    BufferedImage before = ImageIO.read(file.toFile());
    BufferedImage after = ImageIO.read(directory.resolve("out/boxes.png").toFile());
    assertThat(after.getWidth()).isEqualTo(before.getWidth());
    assertThat(after.getHeight()).isEqualTo(before.getHeight());
    int[] changed = {0};
    for (int i = 0; i < before.getWidth() * before.getHeight(); i++) {
      int x = i % before.getWidth();
      int y = i / before.getWidth();
      changed[0] += before.getRGB(x, y) == after.getRGB(x, y) ? 0 : 1;
    }
    assertThat(changed[0]).isBetween(300, before.getWidth() * before.getHeight() / 4);
  }

  @Test
  void aJpegAndAPictureWithTransparencyAreRead() throws IOException {
    BufferedImage drawn = new TextPicture(Font.SERIF, Font.BOLD, 26, 0, 0, false).draw();
    assertThat(read(picture("text.jpg", drawn, "jpg")).out()).contains("Ishmael");
    BufferedImage clear =
        new BufferedImage(drawn.getWidth(), drawn.getHeight(), BufferedImage.TYPE_INT_ARGB);
    for (int i = 0; i < drawn.getWidth() * drawn.getHeight(); i++) {
      int x = i % drawn.getWidth();
      int y = i / drawn.getWidth();
      int ink = 255 - (drawn.getRGB(x, y) & 0xff);
      clear.setRGB(x, y, ink << 24); // black ink on nothing
    }
    assertThat(read(picture("clear.png", clear, "png")).out()).contains("Ishmael");
  }

  @Test
  void badPicturesAreOneSentence() throws IOException {
    read(directory.resolve("nowhere.png")).assertFails("there is no picture ");
    read(directory).assertFails("there is no picture ");
    Path words = Files.writeString(directory.resolve("words.png"), "no picture at all");
    read(words).assertFails("is not a PNG, JPEG, GIF or BMP picture");
    Path nothing = Files.createFile(directory.resolve("nothing.png"));
    read(nothing).assertFails("is not a PNG, JPEG, GIF or BMP picture");
    byte[] whole = Files.readAllBytes(text());
    Path half = Files.write(directory.resolve("half.png"), Arrays.copyOf(whole, whole.length / 2));
    read(half).assertFails("is damaged and cannot be read");
    Path huge = Files.write(directory.resolve("huge.png"), header(60_000, 50_000));
    read(huge).assertFails("has 3,000,000,000 pixels; give one with at most 100,000,000");
    assertThat(directory.resolve("out")).doesNotExist();
  }

  @Test
  void aPictureWithoutTextIsOneSentence() throws IOException {
    Path empty = picture("empty.png", new BufferedImage(90, 60, BufferedImage.TYPE_INT_RGB), "png");
    read(empty).assertFails("no text was found in the picture ");
    Path dot = picture("dot.png", new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB), "png");
    read(dot).assertFails("no text was found in the picture ");
  }

  @Test
  void aFolderThatMayNotBeWrittenIsOneSentence() throws IOException {
    Path file = text();
    CommandRun.of("read", file.toString(), "--out", directory.toString())
        .assertFails("it is a folder; give the name of a file in it");
    CommandRun.of("read", file.toString(), "--out", directory.resolve("boxes.jpg").toString())
        .assertFails("give a name that ends in .png");
    Path closed = Files.createDirectory(directory.resolve("closed"));
    assertThat(closed.toFile().setWritable(false)).isTrue();
    assumeTrue(!Files.isWritable(closed), "this user may write everywhere");
    CommandRun.of("read", file.toString(), "--out", closed.resolve("boxes.png").toString())
        .assertFails("may not be written to");
  }

  @Test
  void aPictureMustBeGiven() {
    CommandRun run = CommandRun.of("read");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).startsWith("error: Missing required parameter: 'PICTURE'");
  }

  /** The begin of a PNG file that says a size. */
  private static byte[] header(int width, int height) {
    ByteBuffer chunk = ByteBuffer.allocate(17);
    chunk.put(new byte[] {'I', 'H', 'D', 'R'}).putInt(width).putInt(height);
    chunk.put(new byte[] {8, 2, 0, 0, 0});
    CRC32 sum = new CRC32();
    sum.update(chunk.array());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0, 0, 13});
    bytes.writeBytes(chunk.array());
    bytes.writeBytes(ByteBuffer.allocate(4).putInt((int) sum.getValue()).array());
    return bytes.toByteArray();
  }
}
