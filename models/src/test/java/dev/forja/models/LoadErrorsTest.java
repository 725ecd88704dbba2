package dev.forja.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.forja.Activations;
import dev.forja.Selector;
import dev.forja.io.ModelFileException;
import dev.forja.models.encoder.BertLayer;
import dev.forja.tensor.Tensor;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What messages say of files that are missing or wrong; hooks, threads and long texts. */
class LoadErrorsTest {
  private static final Path TASKS = Path.of("src/test/resources/dev/forja/models/tasks");

  @TempDir private Path folder;

  private void copy(String name) throws IOException {
    Path from = TASKS.resolve(name);
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path to = folder.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(to);
        } else {
          Files.copy(file, to);
        }
      }
    }
  }

  private void change(String file, String from, String to) throws IOException {
    String text = Files.readString(folder.resolve(file));
    assertThat(text).contains(from);
    Files.writeString(folder.resolve(file), text.replace(from, to));
  }

  private void refuses(String... parts) {
    assertThatExceptionOfType(ModelFileException.class)
        .isThrownBy(() -> TextEmbedder.load(folder))
        .satisfies(e -> assertThat(e.getMessage()).contains(folder.toString()).contains(parts));
  }

  @Test
  void whatIsUnknownIsAnErrorThatListsWhatIsKnown() throws IOException {
    copy("embedder-0");
    change("config.json", "\"bert\"", "\"llama\"");
    refuses("config.json: model_type is 'llama'", "bert, distilbert, electra, modernbert, mpnet");
    change("config.json", "\"llama\"", "\"bert\"");
    change("config.json", "\"hidden_act\": \"gelu\"", "\"hidden_act\": \"gelou\"");
    refuses("config.json: hidden_act is 'gelou'", "gelu, gelu_10, gelu_accurate");
    change("config.json", "\"hidden_act\": \"gelou\"", "\"position_embedding_type\": \"alibi\"");
    refuses("position_embedding_type is 'alibi'", "absolute, relative_key, relative_key_query");
    change("config.json", "\"position_embedding_type\": \"alibi\"", "\"is_decoder\": true");
    refuses("config.json: ");
  }

  @Test
  void otherFilesAreNamedToo() throws IOException {
    refuses("config.json", "is missing");
    copy("embedder-0");
    change("1_Pooling/config.json", "\"cls\"", "\"median\"");
    refuses("1_Pooling", "pooling_mode is 'median'", "cls, lasttoken, max, mean");
    change("1_Pooling/config.json", "\"median\"", "\"cls\"");
    change("modules.json", "Pooling\"", "CNN\"");
    refuses("modules.json: [1].type is ", "known are Transformer, Pooling, Dense");
    change("modules.json", "CNN\"", "Pooling\"");
    change("config.json", "\"hidden_size\": 8", "\"hidden_size\": 10");
    refuses("model.safetensors", "embeddings.LayerNorm");
    change("config.json", "\"hidden_size\": 10", "\"hidden_size\": 8");
    Files.move(folder.resolve("model.safetensors"), folder.resolve("pytorch_model.bin"));
    refuses(
        "model.safetensors", "is missing, and pytorch_model.bin is not read", "save_pretrained");
    Files.delete(folder.resolve("tokenizer.json"));
    Files.move(folder.resolve("pytorch_model.bin"), folder.resolve("model.safetensors"));
    refuses("tokenizer");
    Files.writeString(folder.resolve("config.json"), "{\"model_type\": ");
    refuses("config.json: is not valid JSON", "line 1");
    assertThatExceptionOfType(ModelFileException.class)
        .isThrownBy(() -> TextEmbedder.load(folder.resolve("nowhere")))
        .withMessageContaining("there is no such folder");
    assertThatExceptionOfType(ModelFileException.class)
        .isThrownBy(() -> ModelFiles.onClassPath("nothing"))
        .withMessageContaining("META-INF/forja/models/nothing");
    assertThatExceptionOfType(ModelFileException.class)
        .isThrownBy(() -> Reranker.load(TASKS.resolve("classifier-bert-None")))
        .withMessageContaining("has 3 labels, but a reranker has one");
    assertThatExceptionOfType(ModelFileException.class)
        .isThrownBy(() -> TextClassifier.load(TASKS.resolve("embedder-0")))
        .withMessageContaining("classifier.weight");
  }

  @Test
  void hooksSeeEveryLayerAndThreadsGetTheSameVectors() throws Exception {
    TextEmbedder embedder = TextEmbedder.load(TASKS.resolve("embedder-0"));
    float[] wanted = embedder.embed("The whale surfaced.");
    var seen =
        Activations.capture(
            embedder.model(), Selector.of(BertLayer.CALL), () -> embedder.embed("The whale."));
    int tokens = embedder.tokenizer().encode("The whale.").size();
    assertThat(seen.at("encoder.encoder.layer.1").shape()).containsExactly(1, tokens, 8);
    Callable<float[]> one = () -> embedder.embed("The whale surfaced.");
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<float[]> found :
          threads.invokeAll(new ArrayList<>(List.of(one, one, one, one)))) {
        assertThat(found.get()).containsExactly(wanted);
      }
    }
  }

  @Test
  void shardsArePackedAsOneFile() throws IOException {
    Path sharded = Path.of("src/test/resources/dev/forja/models/encoder/bert-sharded");
    try (Stream<Path> files = Files.list(sharded)) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
    Path jar = folder.resolve("model.jar");
    assertThatExceptionOfType(ModelFileException.class)
        .isThrownBy(() -> ModelJar.pack(folder, "tiny", jar))
        .withMessageContaining("tokenizer.json");
    assertThat(jar).doesNotExist();
    Files.copy(
        TASKS.resolve("classifier-bert-None/tokenizer.json"), folder.resolve("tokenizer.json"));
    ModelJar.pack(folder, "tiny", jar);
    try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null)) {
      TextEmbedder packed = TextEmbedder.load(ModelFiles.onClassPath("tiny", loader));
      SequencedMap<String, Tensor> wanted = TextEmbedder.load(folder).model().stateDict();
      assertThat(packed.model().stateDict().keySet()).isEqualTo(wanted.keySet());
      packed
          .model()
          .stateDict()
          .forEach(
              (name, tensor) ->
                  assertThat(tensor.toFloats())
                      .isEqualTo(Objects.requireNonNull(wanted.get(name)).toFloats()));
    }
  }
}
