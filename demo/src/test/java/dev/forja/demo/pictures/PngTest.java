package dev.forja.demo.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.forja.demo.DemoException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pictures are written completely or not at all, and refused before the work begins. */
class PngTest {
  private static final BufferedImage PICTURE = new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB);

  @TempDir private Path folder;

  private static void refuses(ThrowingCallable call, String sentence) {
    assertThatThrownBy(call).isInstanceOf(DemoException.class).hasMessageContaining(sentence);
  }

  @Test
  void whatCannotBeWrittenIsRefusedAtOnce() throws IOException {
    refuses(() -> Png.check(folder), "it is a folder; give the name of a file in it");
    refuses(() -> Png.check(folder.resolve("a.jpg")), "give a name that ends in .png");
    Path file = Files.createFile(folder.resolve("file"));
    refuses(() -> Png.check(file.resolve("a.png")), file + " is not a folder");
    Png.check(folder.resolve("new/a.PNG"));
    assertThat(folder.resolve("new")).doesNotExist();
  }

  @Test
  void aFolderWithoutPermissionIsRefusedAtOnce() throws IOException {
    Path closed = Files.createDirectory(folder.resolve("closed"));
    assertThat(closed.toFile().setWritable(false)).isTrue();
    assumeThat(Files.isWritable(closed)).as("the user may write everywhere").isFalse();
    refuses(() -> Png.check(closed.resolve("a.png")), "may not be written to");
    refuses(() -> Png.write(PICTURE, closed.resolve("a.png")), "a.png: permission denied");
  }

  @Test
  void aPictureThatCannotBeWrittenLeavesNothingBehind() throws IOException {
    Path inTheWay = folder.resolve("a.png");
    Files.createDirectories(inTheWay.resolve("full"));
    refuses(() -> Png.write(PICTURE, inTheWay), "cannot write the picture ");
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).containsExactly(inTheWay);
    }
    Path file = folder.resolve("new/b.png");
    Png.write(PICTURE, file);
    assertThat(file).isNotEmptyFile();
    assertThat(file.resolveSibling("b.png.part")).doesNotExist();
  }
}
