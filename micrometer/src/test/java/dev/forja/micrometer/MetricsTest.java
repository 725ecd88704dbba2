package dev.forja.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forja.GlobalHooks;
import dev.forja.Hooks;
import dev.forja.Invoker;
import dev.forja.models.TextEmbedder;
import dev.forja.models.encoder.SentenceEncoder;
import dev.forja.tensor.Tensor;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is counted is what was called. */
class MetricsTest {
  private static final Path TASKS = Path.of("../models/src/test/resources/dev/forja/models/tasks");
  private static final List<String> TEXTS =
      List.of("The whale surfaced.", "Shares fell today", "Ada lived in London.", "x");

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private TextEmbedder embedder;
  private SentenceEncoder model;

  @BeforeEach
  void load() throws IOException {
    embedder = TextEmbedder.load(TASKS.resolve("embedder-7"));
    model = embedder.model();
  }

  private static int hooks(Invoker model) {
    return model.modules().stream()
        .flatMap(module -> module.hooks().stream())
        .map(Hooks::list)
        .mapToInt(List::size)
        .sum();
  }

  private Timer calls(String path) {
    return registry.get("forja.module.calls").tag("path", path).timer();
  }

  @Test
  void everyModuleIsTimedUnderItsPath() {
    ModuleMetrics.of(model, "tiny").bindTo(registry);
    embedder.embed("x");
    embedder.embed("x");
    Set<String> paths =
        registry.find("forja.module.calls").timers().stream()
            .map(timer -> timer.getId().getTag("path"))
            .collect(Collectors.toSet());
    assertThat(paths).isEqualTo(model.namedModules().keySet());
    assertThat(calls("").count()).isEqualTo(2);
    assertThat(calls("").getId().getTag("module")).isEqualTo(model.typeName());
    assertThat(calls("").getId().getTag("model")).isEqualTo("tiny");
    assertThat(calls("encoder").count()).isEqualTo(2);
    double inside = calls("encoder").totalTime(TimeUnit.NANOSECONDS);
    assertThat(inside).isPositive();
    assertThat(calls("").totalTime(TimeUnit.NANOSECONDS)).isGreaterThanOrEqualTo(inside);
  }

  @Test
  void onlyWantedPathsAreTimed() {
    ModuleMetrics.of(model, "tiny").withPaths(path -> path.equals("encoder")).bindTo(registry);
    embedder.embed("x");
    assertThat(registry.getMeters())
        .extracting(Meter::getId)
        .extracting(id -> id.getTag("path"))
        .containsExactly("encoder", "encoder");
  }

  @Test
  void callsThatThrowAreCountedApart() {
    ModuleMetrics.of(model, "tiny").bindTo(registry);
    Tensor wrong = Tensor.of(new long[] {1_000_000}, 1, 1);
    assertThatThrownBy(() -> model.call(wrong, null, null, null))
        .isInstanceOf(RuntimeException.class);
    assertThat(calls("").count()).isZero();
    assertThat(registry.get("forja.module.failures").tag("path", "").counter().count())
        .isEqualTo(1);
  }

  @Test
  void textsAndTokensAreCounted() {
    // tag::bind
    EmbedderMetrics.of(embedder, "tiny").bindTo(registry);
    // end::bind
    long tokens = embedder.embedAll(TEXTS, _ -> {}).tokens();
    tokens += embedder.withPrompt("document").embedAll(List.of("y"), _ -> {}).tokens();
    assertThat(registry.get("forja.embedding.texts").tag("model", "tiny").counter().count())
        .isEqualTo(TEXTS.size() + 1);
    assertThat(registry.get("forja.embedding.tokens").counter().count()).isEqualTo((double) tokens);
    Timer batches = registry.get("forja.embedding.batches").timer();
    assertThat(batches.count()).isBetween(2L, TEXTS.size() + 1L);
    assertThat(batches.totalTime(TimeUnit.NANOSECONDS)).isPositive();
  }

  @Test
  void nothingIsRegisteredUnlessBoundAndNothingStays() {
    float[] before = embedder.embed("x");
    ModuleMetrics modules = ModuleMetrics.of(model, "tiny");
    EmbedderMetrics embeddings = EmbedderMetrics.of(embedder, "tiny");
    assertThat(hooks(model)).isZero();
    modules.bindTo(registry);
    embeddings.bindTo(registry);
    assertThat(hooks(model)).isPositive();
    assertThat(GlobalHooks.list()).isEmpty();
    assertThat(embedder.embed("x")).isEqualTo(before);
    modules.close();
    embeddings.close();
    assertThat(hooks(model)).isZero();
    assertThat(registry.getMeters()).isEmpty();
  }
}
