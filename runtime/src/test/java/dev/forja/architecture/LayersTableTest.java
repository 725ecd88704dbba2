package dev.forja.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of layers lists exactly the existing layers, in alphabetical order. */
class LayersTableTest {
  private static final Path TABLE = Path.of("../docs/LAYERS.md");
  private static final Path GUIDE = Path.of("../CONTRIBUTING.md");
  private static final Path SOURCES = Path.of("src/main/java/dev/forja/nn");
  private static final Pattern LAYER = Pattern.compile("@Forward\\(invoker = \"(\\w+)\"");
  private static final Pattern HAS_PARAMETERS =
      Pattern.compile(
          "(?m)^  final (@Nullable )?Parameter |extends (BatchNorm|InstanceNorm|Recurrent|RecurrentCell)State");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\w+)` \\|");

  private static List<String> found(Pattern pattern, String text) {
    List<String> names = new ArrayList<>();
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      names.add(matcher.group(1));
    }
    return names;
  }

  private static Collection<String> layers() throws IOException {
    Collection<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    try (Stream<Path> files = Files.list(SOURCES)) {
      for (Path file : files.toList()) {
        names.addAll(found(LAYER, Files.readString(file)));
      }
    }
    return names;
  }

  @Test
  void everyLayerHasARowAndEveryRowIsALayer() throws IOException {
    assertThat(found(ROW, Files.readString(TABLE))).containsExactlyElementsOf(layers());
  }

  /** {@code LayerStartTest} compares their initial parameters with PyTorch's distributions. */
  @Test
  void everyLayerWithParametersIsMadeInTheTestOfItsStart() throws IOException {
    String test = Files.readString(Path.of("src/test/java/dev/forja/nn/LayerStartTest.java"));
    int layers = 0;
    try (Stream<Path> files = Files.list(SOURCES)) {
      for (Path file : files.sorted().toList()) {
        String text = Files.readString(file);
        if (HAS_PARAMETERS.matcher(text).find()) {
          for (String name : found(LAYER, text)) {
            assertThat(test).containsPattern("\\b" + name + "\\.of\\(");
            layers++;
          }
        }
      }
    }
    assertThat(layers).isGreaterThan(15);
  }

  @Test
  void theExampleOfTheGuideIsTheFile() throws IOException {
    String file = Files.readString(SOURCES.resolve("LogSigmoidLayer.java"));
    assertThat(Files.readString(GUIDE))
        .contains(file.substring(file.indexOf("final class")).strip());
  }
}
