package dev.forja.demo.pictures;

import dev.forja.demo.DemoException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** Reads pictures that a user gives, or says what is wrong with them. */
public final class PictureFile {
  private static final long MOST_PIXELS = 100_000_000;

  private PictureFile() {}

  /** Reads the first picture of a file. */
  public static BufferedImage read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new DemoException("there is no picture " + file);
    }
    if (!Files.isReadable(file)) {
      throw new DemoException(
          "cannot read the picture %s: permission denied; let yourself read the file"
              .formatted(file));
    }
    try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw new DemoException(file + " is not a PNG, JPEG, GIF or BMP picture");
      }
      ImageReader reader = readers.next();
      reader.setInput(in);
      long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
      if (pixels > MOST_PIXELS) {
        throw new DemoException(
            "the picture %s has %,d pixels; give one with at most %,d"
                .formatted(file, pixels, MOST_PIXELS));
      }
      return reader.read(0);
    } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException damaged) {
      throw new DemoException("the picture " + file + " is damaged and cannot be read", damaged);
    }
  }
}
