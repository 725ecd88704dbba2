package dev.forja.demo.read;

import dev.forja.demo.DemoException;
import dev.forja.demo.pictures.PictureFile;
import dev.forja.demo.pictures.Png;
import java.awt.image.BufferedImage;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads the text in a picture, with the networks of PP-OCR. */
@Command(
    name = "read",
    description =
        "Reads the text in a picture, with three networks of PP-OCR that Forja runs from their ONNX"
            + " files, and prints each line with its confidence, from 0 to 1.",
    mixinStandardHelpOptions = true)
public final class ReadCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "PICTURE",
      description = "A PNG, JPEG, GIF or BMP picture, with Chinese or Latin letters.")
  private Path picture = Path.of("");

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description =
          "The file for the picture with the boxes of the lines. Default: out/read/ and the name of"
              + " the picture, as PNG.")
  private @Nullable Path out;

  @Override
  public Integer call() {
    Path target = out == null ? Path.of("out", "read", pngName()) : out;
    Png.check(target);
    BufferedImage image = PictureFile.read(picture);
    List<Line> lines = new TextReader().read(image);
    if (lines.isEmpty()) {
      throw new DemoException(
          "no text was found in the picture %s: its letters may be too small, or too faint"
              .formatted(picture));
    }
    PrintWriter print = spec.commandLine().getOut();
    for (Line line : lines) {
      print.printf(Locale.ROOT, "%.2f  %s%n", line.confidence(), line.text());
    }
    Png.write(MarkedPicture.of(image, lines), target);
    print.printf("picture with boxes: %s%n", target);
    print.flush();
    return 0;
  }

  private String pngName() {
    String name = String.valueOf(picture.getFileName());
    int dot = name.lastIndexOf('.');
    return (dot > 0 ? name.substring(0, dot) : name) + ".png";
  }
}
