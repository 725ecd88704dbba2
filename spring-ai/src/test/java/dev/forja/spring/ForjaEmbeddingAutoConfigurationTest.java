package dev.forja.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forja.models.ModelJar;
import dev.forja.models.TextEmbedder;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an application gets for its properties. */
class ForjaEmbeddingAutoConfigurationTest {
  private static final Path TINY = ForjaEmbeddingModelTest.TASKS.resolve("embedder-7");

  @TempDir private Path temp;

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(AutoConfigurations.of(ForjaEmbeddingAutoConfiguration.class));

  private static String property(String name, Object value) {
    return ForjaEmbeddingProperties.PREFIX + "." + name + "=" + value;
  }

  @Test
  void aFolderIsAllThatIsNeeded() throws IOException {
    TextEmbedder embedder = TextEmbedder.load(TINY);
    runner
        .withPropertyValues(property("folder", TINY))
        .run(
            context -> {
              EmbeddingModel model = context.getBean(EmbeddingModel.class);
              assertThat(model.embed("x")).isEqualTo(embedder.forQueries().embed("x"));
              assertThat(model.embedForResponse(List.of("x")).getMetadata().getModel())
                  .isEqualTo("embedder-7");
            });
  }

  @Test
  void promptsAndLengthAreThoseOfTheProperties() throws IOException {
    TextEmbedder embedder = TextEmbedder.load(TINY).withPrompt("passage").withMaxLength(6);
    String text = "The whale surfaced beside the boat";
    runner
        .withPropertyValues(
            property("folder", TINY), property("text-prompt", "passage"), property("max-length", 6))
        .run(
            context ->
                assertThat(context.getBean(EmbeddingModel.class).embed(text))
                    .isEqualTo(embedder.embed(text))
                    .isNotEqualTo(TextEmbedder.load(TINY).withPrompt("passage").embed(text)));
  }

  @Test
  void aModelOnTheClassPathIsFoundByItsName() throws Exception {
    Path jar = temp.resolve("tiny.jar");
    ModelJar.pack(TINY, "tiny", jar);
    try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()})) {
      runner
          .withClassLoader(loader)
          .withPropertyValues(property("class-path-name", "tiny"))
          .run(
              context ->
                  assertThat(context.getBean(EmbeddingModel.class).embed("x"))
                      .isEqualTo(TextEmbedder.load(TINY).forQueries().embed("x")));
    }
  }

  @Test
  void errorsNameThePropertyOrTheFile() {
    runner.run(
        context ->
            assertThat(context)
                .getFailure()
                .rootCause()
                .hasMessageContainingAll(
                    "no model is given", property("folder", "").replace("=", "")));
    runner
        .withPropertyValues(property("folder", TINY), property("class-path-name", "tiny"))
        .run(
            context ->
                assertThat(context).getFailure().rootCause().hasMessageContaining("two models"));
    runner
        .withPropertyValues(property("folder", temp))
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .hasMessageContainingAll(temp.toString(), "config.json", "is missing"));
  }

  @Test
  void nothingIsMadeThatTheApplicationHasOrDoesNotWant() throws IOException {
    TextEmbedder own = TextEmbedder.load(TINY);
    runner
        .withBean(TextEmbedder.class, () -> own)
        .run(context -> assertThat(context).hasSingleBean(EmbeddingModel.class));
    EmbeddingModel other = ForjaEmbeddingModel.of(own, "other");
    runner
        .withBean("other", EmbeddingModel.class, () -> other)
        .withPropertyValues(property("folder", TINY))
        .run(context -> assertThat(context.getBean(EmbeddingModel.class)).isSameAs(other));
    runner
        .withPropertyValues("spring.ai.model.embedding=openai")
        .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(EmbeddingModel.class));
  }

  @Test
  void editorsKnowEveryPropertyAndWhatItIs() throws IOException {
    String file = "META-INF/spring-configuration-metadata.json";
    URL url =
        getClass()
            .getClassLoader()
            .resources(file)
            .filter(each -> !each.getPath().contains("!"))
            .findFirst()
            .orElseThrow();
    try (InputStream in = url.openStream()) {
      String json = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      JsonNode properties = JsonMapper.shared().readTree(json).get("properties");
      assertThat(properties.size())
          .isEqualTo(
              ForjaEmbeddingProperties.class.getRecordComponents().length
                  + ForjaChatProperties.class.getRecordComponents().length);
      for (JsonNode each : properties) {
        String name = each.get("name").asString();
        assertThat(
                name.startsWith(ForjaEmbeddingProperties.PREFIX + ".")
                    || name.startsWith(ForjaChatProperties.PREFIX + "."))
            .as(name)
            .isTrue();
        assertThat(Objects.requireNonNull(each.get("description")).asString()).endsWith(".");
      }
    }
  }
}
