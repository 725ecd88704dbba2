package dev.forja.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forja.nn.Flatten;
import dev.forja.nn.Linear;
import dev.forja.nn.ReLU;
import dev.forja.nn.Residual;
import dev.forja.nn.Sequential;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Modules and functions that take and return one tensor have a common type. */
class TensorFunctionTest {
  private final Tensor x = Tensor.of(new float[] {-1, 2}, 1, 2);

  @Test
  void modulesLambdasAndMethodReferencesAreAlike() {
    Linear linear = Linear.of(2, 2);
    List<TensorFunction> functions =
        List.of(linear, ReLU.of(), Flatten.of(), Tensor::relu, input -> input.mul(2));
    for (TensorFunction function : functions) {
      assertThat(function.apply(x).toFloats()).isEqualTo(function.call(x).toFloats());
    }
    TensorFunction nested = Sequential.of(linear, Tensor::relu, Residual.of(ReLU.of()));
    assertThat(nested.call(x).toFloats()).isEqualTo(linear.call(x).relu().mul(2).toFloats());
  }

  @Test
  void functionsAreChainedFromLeftToRight() {
    TensorFunction chained = ReLU.of().andThen(input -> input.add(1)).andThen(Tensor::square);
    assertThat(chained.call(x).toFloats()).containsExactly(1, 9);
    Linear linear = Linear.of(2, 3);
    assertThat(linear.andThen(Tensor::relu).call(x).toFloats())
        .isEqualTo(linear.call(x).relu().toFloats());
  }

  /** Code that knows only the JDK can call them too. */
  @Test
  void theyAreFunctionsOfTheJdk() {
    UnaryOperator<Tensor> relu = ReLU.of();
    assertThat(Stream.of(x).map(relu).findFirst().orElseThrow().toFloats()).containsExactly(0, 2);
  }
}
