package dev.forja.onnx.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.forja.nn.GRU;
import dev.forja.nn.LSTM;
import dev.forja.nn.LSTMOutput;
import dev.forja.nn.RNN;
import dev.forja.nn.RecurrentOptions;
import dev.forja.nn.RecurrentOutput;
import dev.forja.tensor.NoGrad;
import dev.forja.tensor.Tensor;
import dev.forja.trace.Dim;
import dev.forja.trace.Graph;
import dev.forja.trace.Trace;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Recurrent layers of every kind with batch and length open give in ONNX Runtime, and in replay,
 * what the layer gives, at sizes that were not traced with values: the output and the last states,
 * with sequences of one length and of different lengths.
 */
class RecurrentExportTest {
  private static final int WIDTH = 3;

  /** A layer: the call without lengths if they are null. */
  interface Model {
    List<Tensor> call(Tensor x, @Nullable Tensor lengths);
  }

  private static Model of(GRU gru) {
    return (x, lengths) -> {
      RecurrentOutput y =
          lengths == null ? gru.call(x, null) : gru.callWithLengths(x, lengths, null);
      return List.of(y.output(), y.hidden());
    };
  }

  private static Model of(RNN rnn) {
    return (x, lengths) -> {
      RecurrentOutput y =
          lengths == null ? rnn.call(x, null) : rnn.callWithLengths(x, lengths, null);
      return List.of(y.output(), y.hidden());
    };
  }

  private static Model of(LSTM lstm) {
    return (x, lengths) -> {
      LSTMOutput y =
          lengths == null ? lstm.call(x, null, null) : lstm.callWithLengths(x, lengths, null, null);
      return List.of(y.output(), y.hidden(), y.cell());
    };
  }

  static Stream<Named<Model>> models() {
    RecurrentOptions plain = RecurrentOptions.defaults().withBatchFirst(true);
    RecurrentOptions both = plain.withBidirectional(true).withNumLayers(2);
    return Stream.of(
        Named.of("RNN", of(RNN.of(WIDTH, 4, plain))),
        Named.of("RNN with ReLU, both ways, two layers", of(RNN.of(WIDTH, 4, both, true))),
        Named.of("GRU", of(GRU.of(WIDTH, 4, plain))),
        Named.of("GRU both ways, two layers", of(GRU.of(WIDTH, 4, both))),
        Named.of("GRU without biases", of(GRU.of(WIDTH, 4, plain.withBias(false)))),
        Named.of("LSTM", of(LSTM.of(WIDTH, 4, plain))),
        Named.of("LSTM both ways, two layers", of(LSTM.of(WIDTH, 4, both))),
        Named.of("LSTM with a projection", of(LSTM.of(WIDTH, 4, plain, 2))),
        Named.of("LSTM with a projection both ways", of(LSTM.of(WIDTH, 4, both, 2))),
        Named.of(
            "LSTM with a projection, without biases",
            of(LSTM.of(WIDTH, 4, plain.withBias(false), 2))));
  }

  @ParameterizedTest
  @MethodSource("models")
  void givesTheSameAtAllSizes(Model model) throws Exception {
    Graph graph =
        Trace.dynamic(
            inputs -> model.call(inputs.getFirst(), null),
            sizes -> List.of(Tensor.randn(sizes[0], sizes[1], WIDTH)),
            Dim.of("batch", 1, 5),
            Dim.of("length", 1, 12));
    try (Engine engine = new Engine(OnnxExport.of(graph).toBytes())) {
      for (int[] size : new int[][] {{1, 1}, {2, 12}, {5, 7}}) {
        Tensor x = Tensor.randn(size[0], size[1], WIDTH);
        List<Tensor> expected = NoGrad.call(() -> model.call(x, null));
        assertSame(expected, graph.run(x), 0);
        assertSame(expected, engine.run(Map.of("input0", x)), 2e-5f);
      }
    }
  }

  /** What stands after the end of a sequence has no influence, not even if it is NaN. */
  @ParameterizedTest
  @MethodSource("models")
  void givesTheSameForSequencesOfDifferentLengths(Model model) throws Exception {
    Graph graph =
        Trace.dynamic(
            inputs -> model.call(inputs.getFirst(), inputs.getLast()),
            sizes -> List.of(Tensor.randn(sizes[0], sizes[1], WIDTH), lengths(sizes[0], sizes[1])),
            Dim.of("batch", 1, 5),
            Dim.of("length", 1, 12));
    Function<Float, BinaryOperator<Tensor>> padded =
        value ->
            (x, lengths) -> {
              Tensor inside =
                  Tensor.arange(x.size(1)).unsqueeze(0).lt(lengths.unsqueeze(1)).unsqueeze(2);
              return Tensor.where(inside, x, Tensor.scalar(value));
            };
    try (Engine engine = new Engine(OnnxExport.of(graph).toBytes())) {
      for (int[] size : new int[][] {{1, 1}, {2, 12}, {5, 7}}) {
        Tensor lengths = lengths(size[0], size[1]);
        Tensor given = Tensor.randn(size[0], size[1], WIDTH);
        Tensor x = padded.apply(0f).apply(given, lengths);
        Tensor spoilt = padded.apply(Float.NaN).apply(given, lengths);
        List<Tensor> expected = NoGrad.call(() -> model.call(x, lengths));
        assertSame(expected, NoGrad.call(() -> model.call(spoilt, lengths)), 0);
        assertSame(expected, graph.run(spoilt, lengths), 0);
        assertSame(expected, engine.run(Map.of("input0", spoilt, "input1", lengths)), 2e-5f);
      }
    }
  }

  private static Tensor lengths(int batch, int length) {
    long[] lengths = new long[batch];
    for (int i = 0; i < batch; i++) {
      lengths[i] = 1 + (i * 5L + 2) % length;
    }
    return Tensor.of(lengths, batch);
  }

  private static void assertSame(List<Tensor> expected, List<Tensor> actual, float tolerance) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      assertThat(actual.get(i).shape()).containsExactly(expected.get(i).shape());
      assertThat(actual.get(i).toFloats())
          .containsExactly(expected.get(i).toFloats(), within(tolerance));
    }
  }
}
