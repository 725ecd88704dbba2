package dev.forja.onnx.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.forja.array.DType;
import dev.forja.nn.BatchNorm2d;
import dev.forja.nn.Conv2d;
import dev.forja.nn.Embedding;
import dev.forja.nn.Flatten;
import dev.forja.nn.LSTM;
import dev.forja.nn.Linear;
import dev.forja.nn.MaxPool2d;
import dev.forja.nn.ReLU;
import dev.forja.nn.RecurrentOptions;
import dev.forja.nn.Sequential;
import dev.forja.nn.TransformerDecoderLayer;
import dev.forja.nn.TransformerEncoder;
import dev.forja.nn.TransformerEncoderLayer;
import dev.forja.nn.TransformerOptions;
import dev.forja.tensor.NoGrad;
import dev.forja.tensor.Tensor;
import dev.forja.trace.Coverage;
import dev.forja.trace.Dim;
import dev.forja.trace.Graph;
import dev.forja.trace.Trace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Models of every kind are accepted with open sizes and exported, and give in ONNX Runtime, as in
 * the graph, what the model gives. The demo does the same with its own models, MiniLM among them.
 */
class OpenModelsTest {
  private static final TransformerOptions BATCH_FIRST =
      TransformerOptions.defaults().withDimFeedforward(20).withBatchFirst(true);

  /**
   * A model with open sizes.
   *
   * @param inputs creates inputs of given sizes
   * @param dims the open sizes
   * @param sizes the sizes at which results are compared; their values were not part of the trace
   */
  record Row(
      Function<List<Tensor>, Tensor> call,
      Function<int[], List<Tensor>> inputs,
      List<Dim> dims,
      int[]... sizes) {}

  private static final Dim BATCH = Dim.of("batch", 1, 8);
  private static final Dim LENGTH = Dim.of("length", 1, 40);

  static Stream<Named<Row>> models() {
    return Stream.of(
        Named.of("BERT with a mask", bert()),
        Named.of("a CNN for images of any size", cnn()),
        Named.of("a CNN for one size", classifier()),
        Named.of("LSTM with lengths", lstm()),
        Named.of("TransformerEncoderLayer", encoderLayer()),
        Named.of("TransformerDecoderLayer with a causal mask", decoderLayer()),
        Named.of("TransformerEncoder", encoder()));
  }

  @ParameterizedTest
  @MethodSource("models")
  void isAcceptedWithOpenSizesAndEqualInOnnxRuntime(Row row) throws Exception {
    assertSame(row, Coverage.EXHAUSTIVE);
  }

  private static void assertSame(Row row, Coverage coverage) throws Exception {
    Graph graph = Trace.dynamic(row.call, row.inputs, row.dims.toArray(Dim[]::new));
    assertThat(graph.coverage()).isEqualTo(coverage);
    try (Engine engine = new Engine(OnnxExport.of(graph).toBytes())) {
      for (int[] at : row.sizes) {
        List<Tensor> given = row.inputs.apply(at);
        Map<String, Tensor> named = new LinkedHashMap<>();
        for (int i = 0; i < given.size(); i++) {
          named.put("input" + i, given.get(i));
        }
        Tensor expected = NoGrad.call(() -> row.call.apply(given));
        assertThat(graph.run(given.toArray(Tensor[]::new)).getFirst().toFloats())
            .containsExactly(expected.toFloats());
        Tensor there = engine.run(named).getFirst();
        assertThat(there.shape()).containsExactly(expected.shape());
        assertThat(there.toFloats()).containsExactly(expected.toFloats(), within(3e-5f));
      }
    }
  }

  /** Embeddings of words and positions, an encoder layer, and the mean over what is not padding. */
  private static Row bert() {
    Embedding words = Embedding.of(30, 12);
    Embedding places = Embedding.of(64, 12);
    TransformerEncoderLayer layer = TransformerEncoderLayer.of(12, 3, BATCH_FIRST);
    layer.eval();
    return new Row(
        inputs -> {
          Tensor ids = inputs.getFirst();
          Tensor mask = inputs.getLast();
          Tensor x = words.call(ids).add(places.call(Tensor.arange(ids.size(1))));
          Tensor y = layer.call(x, null, mask.logicalNot());
          Tensor kept = mask.to(DType.F32).unsqueeze(2);
          return y.mul(kept).sum(1).div(kept.sum(1));
        },
        sizes -> List.of(ids(sizes[0], sizes[1]), mask(sizes[0], sizes[1])),
        List.of(BATCH, LENGTH),
        new int[] {1, 1},
        new int[] {3, 7},
        new int[] {8, 2},
        new int[] {5, 40});
  }

