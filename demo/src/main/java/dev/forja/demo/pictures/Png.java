package dev.forja.demo.pictures;

import dev.forja.demo.DemoException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import javax.imageio.ImageIO;

/** Writes pictures, completely or not at all. */
public final class Png {
  private Png() {}

  /** Writes a picture, and creates its folder if necessary. */
  public static void write(BufferedImage image, Path file) {
    Path unfinished = file.resolveSibling(file.getFileName() + ".part");
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      ImageIO.write(image, "png", unfinished.toFile());
      Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException failed) {
      throw new DemoException(
          "cannot write the picture " + file + ": " + failed.getMessage(), failed);
    }
  }
}
