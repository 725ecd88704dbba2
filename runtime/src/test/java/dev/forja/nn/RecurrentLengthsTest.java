package dev.forja.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.forja.tensor.Tensor;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Sequences of different lengths in one batch give the same results as each alone. */
class RecurrentLengthsTest {
  private static final int[] LENGTHS = {4, 1, 6};
  private static final RecurrentOptions OPTIONS =
      RecurrentOptions.defaults().withNumLayers(2).withBidirectional(true).withBatchFirst(true);

  private final Tensor input = Tensor.randn(3, 6, 5);
  private final Tensor lengths = Tensor.ofLongs(4, 1, 6);

  @Test
  void lstm() {
    LSTM lstm = LSTM.of(5, 7, OPTIONS, 3);
    Tensor h0 = Tensor.randn(4, 3, 3);
    Tensor c0 = Tensor.randn(4, 3, 7);
    LSTMOutput together = lstm.callWithLengths(input, lengths, h0, c0);
    for (int i = 0; i < LENGTHS.length; i++) {
      LSTMOutput alone = lstm.call(own(i), h0.narrow(1, i, 1), c0.narrow(1, i, 1));
      checkOutput(together.output(), alone.output(), i);
      close(together.hidden().narrow(1, i, 1), alone.hidden());
      close(together.cell().narrow(1, i, 1), alone.cell());
    }
  }

  @Test
  void gru() {
    GRU gru = GRU.of(5, 7, OPTIONS);
    RecurrentOutput together = gru.callWithLengths(input, lengths, null);
    for (int i = 0; i < LENGTHS.length; i++) {
      RecurrentOutput alone = gru.call(own(i), null);
      checkOutput(together.output(), alone.output(), i);
      close(together.hidden().narrow(1, i, 1), alone.hidden());
    }
  }

  @Test
  void rnn() {
    RNN rnn = RNN.of(5, 7, OPTIONS, true);
    RecurrentOutput together = rnn.callWithLengths(input, lengths, null);
    for (int i = 0; i < LENGTHS.length; i++) {
      RecurrentOutput alone = rnn.call(own(i), null);
      checkOutput(together.output(), alone.output(), i);
      close(together.hidden().narrow(1, i, 1), alone.hidden());
    }
  }

  @Test
  void gradientsStopAtTheEndOfASequence() {
    Tensor padded = Tensor.randn(3, 6, 5).requiresGrad(true);
    GRU.of(5, 7, OPTIONS).callWithLengths(padded, lengths, null).output().sum().backward();
    Tensor grad = Objects.requireNonNull(padded.grad());
    assertThat(grad.select(0, 1).narrow(0, 1, 5).abs().max().item()).isZero();
    assertThat(grad.select(0, 1).narrow(0, 0, 1).abs().max().item()).isPositive();
  }

  @Test
  void refusesLengthsThatDoNotFit() {
    GRU gru = GRU.of(5, 7, OPTIONS);
    assertThatThrownBy(() -> gru.callWithLengths(input, Tensor.ofLongs(1, 7, 2), null))
        .hasMessage("gru: input [6, 3, 5]: one of the lengths is 7: expected each from 1 to 6");
    assertThatThrownBy(() -> gru.callWithLengths(input, Tensor.ofLongs(1, 2), null))
        .hasMessageContaining("expected 3, each from 1 to 6");
  }

  private Tensor own(int place) {
    return input.narrow(0, place, 1).narrow(1, 0, LENGTHS[place]);
  }

  private static void checkOutput(Tensor together, Tensor alone, int place) {
    Tensor row = together.narrow(0, place, 1);
    close(row.narrow(1, 0, LENGTHS[place]), alone);
    float[] behind = row.narrow(1, LENGTHS[place], 6 - LENGTHS[place]).toFloats();
    assertThat(behind).isEqualTo(new float[behind.length]);
  }

  private static void close(Tensor actual, Tensor expected) {
    assertThat(actual.shape()).isEqualTo(expected.shape());
    assertThat(actual.sub(expected).abs().max().item()).isCloseTo(0, within(1e-6f));
  }
}
