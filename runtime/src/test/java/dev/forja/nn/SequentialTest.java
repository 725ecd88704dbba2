package dev.forja.nn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forja.tensor.Tensor;
import org.junit.jupiter.api.Test;

class SequentialTest {
  @Test
  void callsOneAfterTheOtherModulesAndFunctionsAlike() {
    Sequential model = Sequential.of(ReLU.of(), x -> x.mul(2), Flatten.of(0, -1));
    Tensor y = model.call(Tensor.of(new float[] {-1, 2, 3, -4}, 2, 2));
    assertThat(y.shape()).containsExactly(4);
    assertThat(y.toFloats()).containsExactly(0, 4, 6, 0);
  }

  @Test
  void withoutLayersItGivesItsInput() {
    Tensor x = Tensor.ones(2);
    assertThat(Sequential.of().call(x)).isSameAs(x);
  }

  @Test
  void layersStandInTheStateDictUnderTheirPlace() {
    Sequential model =
        Sequential.of(
            Linear.of(4, 3), Tensor::relu, Sequential.of(Linear.of(3, 2, false)), Linear.of(2, 1));
    assertThat(model.stateDict().sequencedKeySet())
        .containsExactly("0.weight", "0.bias", "2.0.weight", "3.weight", "3.bias");
    assertThat(model.modules(Linear.class))
        .extracting(Linear::path)
        .containsExactly("0", "2.0", "3");
  }

  @Test
  void readsAsInPyTorch() {
    assertThat(Sequential.of(Flatten.of(), Linear.of(4, 2), ReLU.of(), Softmax.of(-1)))
        .hasToString(
            """
            Sequential(
              (0): Flatten(start_dim=1, end_dim=-1)
              (1): Linear(in_features=4, out_features=2, bias=True)
              (2): ReLU()
              (3): Softmax(dim=-1)
            )\
            """);
    assertThat(Sequential.of(Identity.of(), Identity.of()))
        .hasToString("Sequential(\n  (0-1): 2 x Identity()\n)");
    assertThat(Sequential.of()).hasToString("Sequential()");
  }

  @Test
  void trainAndEvalReachTheLayers() {
    Dropout dropout = Dropout.of(0.5);
    Sequential model = Sequential.of(Sequential.of(dropout));
    assertThat(model.eval().training()).isFalse();
    assertThat(dropout.training()).isFalse();
    model.train();
    assertThat(dropout.training()).isTrue();
  }
}
