package dev.forja.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forja.kernel.parallel.Parallel;
import dev.forja.nn.Linear;
import dev.forja.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** How many methods lie between the call of a layer and the innermost loop, seen at run time. */
class CallDepthTest {
  private static final int MOST = 18;

  private static final Path DOCUMENT = Path.of("..", "docs", "ARCHITECTURE.md");

  /** The micro-kernel of a whole tile: which one depends on the registers of the machine. */
  private static final Pattern TILE = Pattern.compile("Tile[48]x3\\.run");

  private static final Pattern LINE = Pattern.compile("\\d+\\. `([\\w.]+)`.*");

  /** The methods from {@code Linear.call} to a tile, taken from a thread that computes one. */
  private static List<String> seen() throws InterruptedException {
    Linear layer = Linear.of(512, 480);
    Tensor input = Tensor.ones(256, 512);
    Thread computing =
        Thread.ofPlatform()
            .start(
                () -> {
                  while (!Thread.interrupted()) {
                    layer.call(input);
                  }
                });
    try {
      while (computing.isAlive()) {
        List<String> methods =
            Arrays.stream(computing.getStackTrace()).map(CallDepthTest::method).toList();
        int tile = first(methods, TILE);
        int call = methods.indexOf("Linear.call");
        if (tile >= 0 && call > tile && methods.contains("VectorMatmul.addmmPacked")) {
          return new ArrayList<>(methods.subList(tile, call + 1)).reversed();
        }
      }
      throw new AssertionError("the layer failed; its error is printed above");
    } finally {
      computing.interrupt();
      computing.join();
    }
  }

  private static String method(StackTraceElement frame) {
    return frame.getClassName().replaceAll(".*[.$]", "") + "." + frame.getMethodName();
  }

  private static int first(List<String> methods, Pattern wanted) {
    for (int i = 0; i < methods.size(); i++) {
      if (wanted.matcher(methods.get(i)).matches()) {
        return i;
      }
    }
    return -1;
  }

  private static List<String> documented() throws IOException {
    return Files.readAllLines(DOCUMENT).stream()
        .dropWhile(line -> !line.equals("<!-- from Linear.call to the tile -->"))
        .map(LINE::matcher)
        .filter(Matcher::matches)
        .map(line -> line.group(1))
        .toList();
  }

  @Test
  void fromALayerToTheInnermostLoopThereAreFewMethods() throws Exception {
    List<String> seen = new ArrayList<>(seen());
    seen.set(seen.size() - 1, TILE.matcher(seen.getLast()).replaceFirst("Tile8x3.run"));
    List<String> documented = new ArrayList<>(documented());
    assertThat(documented).as("the list in %s", DOCUMENT).hasSizeLessThanOrEqualTo(MOST);
    if (Parallel.threads() == 1) {
      documented.remove("Job.work");
    }
    assertThat(seen).as("the methods, of which %s has the list", DOCUMENT).isEqualTo(documented);
  }
}
