package dev.forja.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forja.module.Functional;
import dev.forja.nn.LeakyReLU;
import dev.forja.nn.Linear;
import dev.forja.nn.Sequential;
import dev.forja.tensor.Autograd;
import dev.forja.tensor.BackwardOptions;
import dev.forja.tensor.GradOptions;
import dev.forja.tensor.Parameter;
import dev.forja.tensor.Tensor;
import dev.forja.tensor.TensorFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The code of the page on training about gradients of gradients. */
class SecondGradientsTest {
  @Test
  void aPenaltyOnTheGradient() {
    Sequential critic = Sequential.of(Linear.of(6, 8), LeakyReLU.of(0.2), Linear.of(8, 1));
    Tensor images = Tensor.randn(4, 6).requiresGrad(true);
    // tag::penalty
    GradOptions create = GradOptions.defaults().withCreateGraph(true);
    Tensor slope = Autograd.grad(critic.call(images).sum(), images, create);
    Tensor penalty = slope.pow(2).sum(1).sqrt().sub(1).pow(2).mean();
    penalty.backward(); // the gradients of the critic's parameters
    // end::penalty
    assertThat(critic.parameters()).filteredOn(p -> p.rank() == 2).allMatch(p -> p.grad() != null);
  }

  @Test
  @SuppressWarnings("NullAway") // after backward a leaf has a gradient
  void gradientsOfLeavesThatAreRecorded() {
    Parameter weight = Parameter.of(Tensor.vector(1, 2));
    Tensor loss = weight.pow(3).sum();
    // tag::graph
    loss.backward(BackwardOptions.defaults().withCreateGraph(true));
    Tensor slope = weight.grad();
    weight.zeroGrad();
    slope.pow(2).sum().backward();
    // end::graph
    assertThat(weight.grad().toFloats()).containsExactly(36, 36 * 8);
  }

  @Test
  void functionsOfFunctions() {
    Tensor at = Tensor.vector(1, 2);
    Tensor v = Tensor.vector(1, 10);
    // tag::functions
    TensorFunction f = x -> x.pow(3).sum();
    Tensor gradient = Functional.grad(f).call(at); // 3 x^2
    Tensor second = Functional.hessian(f, at); // 6 x on the diagonal
    Tensor product = Functional.hvp(f, at, v).product(); // second times v, without building it
    Tensor rows = Functional.jacobian(x -> x.softmax(0), at);
    // end::functions
    assertThat(gradient.toFloats()).containsExactly(3, 12);
    assertThat(second.toFloats()).containsExactly(6, 0, 0, 12);
    assertThat(product.toFloats()).containsExactly(6, 120);
    assertThat(rows.shape()).containsExactly(2, 2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"penalty", "graph", "functions"})
  void thePageShowsThisCode(String part) throws Exception {
    Shown.isOnPage(SecondGradientsTest.class, "TRAINING.md", part);
  }
}
