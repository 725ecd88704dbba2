package dev.forja.demo.bert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.forja.ShapeMismatchException;
import dev.forja.array.NdArray;
import dev.forja.demo.minilm.Batch;
import dev.forja.demo.minilm.MiniLm;
import dev.forja.io.Safetensors;
import dev.forja.module.LoadOptions;
import dev.forja.module.StateMismatchException;
import dev.forja.tensor.NoGrad;
import dev.forja.tensor.Tensor;
import dev.forja.trace.Coverage;
import dev.forja.trace.Dim;
import dev.forja.trace.Graph;
import dev.forja.trace.Trace;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The encoder with the real weights of all-MiniLM-L6-v2. */
class BertTest {
  private static final String PLAYS = "Someone plays guitar.";
  private static final String PLAYING = "A man is playing a guitar.";
  private static final String STOCKS = "The stock market fell today.";

  private static MiniLm model;

  @BeforeAll
  static void load() {
    model = MiniLm.load(null, notice -> assertThat(notice).isNull());
  }

  /** The numbers were computed by another engine from the same file. */
  @Test
  void theKnownValuesComeOut() {
    int[] ids = model.tokens(PLAYS).ids();
    assertThat(ids).containsExactly(101, 2619, 3248, 2858, 1012, 102);
    float[] hidden =
        NoGrad.call(() -> model.bert().call(Batch.of(List.of(ids)).ids(), null).toFloats());
    float[] known = {-0.0241718f, 0.0931808f, -0.0694324f, -0.5395913f};
    assertThat(Arrays.copyOf(hidden, 4)).containsExactly(known, within(2e-6f));
    assertThat(cosine(PLAYS, PLAYING)).isCloseTo(0.84351f, within(1e-5f));
    assertThat(cosine(PLAYING, STOCKS)).isCloseTo(-0.04971f, within(1e-5f));
  }

  private static float cosine(String a, String b) {
    return Tensor.of(model.embed(a), MiniLm.WIDTH)
        .matmul(Tensor.of(model.embed(b), MiniLm.WIDTH))
        .item();
  }

  @Test
  void paddingChangesNothing() {
    List<int[]> texts = List.of(model.tokens(PLAYING).ids(), model.tokens(PLAYS).ids());
    Batch batch = Batch.of(texts);
    assertThat(batch.mask()).isNotNull();
    Tensor both = NoGrad.call(() -> model.bert().embed(batch.ids(), batch.mask()));
    assertThat(both.select(0, 0).toFloats()).containsExactly(model.embed(PLAYING), within(1e-6f));
    assertThat(both.select(0, 1).toFloats()).containsExactly(model.embed(PLAYS), within(1e-6f));
  }

  private static Tensor ids(int texts, int length) {
    long[] ids = new long[texts * length];
    Arrays.setAll(ids, i -> 1000 + 37L * i % 20_000);
    return Tensor.of(ids, texts, length);
  }

  private static Tensor mask(int texts, int length) {
    boolean[] mask = new boolean[texts * length];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = i % length == 0 || i % 3 != 0;
    }
    return Tensor.of(mask, texts, length);
  }

  @Test
  void oneGraphRunsOnAnyNumberOfTextsOfAnyLength() {
    Graph graph =
        Trace.dynamic(
            inputs -> model.bert().embed(inputs.getFirst(), inputs.getLast()),
            sizes -> List.of(ids(sizes[0], sizes[1]), mask(sizes[0], sizes[1])),
            Dim.of("texts", 1, 8),
            Dim.of("length", 1, 40));
    assertThat(graph.coverage()).isEqualTo(Coverage.EXHAUSTIVE);
    assertThat(graph.notes()).isEmpty();
    assertThat(graph.parameters()).isEqualTo(model.bert().parameterCount());
    for (int[] size : new int[][] {{2, 5}, {4, 9}, {1, 1}, {4, 9}, {6, 33}, {1, 1}}) {
      Tensor ids = ids(size[0], size[1]);
      Tensor mask = mask(size[0], size[1]);
      Tensor called = NoGrad.call(() -> model.bert().embed(ids, mask));
      assertThat(graph.run(ids, mask).getFirst().toFloats()).containsExactly(called.toFloats());
    }
  }

  @Test
  void aCheckpointOfHuggingFaceLoadsByNameStrictly(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("model.safetensors");
    Map<String, NdArray> tensors = new LinkedHashMap<>();
    model.bert().stateDict().forEach((name, tensor) -> tensors.put(name, tensor.array()));
    assertThat(tensors)
        .hasSize(102)
        .containsKeys(
            "embeddings.position_ids",
            "embeddings.word_embeddings.weight",
            "embeddings.LayerNorm.bias",
            "encoder.layer.0.attention.self.query.weight",
            "encoder.layer.5.attention.output.LayerNorm.weight",
            "encoder.layer.5.output.dense.bias");
    tensors.put("pooler.dense.weight", Tensor.randn(MiniLm.WIDTH, MiniLm.WIDTH).array());
    tensors.put("pooler.dense.bias", Tensor.randn(MiniLm.WIDTH).array());
    Safetensors.save(file, tensors, Map.of("format", "pt"));

    Bert whole = Bert.of(BertConfig.miniLm().withAddPoolingLayer(true));
    assertThat(whole.load(file).isEmpty()).isTrue();
    Tensor ids = Batch.of(List.of(model.tokens(PLAYS).ids())).ids();
    NoGrad.run(
        () -> {
          assertThat(whole.embed(ids, null).toFloats())
              .isEqualTo(model.bert().embed(ids, null).toFloats());
          assertThat(whole.pool(ids, null).shape()).containsExactly(1, MiniLm.WIDTH);
        });

    tensors.remove("embeddings.position_ids"); // as current exports are
    Safetensors.save(file, tensors, Map.of("format", "pt"));
    assertThat(
            whole
                .load(file, LoadOptions.defaults().withAllowedMissing("embeddings.position_ids"))
                .missing())
        .containsExactly("embeddings.position_ids");
    assertThatExceptionOfType(StateMismatchException.class)
        .isThrownBy(() -> whole.load(file))
        .withMessageContaining("embeddings.position_ids");
    assertThatExceptionOfType(StateMismatchException.class)
        .isThrownBy(() -> model.bert().load(file))
        .withMessageContaining("pooler.dense.weight");
  }

  @Test
  void wrongShapesAreNamed() {
    assertThatExceptionOfType(ShapeMismatchException.class)
        .isThrownBy(() -> model.bert().call(Tensor.ofLongs(1, 2), null))
        .withMessageContaining("ids");
    assertThatExceptionOfType(ShapeMismatchException.class)
        .isThrownBy(
            () -> model.bert().call(Tensor.of(new long[6], 2, 3), Tensor.of(new boolean[8], 2, 4)))
        .withMessageContaining("mask");
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> model.bert().pool(Tensor.of(new long[3], 1, 3), null))
        .withMessageContaining("no pooler");
  }
}
