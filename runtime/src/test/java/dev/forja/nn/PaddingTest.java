package dev.forja.nn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forja.module.NeuralModule;
import dev.forja.tensor.Parameter;
import dev.forja.tensor.Tensor;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values in padding, or at masked positions, affect neither results nor gradients. */
class PaddingTest {
  private static final Tensor LENGTHS = Tensor.ofLongs(2, 1);

  private static Tensor input(float padding) {
    return Tensor.of(new float[] {1, 1, 1, padding}, 2, 2, 1);
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 3e38f})
  void gradientsOfRecurrentLayersDoNotMeetPadding(float padding) {
    RecurrentOptions options = RecurrentOptions.defaults().withBidirectional(true);
    LSTM lstm = LSTM.of(1, 2, options.withNumLayers(2));
    GRU gru = GRU.of(1, 2, options);
    RNN rnn = RNN.of(1, 2, options);
    same(
        lstm,
        () -> lstm.callWithLengths(input(padding), LENGTHS, null, null).output(),
        () -> lstm.callWithLengths(input(0), LENGTHS, null, null).output());
    same(
        gru,
        () -> gru.callWithLengths(input(padding), LENGTHS, null).output(),
        () -> gru.callWithLengths(input(0), LENGTHS, null).output());
    same(
        rnn,
        () -> rnn.callWithLengths(input(padding), LENGTHS, null).output(),
        () -> rnn.callWithLengths(input(0), LENGTHS, null).output());
  }

  private interface Call {
    Tensor run();
  }

  /** Both give the same values and gradients, bit for bit. */
  private static void same(NeuralModule module, Call one, Call other) {
    Tensor first = one.run();
    first.sum().backward();
    Map<String, Parameter> parameters = module.namedParameters();
    var gradients = parameters.values().stream().map(PaddingTest::gradient).toList();
    module.zeroGrad();
    Tensor second = other.run();
    second.sum().backward();
    assertThat(first.toFloats()).containsExactly(second.toFloats());
    int i = 0;
    for (Parameter parameter : parameters.values()) {
      assertThat(gradients.get(i++)).containsExactly(gradient(parameter));
    }
    module.zeroGrad();
  }

  @Test
  void stateThatBecameInfiniteAtTheEndOfItsSequenceMeetsNoFurtherStep() {
    RNN rnn = RNN.of(1, 1, RecurrentOptions.defaults().withBias(false), true);
    rnn.parameter("weight_ih_l0").copyFrom(Tensor.full(new int[] {1, 1}, 3e38));
    rnn.parameter("weight_hh_l0").copyFrom(Tensor.full(new int[] {1, 1}, 2));
    Tensor x = Tensor.of(new float[] {0, 3, 0, 3}, 2, 2, 1);
    rnn.callWithLengths(x, LENGTHS, null).output().select(1, 0).sum().backward();
    assertThat(gradient(rnn.parameter("weight_hh_l0"))).containsExactly(0);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void sequenceThatIsAllPaddingGivesZerosByBothRoads(boolean training) {
    TransformerEncoderLayer layer = TransformerEncoderLayer.of(8, 2);
    layer.train(training);
    Tensor mask = Tensor.of(new boolean[] {false, false, true, true}, 2, 2);
    Tensor y = layer.call(Tensor.ones(2, 2, 8), null, mask);
    assertThat(finite(y.toFloats())).isTrue();
    y.select(1, 0).sum().backward();
    layer.namedParameters().values().forEach(p -> assertThat(finite(gradient(p))).isTrue());
  }

  private static float[] gradient(Parameter parameter) {
    return Objects.requireNonNull(parameter.grad()).toFloats();
  }

  private static boolean finite(float[] values) {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
  }
}
