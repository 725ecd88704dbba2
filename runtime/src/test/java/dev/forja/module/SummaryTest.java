package dev.forja.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.forja.nn.Flatten;
import dev.forja.nn.Linear;
import dev.forja.nn.ReLU;
import dev.forja.nn.Sequential;
import dev.forja.tensor.Tensor;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class SummaryTest {
  @Test
  void isATableOfOneCall() {
    Sequential model =
        Sequential.of(Flatten.of(), Linear.of(784, 256), ReLU.of(), Linear.of(256, 10));
    model.modules(Linear.class).getLast().requiresGrad(false);
    Summary summary = Summary.of(model, () -> model.call(Tensor.zeros(64, 1, 28, 28)));
    assertThat(summary)
        .hasToString(
            """
            Path     Type        Output shape  Parameters
            ---------------------------------------------
            (model)  Sequential  [64, 10]               -
            0        Flatten     [64, 784]              -
            1        Linear      [64, 256]        200,960
            2        ReLU        [64, 256]              -
            3        Linear      [64, 10]           2,570
            ---------------------------------------------
            203,530 parameters, 200,960 of them trainable
            """);
  }

  @Test
  void aSharedModuleIsShownUnderEachPathAndCountedOnce() {
    Linear shared = Linear.of(2, 2);
    Sequential model = Sequential.of(shared, Sequential.of(shared));
    Summary summary = Summary.of(model, () -> model.call(Tensor.zeros(1, 2)));
    assertThat(summary.rows())
        .extracting(Summary.Row::path, Summary.Row::parameters)
        .containsExactly(tuple("", 0L), tuple("0", 6L), tuple("1", 0L), tuple("1.0", 0L));
    assertThat(summary.parameters()).isEqualTo(6);
  }

  @Test
  void seesTensorsInsideResults() {
    Models_PairInvoker pair = Models_PairInvoker.of();
    Summary summary = Summary.of(pair, () -> pair.call(Tensor.zeros(3)));
    assertThat(summary.rows())
        .singleElement()
        .extracting(Summary.Row::output)
        .isEqualTo("[3], [3, 1]");
  }

  @Test
  void leavesNoHookBehind() {
    Linear linear = Linear.of(2, 2);
    Summary first = Summary.of(linear, () -> linear.call(Tensor.zeros(1, 2)));
    linear.call(Tensor.zeros(9, 2));
    assertThat(first.rows()).hasSize(1);
    assertThat(linear.callHooks().list()).isEmpty();
  }

  @Test
  void throwsWhatTheCallThrows() {
    Linear linear = Linear.of(2, 2);
    IOException error = new IOException("read");
    assertThatThrownBy(() -> Summary.of(linear, () -> fail(error))).isSameAs(error);
  }

  private static void fail(IOException error) throws IOException {
    throw error;
  }
}