  private static Row cnn() {
    Sequential model =
        Sequential.of(
            Conv2d.of(1, 4, 3), BatchNorm2d.of(4), ReLU.of(), MaxPool2d.of(2), Conv2d.of(4, 2, 3));
    model.eval();
    return new Row(
        inputs -> model.call(inputs.getFirst()).mean(2, 3),
        sizes -> List.of(Tensor.randn(sizes[0], 1, sizes[1], sizes[2])),
        List.of(Dim.of("batch", 1, 3), Dim.of("height", 8, 20), Dim.of("width", 8, 20)),
        new int[] {1, 8, 8},
        new int[] {3, 17, 9},
        new int[] {2, 11, 20});
  }

  private static Row classifier() {
    Sequential model =
        Sequential.of(Conv2d.of(1, 4, 3), MaxPool2d.of(2), Flatten.of(), Linear.of(36, 5));
    return new Row(
        inputs -> model.call(inputs.getFirst()),
        sizes -> List.of(Tensor.randn(sizes[0], 1, 8, 8)),
        List.of(Dim.of("batch", 1, 64)),
        new int[] {1},
        new int[] {17},
        new int[] {64});
  }

  /** The last states of two layers in both directions, for sequences of different lengths. */
  private static Row lstm() {
    LSTM lstm =
        LSTM.of(
            3,
            4,
            RecurrentOptions.defaults()
                .withNumLayers(2)
                .withBidirectional(true)
                .withBatchFirst(true));
    return new Row(
        inputs -> lstm.callWithLengths(inputs.getFirst(), inputs.getLast(), null, null).hidden(),
        sizes ->
            List.of(
                Tensor.randn(sizes[0], sizes[1], 3), mask(sizes[0], sizes[1]).to(DType.I64).sum(1)),
        List.of(BATCH, LENGTH),
        new int[] {1, 1},
        new int[] {5, 40},
        new int[] {8, 13});
  }

  private static Row encoderLayer() {
    TransformerEncoderLayer layer = TransformerEncoderLayer.of(12, 3, BATCH_FIRST);
    layer.eval();
    return new Row(
        inputs -> layer.call(inputs.getFirst(), null, null),
        sizes -> List.of(Tensor.randn(sizes[0], sizes[1], 12)),
        List.of(BATCH, LENGTH),
        new int[] {1, 40},
        new int[] {7, 5});
  }

  private static Row decoderLayer() {
    TransformerDecoderLayer layer = TransformerDecoderLayer.of(12, 3, BATCH_FIRST);
    layer.eval();
    return new Row(
        inputs -> {
          int length = inputs.getFirst().size(1);
          Tensor later = Tensor.ones(length, length).triu(1).gt(0);
          return layer.call(inputs.getFirst(), inputs.getLast(), later, null, null, null);
        },
        sizes ->
            List.of(Tensor.randn(sizes[0], sizes[1], 12), Tensor.randn(sizes[0], sizes[2], 12)),
        List.of(Dim.of("batch", 1, 3), Dim.of("length", 1, 12), Dim.of("memory", 1, 9)),
        new int[] {1, 1, 1},
        new int[] {2, 7, 3},
        new int[] {3, 12, 9});
  }

  private static Row encoder() {
    TransformerEncoder encoder = TransformerEncoder.of(12, 3, 2, BATCH_FIRST, true);
    encoder.eval();
    return new Row(
        inputs -> encoder.call(inputs.getFirst(), null, inputs.getLast().logicalNot()),
        sizes -> List.of(Tensor.randn(sizes[0], sizes[1], 12), mask(sizes[0], sizes[1])),
        List.of(BATCH, LENGTH),
        new int[] {1, 40},
        new int[] {7, 5});
  }

  /** True for positions that may be attended to: all but the last of every third sequence. */
  private static Tensor mask(int batch, int length) {
    boolean[] seen = new boolean[batch * length];
    for (int i = 0; i < seen.length; i++) {
      seen[i] = i % length == 0 || i / length % 3 != 0 || i % length < length - 1;
    }
    return Tensor.of(seen, batch, length);
  }

  private static Tensor ids(int batch, int length) {
    long[] ids = new long[batch * length];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = i * 7L % 30;
    }
    return Tensor.of(ids, batch, length);
  }

  @Test
  void rangesTooLargeForEachSizeAreSampled() throws Exception {
    TransformerEncoderLayer layer = TransformerEncoderLayer.of(12, 3, BATCH_FIRST);
    layer.eval();
    assertSame(
        new Row(
            inputs -> layer.call(inputs.getFirst(), null, null),
            sizes -> List.of(Tensor.zeros(sizes[0], sizes[1], 12).add(0.5)),
            List.of(Dim.of("batch", 1, 100), Dim.of("length", 1, 60)),
            new int[] {97, 3},
            new int[] {2, 59}),
        Coverage.SAMPLED);
  }
}
