package dev.forja.onnx.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.forja.array.DType;
import dev.forja.nn.BatchNorm2d;
import dev.forja.nn.Conv2d;
import dev.forja.nn.Embedding;
import dev.forja.nn.Flatten;
import dev.forja.nn.Linear;
import dev.forja.nn.MaxPool2d;
import dev.forja.nn.ReLU;
import dev.forja.nn.Sequential;
import dev.forja.nn.TransformerDecoderLayer;
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
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * Models of every kind with variable sizes, run by ONNX Runtime at sizes that are checked one by
 * one.
 */
class OpenModelsTest {
  private static final TransformerOptions BATCH_FIRST =
      TransformerOptions.defaults().withDimFeedforward(20).withBatchFirst(true);

  private static void assertSame(
      Function<List<Tensor>, Tensor> call,
      Function<int[], List<Tensor>> inputs,
      List<int[]> sizes,
      Dim... dims)
      throws Exception {
    Graph graph = Trace.dynamic(call, inputs, dims);
    byte[] model = OnnxExport.of(graph).toBytes();
    try (Engine engine = new Engine(model)) {
      for (int[] at : sizes) {
        List<Tensor> given = inputs.apply(at);
        Map<String, Tensor> named = new LinkedHashMap<>();
        for (int i = 0; i < given.size(); i++) {
          named.put("input" + i, given.get(i));
        }
        Tensor expected = NoGrad.call(() -> call.apply(given));
        assertThat(graph.run(given.toArray(Tensor[]::new)).getFirst().toFloats())
            .containsExactly(expected.toFloats());
        Tensor there = engine.run(named).getFirst();
        assertThat(there.shape()).containsExactly(expected.shape());
        assertThat(there.toFloats()).containsExactly(expected.toFloats(), within(3e-5f));
      }
    }
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
  void anEncoderWithTablesOfPlacesAndMasks() throws Exception {
    Embedding words = Embedding.of(30, 12);
    Embedding places = Embedding.of(64, 12);
    TransformerEncoderLayer layer = TransformerEncoderLayer.of(12, 3, BATCH_FIRST);
    layer.eval();
    assertSame(
        inputs -> {
          Tensor ids = inputs.getFirst();
          Tensor mask = inputs.getLast();
          Tensor x = words.call(ids).add(places.call(Tensor.arange(ids.size(1))));
          Tensor y = layer.call(x, null, mask.logicalNot());
          Tensor kept = mask.to(DType.F32).unsqueeze(2);
          return y.mul(kept).sum(1).div(kept.sum(1));
        },
        sizes -> List.of(ids(sizes[0], sizes[1]), mask(sizes[0], sizes[1])),
        List.of(new int[] {1, 1}, new int[] {3, 7}, new int[] {8, 2}, new int[] {5, 40}),
        Dim.of("batch", 1, 8),
        Dim.of("length", 1, 40));
  }

  @Test
  void aDecoderLayerWithACausalMask() throws Exception {
    TransformerDecoderLayer layer = TransformerDecoderLayer.of(12, 3, BATCH_FIRST);
    layer.eval();
    assertSame(
        inputs -> {
          int length = inputs.getFirst().size(1);
          Tensor later = Tensor.ones(length, length).triu(1).gt(0);
          return layer.call(inputs.getFirst(), inputs.getLast(), later, null, null, null);
        },
        sizes ->
            List.of(Tensor.randn(sizes[0], sizes[1], 12), Tensor.randn(sizes[0], sizes[2], 12)),
        List.of(new int[] {1, 1, 1}, new int[] {2, 7, 3}, new int[] {3, 12, 9}),
        Dim.of("batch", 1, 3),
        Dim.of("length", 1, 12),
        Dim.of("memory", 1, 9));
  }

  @Test
  void aNetworkOfImagesOfAnySize() throws Exception {
    Sequential model =
        Sequential.of(
            Conv2d.of(1, 4, 3), BatchNorm2d.of(4), ReLU.of(), MaxPool2d.of(2), Conv2d.of(4, 2, 3));
    model.eval();
    UnaryOperator<Tensor> mean = x -> model.call(x).mean(2, 3);
    assertSame(
        inputs -> mean.apply(inputs.getFirst()),
        sizes -> List.of(Tensor.randn(sizes[0], 1, sizes[1], sizes[2])),
        List.of(new int[] {1, 8, 8}, new int[] {3, 17, 9}, new int[] {2, 11, 20}),
        Dim.of("batch", 1, 3),
        Dim.of("height", 8, 20),
        Dim.of("width", 8, 20));
    Sequential whole =
        Sequential.of(Conv2d.of(1, 4, 3), MaxPool2d.of(2), Flatten.of(), Linear.of(36, 5));
    assertSame(
        inputs -> whole.call(inputs.getFirst()),
        sizes -> List.of(Tensor.randn(sizes[0], 1, 8, 8)),
        List.of(new int[] {1}, new int[] {17}, new int[] {64}),
        Dim.of("batch", 1, 64));
  }

  @Test
  void rangesTooLargeForEachSizeAreSampled() throws Exception {
    TransformerEncoderLayer layer = TransformerEncoderLayer.of(12, 3, BATCH_FIRST);
    layer.eval();
    Function<List<Tensor>, Tensor> call = inputs -> layer.call(inputs.getFirst(), null, null);
    Function<int[], List<Tensor>> inputs =
        sizes -> List.of(Tensor.zeros(sizes[0], sizes[1], 12).add(0.5));
    Dim batch = Dim.of("batch", 1, 100);
    Dim length = Dim.of("length", 1, 60);
    assertThat(Trace.dynamic(call, inputs, batch, length).coverage()).isEqualTo(Coverage.SAMPLED);
    assertSame(call, inputs, List.of(new int[] {97, 3}, new int[] {2, 59}), batch, length);
  }
}
