package dev.forja.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.forja.tokenizers.EncodeOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whole tasks, with what the libraries of Hugging Face answered; see {@code
 * src/test/tasks/generate.py}.
 */
class TasksTest {
  private static final Path CASES = Path.of("src/test/resources/dev/forja/models/tasks");
  private static final float MOST = 1e-5f;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8})
  void embeddersAnswerAsSentenceTransformers(int number) throws IOException {
    Path folder = CASES.resolve("embedder-" + number);
    Map<String, Object> answers = map(read(folder));
    TextEmbedder embedder = TextEmbedder.load(folder);
    List<String> texts = list(answers.get("texts")).stream().map(String.class::cast).toList();
    compare(embedder.embed(texts), list(answers.get("vectors")));
    List<Object> passages = list(answers.get("passages"));
    if (!passages.isEmpty()) {
      compare(embedder.withPrompt("passage").embed(texts), passages);
    }
  }

  @Test
  void promptsAreFoundByWhatTextsAreFor() throws IOException {
    TextEmbedder embedder = TextEmbedder.load(CASES.resolve("embedder-7"));
    String text = "The whale surfaced";
    float[] query = embedder.forQueries().embed(text);
    assertThat(query).isEqualTo(embedder.withPrompt("query").embed(text));
    float[] document = embedder.forDocuments().embed(text);
    assertThat(document).isEqualTo(embedder.withPrompt("document").embed(text));
    assertThat(document).isNotEqualTo(query);
  }

  private static void compare(List<float[]> found, List<Object> wanted) {
    assertThat(found).hasSameSizeAs(wanted);
    for (int i = 0; i < wanted.size(); i++) {
      List<Object> vector = list(wanted.get(i));
      assertThat(found.get(i)).hasSize(vector.size());
      for (int j = 0; j < vector.size(); j++) {
        assertThat(found.get(i)[j]).isCloseTo(number(vector.get(j)), within(MOST));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sigmoid", "identity"})
  void rerankersScoreAsTransformers(String function) throws IOException {
    Path folder = CASES.resolve("reranker-" + function);
    Map<String, Object> answers = map(read(folder));
    Reranker reranker = Reranker.load(folder);
    List<String> passages = list(answers.get("passages")).stream().map(String.class::cast).toList();
    float[] found = reranker.scores(text(answers.get("query")), passages);
    List<Object> wanted = list(answers.get("scores"));
    for (int i = 0; i < found.length; i++) {
      assertThat(found[i]).isCloseTo(number(wanted.get(i)), within(MOST));
    }
    List<Reranker.Hit> ranked = reranker.rank(text(answers.get("query")), passages);
    assertThat(ranked).hasSameSizeAs(passages);
    for (Reranker.Hit hit : ranked) {
      assertThat(hit.score()).isEqualTo(found[hit.index()]);
    }
    assertThat(ranked).isSortedAccordingTo((a, b) -> Float.compare(b.score(), a.score()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"bert-None", "roberta-None", "bert-multi_label_classification", "bert-regression"})
  void classifiersAnswerAsPipelines(String name) throws IOException {
    Path folder = CASES.resolve("classifier-" + name);
    TextClassifier classifier = TextClassifier.load(folder);
    for (Object each : list(read(folder))) {
      Map<String, Object> answer = map(each);
      String text = text(answer.get("text"));
      String pair = (String) answer.get("pair");
      List<TextClassifier.Label> found =
          pair == null ? classifier.classify(text) : classifier.classify(text, pair);
      List<Object> wanted = list(answer.get("labels"));
      assertThat(found).hasSameSizeAs(wanted);
      for (int i = 0; i < wanted.size(); i++) {
        Map<String, Object> label = map(wanted.get(i));
        assertThat(found.get(i).name()).isEqualTo(label.get("label"));
        assertThat(found.get(i).score()).isCloseTo(number(label.get("score")), within(MOST));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bert", "roberta"})
  void entitiesAreThoseOfPipelines(String name) throws IOException {
    Path folder = CASES.resolve("tokens-" + name);
    TokenClassifier classifier = TokenClassifier.load(folder);
    int compared = 0;
    EncodeOptions whole = EncodeOptions.defaults().withoutTruncation();
    for (Object each : list(read(folder))) {
      Map<String, Object> answer = map(each);
      String text = text(answer.get("text"));
      if (classifier.tokenizer().encode(text, whole).size() > classifier.maxLength()) {
        continue; // the pipeline leaves the end out, and here it is read in a second window
      }
      String how = text(answer.get("how")).toUpperCase(Locale.ROOT);
      compared++;
      List<Entity> found = classifier.withAggregation(Aggregation.valueOf(how)).entities(text);
      List<Object> wanted = list(answer.get("entities"));
      assertThat(found).as("%s of %s", how, text).hasSameSizeAs(wanted);
      for (int i = 0; i < wanted.size(); i++) {
        Map<String, Object> entity = map(wanted.get(i));
        assertThat(found.get(i).label()).isEqualTo(entity.get("label"));
        assertThat(found.get(i).score()).isCloseTo(number(entity.get("score")), within(MOST));
        assertThat((float) found.get(i).start()).isEqualTo(number(entity.get("start")));
        assertThat((float) found.get(i).end()).isEqualTo(number(entity.get("end")));
      }
    }
    assertThat(compared).isGreaterThanOrEqualTo(15);
  }

  private static @Nullable Object read(Path folder) throws IOException {
    try (JsonParser json =
        new JsonFactory().createParser(folder.resolve("answers.json").toFile())) {
      json.nextToken();
      return value(json);
    }
  }

  private static @Nullable Object value(JsonParser json) throws IOException {
    return switch (json.currentToken()) {
      case START_ARRAY -> {
        List<@Nullable Object> list = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
          list.add(value(json));
        }
        yield list;
      }
      case START_OBJECT -> {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
          String name = json.currentName();
          json.nextToken();
          map.put(name, value(json));
        }
        yield map;
      }
      case VALUE_STRING -> json.getText();
      case VALUE_NULL -> null;
      default -> json.getDoubleValue();
    };
  }

  @SuppressWarnings("unchecked")
  private static List<Object> list(@Nullable Object value) {
    return (List<Object>) Objects.requireNonNull(value);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(@Nullable Object value) {
    return (Map<String, Object>) Objects.requireNonNull(value);
  }

  private static String text(@Nullable Object value) {
    return (String) Objects.requireNonNull(value);
  }

  private static float number(@Nullable Object value) {
    return ((Number) Objects.requireNonNull(value)).floatValue();
  }
}
