package dev.forja.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forja.nn.Linear;
import dev.forja.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class FunctionalTest {
  private final Models_MlpInvoker model = Models_MlpInvoker.of(3, 4, 2);
  private final Tensor x = Tensor.randn(5, 3);

  @Test
  void theGivenTensorsAreUsedAndGetTheGradients() {
    Models_MlpInvoker other = Models_MlpInvoker.of(3, 4, 2);
    Map<String, Tensor> given = new LinkedHashMap<>();
    other
        .namedParameters()
        .forEach((name, parameter) -> given.put(name, parameter.detach().requiresGrad(true)));
    float[] before = model.call(x).toFloats();
    Tensor y = Functional.call(model, given, () -> model.call(x));
    assertThat(y.toFloats()).containsExactly(other.call(x).toFloats());
    y.sum().backward();
    other.call(x).sum().backward();
    given.forEach(
        (name, tensor) ->
            assertThat(grad(tensor)).as(name).containsExactly(grad(other.parameter(name))));
    assertThat(model.parameters()).allSatisfy(each -> assertThat(each.grad()).isNull());
    assertThat(model.call(x).toFloats()).containsExactly(before);
  }

  private static float[] grad(Tensor leaf) {
    Tensor grad = leaf.grad();
    assertThat(grad).isNotNull();
    return grad == null ? new float[0] : grad.toFloats();
  }

  /** One step of gradient descent inside, as in first-order MAML. */
  @Test
  void gradientsFlowThroughWhatTheTensorsWereComputedFrom() {
    Linear linear = Linear.of(1, 1, false);
    Tensor scale = Tensor.full(new int[] {1, 1}, 2).requiresGrad(true);
    Tensor in = Tensor.full(new int[] {1, 1}, 3);
    Functional.call(linear, Map.of("weight", scale.mul(5)), () -> linear.call(in)).backward();
    assertThat(grad(scale)).containsExactly(15);
  }

  @Test
  void parametersThatAreNotNamedStayAndTiedOnesAreReplacedEverywhere() {
    Tensor zeros = Tensor.zeros(2);
    assertThat(
            Functional.call(
                    model, Map.of("out.weight", Tensor.zeros(2, 4)), () -> model.call(x).sum(0))
                .toFloats())
        .containsExactly(model.parameter("out.bias").mul(5).add(zeros).toFloats());
    Models_TiedInvoker tied = Models_TiedInvoker.of(2);
    Tensor eye = Tensor.of(new float[] {1, 0, 0, 1}, 2, 2);
    Tensor in = Tensor.of(new float[] {1, 2}, 1, 2);
    assertThat(Functional.call(tied, Map.of("decoder", eye), () -> tied.call(in)).toFloats())
        .containsExactly(1, 2);
    assertThatThrownBy(
            () ->
                Functional.call(
                    tied,
                    Map.of("decoder", eye, "encoder.weight", Tensor.ones(2, 2)),
                    () -> tied.call(in)))
        .hasMessageContaining("is tied: its names cannot have different tensors");
  }

  @Test
  void otherThreadsSeeNothing() {
    Map<String, Tensor> zeros =
        Map.of("out.weight", Tensor.zeros(2, 4), "out.bias", Tensor.zeros(2));
    float[] plain = model.call(x).toFloats();
    float[] elsewhere =
        Functional.call(
            model,
            zeros,
            () -> CompletableFuture.supplyAsync(() -> model.call(x).toFloats()).join());
    assertThat(elsewhere).containsExactly(plain);
  }

  @Test
  void wrongNamesAndShapesAreRefused() {
    assertThatThrownBy(
            () ->
                Functional.call(
                    model, Map.of("out.wieght", Tensor.zeros(2, 4)), () -> model.call(x)))
        .hasMessage("Mlp has no parameter 'out.wieght' (did you mean 'out.weight'?)");
    assertThatThrownBy(
            () -> Functional.call(model, Map.of("out.bias", Tensor.zeros(3)), () -> model.call(x)))
        .hasMessage("parameter 'out.bias' of Mlp is [2], the tensor for it [3]");
  }
}
