package dev.forja.module;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forja.Activations;
import dev.forja.GlobalHooks;
import dev.forja.HookHandle;
import dev.forja.HookScope;
import dev.forja.Selector;
import dev.forja.nn.Linear;
import dev.forja.tensor.NoGrad;
import dev.forja.tensor.Tensor;
import dev.forja.tensor.Workspace;
import dev.forja.trace.Dim;
import dev.forja.trace.Graph;
import dev.forja.trace.Profile;
import dev.forja.trace.Replay;
import dev.forja.trace.Trace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of the documentation that watch a model, word for word. */
class WatchingTest {
  private final List<String> log = new ArrayList<>();

  private void log(String path, int... shape) {
    log.add(path + Arrays.toString(shape));
  }

  @Test
  void theReadmesWordsOnWatchingWork() throws Exception {
    Models_MlpInvoker model = Models_MlpInvoker.of(784, 256, 10);
    Tensor images = Tensor.rand(32, 784);
    // [watching
    try (HookHandle _ = model.hidden().observeForward((self, args, y) -> log("h", y.shape()))) {
      model.call(images); // one module, until the handle is closed
    }
    HookScope.on(Linear.CALL)
        .observeForward((self, args, y) -> log(self.path(), y.shape()))
        .run(() -> model.call(images)); // every Linear, for this call, on this thread
    var seen = Activations.capture(model, Selector.of(Linear.CALL), () -> model.call(images));
    Tensor hidden = seen.at("hidden"); // and seen.result() is what the call returned
    HookHandle everywhere =
        GlobalHooks.on(Linear.CALL).observeForward((self, args, y) -> log("any", y.shape()));
    model.observeFullBackward((self, gradIn, gradOut) -> log("grad", gradOut.size()));
    // watching]
    model.call(images).sum().backward();
    everywhere.remove();
    assertThat(hidden.shape()).containsExactly(32, 256);
    assertThat(log)
        .containsExactly(
            "h[32, 256]",
            "hidden[32, 256]",
            "out[32, 10]",
            "any[32, 256]",
            "any[32, 10]",
            "grad[1]");
  }

  private void send(float... values) {
    log.add("sent " + values.length);
  }

  @Test
  void theReadmesWordsOnWorkspacesWork() {
    Models_MlpInvoker model = Models_MlpInvoker.of(784, 256, 10);
    Tensor images = Tensor.rand(32, 784);
    Tensor kept;
    // [workspace
    try (Workspace workspace = Workspace.open()) {
      send(model.call(images).toFloats()); // copies leave the block
      kept = workspace.keep(model.hidden().call(images)); // and so does what is kept
    }
    // workspace]
    assertThat(log).containsExactly("sent 320");
    assertThat(kept.toFloats()).isEqualTo(model.hidden().call(images).toFloats());
  }

  @Test
  void theReadmesWordsOnTracingWork(@TempDir Path folder) throws Exception {
    Models_MlpInvoker model = Models_MlpInvoker.of(784, 256, 10);
    Tensor images = Tensor.rand(32, 784);
    // [tracing
    UnaryOperator<Tensor> fast = Replay.of(model); // traces each size that comes, then runs that
    Tensor logits = NoGrad.call(() -> fast.apply(images));

    Graph graph = Trace.record(() -> model.call(images));
    String table = graph.toString(); // each op under the path of the module that issued it
    String chart = graph.mermaid(); // or graphviz()
    Tensor same = graph.run(images).getFirst(); // again, on memory that was planned ahead
    Graph open =
        Trace.dynamic(
            inputs -> model.call(inputs.getFirst()),
            sizes -> List.of(Tensor.rand(sizes[0], 784)),
            Dim.of("batch", 1, 512)); // one graph for each batch of up to 512, and proven so
    Profile profile = Profile.of(model, images); // time and memory by module and by op
    Files.writeString(folder.resolve("flames.svg"), profile.svg());
    // tracing]
    assertThat(table).contains("hidden  ", "linear", "[32, 256]");
    assertThat(chart).startsWith("flowchart");
    assertThat(same.toFloats()).isEqualTo(model.call(images).toFloats());
    assertThat(logits.toFloats()).isEqualTo(same.toFloats());
    assertThat(open.run(images).getFirst().toFloats()).isEqualTo(same.toFloats());
    assertThat(folder.resolve("flames.svg")).content().contains("out (Linear)");
  }

  @Test
  void theDocumentationHasTheseWords() throws Exception {
    assertSame("MODELS.md", "Watching", "watching");
    assertSame("PERFORMANCE.md", "Workspace", "workspace");
    assertSame("TRACING.md", "Tracing", "tracing");
  }

  private static void assertSame(String page, String there, String here) throws Exception {
    String block = "<!-- %s -->\n```java\n(.*?)```".formatted(there);
    String own = "// \\[%s\n(.*?)    // %s\\]".formatted(here, here);
    assertThat(between(Path.of("../docs", page), block))
        .isEqualTo(
            between(Path.of("src/test/java/dev/forja/module/WatchingTest.java"), own)
                .replaceAll("(?m)^    ", ""));
  }

  private static String between(Path file, String pattern) throws Exception {
    Matcher found = Pattern.compile(pattern, Pattern.DOTALL).matcher(Files.readString(file));
    assertThat(found.find()).as(file.toString()).isTrue();
    return found.group(1);
  }
}
