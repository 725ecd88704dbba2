package dev.forja.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models that people use, from the folders that Hugging Face has, with ONNX Runtime as judge. */
class RealModelsTest {
  private static final List<String> TEXTS =
      List.of(
          "Someone plays guitar.",
          "A man is playing a guitar.",
          "The stock market fell today.",
          "Shares lost value this morning, and so did bonds.",
          "Der Wal tauchte auf.",
          "The whale surfaced beside the boat; the harpooner stood up and threw.",
          "Émile's naïve café — 東京 — 👩‍👩‍👧",
          "x",
          "int main() { return 0; }",
          "whale ".repeat(300));

  @TempDir private static Path miniLm;
  @TempDir private Path temp;

  @BeforeAll
  static void write() throws IOException {
    RealModel.MINI_LM.write(miniLm);
  }

  @Test
  void miniLmGivesTheVectorsOfOnnxRuntime() throws Exception {
    compare(RealModel.MINI_LM, miniLm);
  }

  @Test
  void bgeGivesTheVectorsOfOnnxRuntime() throws Exception {
    compare(RealModel.BGE, RealModel.BGE.write(temp));
  }

  private static void compare(RealModel real, Path folder) throws Exception {
    TextEmbedder embedder = TextEmbedder.load(folder);
    AtomicInteger done = new AtomicInteger();
    Embeddings found = embedder.embedAll(TEXTS, done::addAndGet);
    assertThat(done).hasValue(TEXTS.size());
    assertThat(found.cut()).isEqualTo(1);
    assertThat(found.tokens())
        .isEqualTo(TEXTS.stream().mapToLong(text -> embedder.text().encode(text).size()).sum());
    List<float[]> judged = new ArrayList<>();
    try (OrtSession session = RealJudge.session(real)) {
      for (String text : TEXTS) {
        judged.add(RealJudge.embed(real, session, embedder.text().encode(text).ids()));
      }
    }
    for (int i = 0; i < TEXTS.size(); i++) {
      assertThat(found.get(i)).containsExactly(judged.get(i), within(2e-5f));
      assertThat(embedder.embed(TEXTS.get(i))).containsExactly(found.get(i));
      assertThat(neighbours(found.toList(), i)).isEqualTo(neighbours(judged, i));
    }
  }

  private static List<Integer> neighbours(List<float[]> vectors, int of) {
    return IntStream.range(0, vectors.size())
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -dot(vectors.get(i), vectors.get(of))))
        .limit(4)
        .toList();
  }

  private static double dot(float[] a, float[] b) {
    return IntStream.range(0, a.length).mapToDouble(i -> (double) a[i] * b[i]).sum();
  }

  @Test
  void aJarOnTheClassPathGivesTheSameVectors() throws IOException {
    Files.writeString(miniLm.resolve("LICENSE"), "Apache-2.0");
    Path jar = temp.resolve("model.jar");
    ModelJar.pack(miniLm, "mini", jar);
    String text = "The whale surfaced beside the boat.";
    try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null)) {
      TextEmbedder packed = TextEmbedder.load(ModelFiles.onClassPath("mini", loader));
      assertThat(packed.embed(text)).containsExactly(TextEmbedder.load(miniLm).embed(text));
      assertThat(packed.maxLength()).isEqualTo(256);
      assertThat(loader.getResource("META-INF/forja/models/mini/LICENSE")).isNotNull();
    }
  }

  @Test
  void streamsKeepTheirOrderAndLongTextsAreCutOnTokenBorders() throws IOException {
    TextEmbedder embedder = TextEmbedder.load(miniLm).withMaxLength(16);
    assertThat(embedder.embed(TEXTS.stream().limit(5)))
        .containsExactlyElementsOf(embedder.embed(TEXTS.subList(0, 5)));
    String document = "The whale came up. The man stood there, and saw it. ".repeat(8).strip();
    List<Chunk> chunks = embedder.embedChunks(document, 4);
    assertThat(chunks.size()).isGreaterThan(6);
    assertThat(chunks.getFirst().start()).isZero();
    assertThat(chunks.getLast().end()).isEqualTo(document.length());
    for (int i = 1; i < chunks.size(); i++) {
      assertThat(chunks.get(i).start()).isLessThan(chunks.get(i - 1).end());
      assertThat(chunks.get(i).start()).isGreaterThan(chunks.get(i - 1).start());
      String part = document.substring(chunks.get(i).start(), chunks.get(i).end());
      assertThat(embedder.embed(part)).containsExactly(chunks.get(i).vector());
    }
  }
}
