package dev.forja.demo.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forja.demo.digits.CnnInvoker;
import dev.forja.nn.Linear;
import dev.forja.nn.ReLU;
import dev.forja.nn.Sequential;
import dev.forja.tensor.NoGrad;
import dev.forja.tensor.Tensor;
import dev.forja.tensor.TensorFunction;
import dev.forja.trace.Graph;
import dev.forja.trace.Trace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** The page as its reader meets it, in a real browser. */
class TracePageTest {
  @TempDir private Path directory;

  private static Graph cnn() {
    CnnInvoker model = CnnInvoker.of();
    model.eval();
    Tensor images = Tensor.randn(2, 1, 28, 28);
    return NoGrad.call(() -> Trace.record(() -> model.call(images)));
  }

  @Test
  void namesThatLookLikePlacesOfThePageAreNames() {
    String page = TracePage.of("{{script}} {{data}}", "$1 {{style}}", cnn(), _ -> 0);
    assertThat(page).contains("{{script}} {{data}}").contains("$1 {{style}}");
  }

  private Browser open(String title, Graph graph) throws Exception {
    Path page = directory.resolve("trace.html");
    Files.writeString(
        page, TracePage.of(title, "two images", graph, node -> 1000L * (node.index() + 1)));
    return new Browser(page);
  }

  @Test
  void theCnnLoadsExpandsSearchesAndTellsWhatItKnows() throws Exception {
    Graph graph = cnn();
    try (Browser browser = open("CNN <of> \"digits\" & more", graph)) {
      assertThat(browser.element("h1").getText()).isEqualTo("CNN <of> \"digits\" & more");
      assertThat(browser.element("#summary").getText())
          .contains("two images", graph.nodes().size() + " ops", "FLOPs");
      assertThat(browser.nodes()).anyMatch(label -> label.startsWith("conv1\nConv2d"));
      assertThat(browser.edges()).contains("[2, 16, 28, 28]");
      assertThat(browser.overlaps()).isFalse();
      assertThat(browser.texts("#top .row")).hasSize(5);

      browser.element("#tree .row[data-key=m0] .twist").click();
      int folded = browser.texts("#tree .row").size();
      browser.element("#tree .row[data-key=m0] .twist").click();
      assertThat(folded).isEqualTo(1);
      assertThat(browser.texts("#tree .row").size()).isGreaterThan(10);

      int before = browser.nodes().size();
      browser.element("#expand").click();
      assertThat(browser.nodes().size()).isGreaterThan(before);
      assertThat(browser.nodes()).anyMatch(label -> label.startsWith("conv2d\n"));
      assertThat(browser.overlaps()).isFalse();
      browser.element("#collapse").click();
      assertThat(browser.nodes()).hasSize(before);

      browser.element("#search").sendKeys("dense");
      assertThat(browser.texts("#results .row")).hasSize(1);
      browser.element("#search").sendKeys(Keys.ENTER);
      assertThat(browser.element("#details h3").getText()).isEqualTo("dense");
      assertThat(browser.element("#details").getText())
          .contains("Linear.call", "dense.weight", "[128, 1568]", "dense.bias", "parameter");
      assertThat(browser.element("#details").getText().toLowerCase(Locale.ROOT)).contains("201 k");

      assertThat(browser.complaints()).isEmpty();
      assertThat(browser.requests())
          .isNotEmpty()
          .allMatch(url -> url.startsWith("file:") || url.startsWith("data:"));
    }
  }

  /** A training step has a box around the model from the beginning. */
  @Test
  void labelsLieBesideNamesAndTheHeadlineIsWhole() throws Exception {
    CnnInvoker model = CnnInvoker.of();
    Tensor images = Tensor.randn(2, 1, 28, 28);
    Graph step =
        Trace.record(
            () -> {
              Tensor loss = model.call(images).sum();
              loss.backward();
              return loss;
            });
    try (Browser browser = open("A training step of the CNN of digits", step)) {
      browser.width(1400);
      assertThat(browser.labelsUponNames()).isEmpty();
      browser.element("#expand").click();
      assertThat(browser.labelsUponNames()).isEmpty();
      for (String part : List.of("h1", "#summary", "body")) {
        assertThat(
                browser.script(
                    "const e = document.querySelector(arguments[0]); return e.scrollWidth <="
                        + " e.clientWidth && e.scrollHeight <= e.clientHeight + 1",
                    part))
            .as(part)
            .isEqualTo(true);
      }
      assertThat(browser.script("return getComputedStyle(at('summary')).textOverflow"))
          .isEqualTo("clip");
      assertThat(browser.complaints()).isEmpty();
    }
  }

  @Test
  void aTapShowsAnOpAndADoubleTapOpensAModule() throws Exception {
    try (Browser browser = open("CNN", cnn())) {
      String conv = (String) browser.script("return modules.find(m => m.path === 'conv1').key");
      browser.tap(conv, true);
      assertThat(browser.nodes()).anyMatch(label -> label.startsWith("conv2d\n"));
      browser.tap("o0", false);
      assertThat(browser.element("#details h3").getText()).isEqualTo("conv2d");
      assertThat(browser.element("#details").getText())
          .contains("in conv1 (Conv2d)", "conv1.weight", "[16, 1, 3, 3]", "[2, 16, 28, 28]");
      browser.tap(conv, true);
      assertThat(browser.nodes()).noneMatch(label -> label.startsWith("conv2d\n"));
      assertThat(browser.complaints()).isEmpty();
    }
  }

  /** Fifty modules, each with thirty pairs of modules in it. */
  private static Sequential deep() {
    return sequence(50, i -> sequence(60, k -> k % 2 == 0 ? Linear.of(2, 2) : ReLU.of()));
  }

  private static Sequential sequence(int length, IntFunction<TensorFunction> part) {
    TensorFunction[] parts = new TensorFunction[length];
    Arrays.setAll(parts, part);
    return Sequential.of(parts);
  }

  @Test
  void threeThousandOpsOpenAndStayApart() throws Exception {
    Sequential deep = deep();
    Tensor input = Tensor.randn(1, 2);
    Graph graph = NoGrad.call(() -> Trace.record(() -> deep.call(input)));
    assertThat(graph.nodes()).hasSize(3000);
    try (Browser browser = open("deep", graph)) {
      assertThat(browser.nodes()).hasSizeLessThan(70);
      assertThat(browser.overlaps()).isFalse();
      browser.element("#expand").click();
      browser.until(d -> browser.nodes().size() > 3000);
      assertThat(browser.overlaps()).isFalse();
      browser.element("#search").sendKeys("49.58");
      browser.element("#search").sendKeys(Keys.ENTER);
      assertThat(browser.element("#details h3").getText()).isEqualTo("49.58");
      assertThat(browser.complaints()).isEmpty();
    }
  }
}
