package dev.forja.nn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forja.kernel.ChildJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** How many methods there are between the call of a layer and the innermost loop. */
class CallDepthTest {
  private static final Pattern LISTED = Pattern.compile("(?m)^\\d+\\. `(\\w+\\.\\w+)`");

  /** The interpreter shows each method on the stack; a compiler would put one into the other. */
  @Test
  void theListInTheDocsIsTheStackOfARunningThread() throws Exception {
    String text = Files.readString(Path.of("..", "docs", "ARCHITECTURE.md"));
    String list = text.substring(text.indexOf("<!-- from Linear.call to the tile -->"));
    List<String> documented =
        LISTED
            .matcher(list.substring(0, list.indexOf("\n## ")))
            .results()
            .map((MatchResult method) -> method.group(1))
            .toList();

    assertThat(
            ChildJvm.run(
                CallDepth.class,
                "-Xint",
                "--add-modules=jdk.incubator.vector",
                "-Dforja.kernels=vector",
                "-Dforja.threads=2"))
        .isEqualTo(documented)
        .hasSizeLessThanOrEqualTo(18);
  }
}
