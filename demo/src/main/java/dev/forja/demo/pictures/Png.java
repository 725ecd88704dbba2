package dev.forja.demo.pictures;

import dev.forja.demo.DemoException;
import java.awt.image.BufferedImage;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import javax.imageio.ImageIO;

/** Writes pictures, completely or not at all. */
public final class Png {
  private Png() {}

  /** Refuses a file that cannot be written, before the work for it begins. */
  public static void check(Path file) {
    String begin = "cannot write the picture " + file + ": ";
    if (Files.isDirectory(file)) {
      throw new DemoException(begin + "it is a folder; give the name of a file in it");
    }
    if (!file.toString().toLowerCase(Locale.ROOT).endsWith(".png")) {
      throw new DemoException(begin + "it is written as PNG; give a name that ends in .png");
    }
    Path folder = file.toAbsolutePath().getParent();
    while (folder != null && !Files.exists(folder)) {
      folder = folder.getParent();
    }
    if (folder == null || !Files.isDirectory(folder)) {
      throw new DemoException(begin + folder + " is not a folder");
    }
    if (!Files.isWritable(folder)) {
      throw new DemoException(begin + "the folder " + folder + " may not be written to");
    }
  }

  /** Writes a picture, and creates its folder if necessary. */
  public static void write(BufferedImage image, Path file) {
    Path unfinished = file.resolveSibling(file.getFileName() + ".part");
    try (Closeable _ = () -> Files.deleteIfExists(unfinished)) {
      Files.createDirectories(file.toAbsolutePath().getParent());
      try (OutputStream out = Files.newOutputStream(unfinished)) {
        ImageIO.write(image, "png", out);
      }
      Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException failed) {
      throw DemoException.of("cannot write the picture " + file, failed);
    }
  }
}
