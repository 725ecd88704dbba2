package dev.forja.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every layer, and every method that returns tensors, declares what it does to their shapes. */
class ShapeRulesTest {
  private static final Path MAIN = Path.of("src/main/java/dev/forja");

  /** A marked method of a layer, including the annotations before it. */
  private static final Pattern ENTRY =
      Pattern.compile(
          "@Forward\\b[^\\n]*\\n((?:  @.*\\n| +(?:\\+ )?\"[^\\n]*\\n)*)  [\\w<>]+ (\\w+)\\(");

  private static final Pattern METHOD =
      Pattern.compile(
          "\\n((?:  @.*\\n| +(?:\\+ )?\"[^\\n]*\\n)*)  (?:public static|public final|default)"
              + " (?:@Nullable )?(?:Tensor|List<Tensor>|Ranked|ValuesAndIndices) (\\w+)\\(([^)]*)");

  /**
   * Methods without a rule: any op, any index, a given array, and a method whose result is not a
   * function of shapes.
   */
  private static final Set<String> WITHOUT =
      Set.of("apply(Op op, Tensor... inputs", "get(Index... indices", "of(NdArray array", "grad(");

  private static List<Path> files(String folder) throws IOException {
    try (Stream<Path> files = Files.list(MAIN.resolve(folder))) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
  }

  @Test
  void everyEntryOfALayerHasAContractOrARule() throws IOException {
    List<String> without = new ArrayList<>();
    int found = 0;
    for (Path file : files("nn")) {
      Matcher entry = ENTRY.matcher(Files.readString(file));
      while (entry.find()) {
        found++;
        if (!entry.group(1).contains("@Shape")) {
          without.add(file.getFileName() + ": " + entry.group(2));
        }
      }
    }
    assertThat(without).isEmpty();
    assertThat(found).isGreaterThan(50);
  }

  @Test
  void everyMethodThatGivesTensorsHasARule() throws IOException {
    List<String> without = new ArrayList<>();
    int found = 0;
    for (Path file : files("tensor")) {
      String text = Files.readString(file);
      boolean family = text.contains("sealed interface") && text.contains("permits Tensor");
      if (family || file.endsWith("Tensor.java")) {
        Matcher method = METHOD.matcher(text);
        while (method.find()) {
          found++;
          String signature = method.group(2) + "(" + method.group(3).strip();
          if (!method.group(1).contains("@ShapeRule") && !WITHOUT.contains(signature)) {
            without.add(file.getFileName() + ": " + signature);
          }
        }
      }
    }
    assertThat(without).isEmpty();
    assertThat(found).isGreaterThan(180);
  }
}
