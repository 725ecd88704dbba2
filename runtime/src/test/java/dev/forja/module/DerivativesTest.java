package dev.forja.module;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.forja.tensor.NoGrad;
import dev.forja.tensor.Philox;
import dev.forja.tensor.Randoms;
import dev.forja.tensor.Tensor;
import dev.forja.tensor.TensorFunction;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Derivatives of functions whose derivatives are known as formulas. */
class DerivativesTest {
  private static Tensor random(int seed, int... shape) {
    return Randoms.callWith(new Philox(seed), () -> Tensor.randn(shape)).detach();
  }

  private static void assertClose(Tensor actual, Tensor expected) {
    assertThat(actual.shape()).isEqualTo(expected.shape());
    float[] values = actual.toFloats();
    float[] wanted = expected.toFloats();
    for (int i = 0; i < wanted.length; i++) {
      assertThat(values[i]).isCloseTo(wanted[i], within(1e-5f * Math.max(1, Math.abs(wanted[i]))));
    }
  }

  @Test
  void gradIsAFunctionThatCanBeDifferentiatedAgain() {
    TensorFunction f = x -> x.sin().sum();
    TensorFunction third =
        Functional.grad(x -> Functional.grad(y -> Functional.grad(f).call(y).sum()).call(x).sum());
    Tensor x = random(1, 4);
    assertClose(third.call(x), x.cos().neg());
    assertThat(third.call(x).requiresGrad()).isFalse();
  }

  @Test
  void gradientsFlowToTheInputAndToWhatAFunctionRefersTo() {
    Tensor w = random(2, 3).requiresGrad(true);
    Tensor x = random(3, 3).requiresGrad(true);
    Functional.grad(y -> y.pow(2).mul(w).sum()).call(x).sum().backward();
    assertClose(requireNonNull(w.grad()), x.detach().mul(2));
    assertClose(requireNonNull(x.grad()), w.detach().mul(2));
    assertThat(Functional.grad(y -> y.pow(2).sum()).call(x.detach()).requiresGrad()).isFalse();
  }

  @Test
  void insideNoGradDerivativesAreComputedButNotRecorded() {
    Tensor x = random(3, 3).requiresGrad(true);
    Tensor gradient = NoGrad.call(() -> Functional.grad(y -> y.pow(2).sum()).call(x));
    assertClose(gradient, x.detach().mul(2));
    assertThat(gradient.requiresGrad()).isFalse();
  }

  @Test
  void productsWithTheJacobian() {
    Tensor a = random(4, 2, 3);
    TensorFunction f = x -> a.matmul(x).sin();
    Tensor x = random(5, 3);
    Tensor jacobian = a.matmul(x).cos().unsqueeze(1).mul(a);
    assertClose(Functional.jacobian(f, x), jacobian);
    Tensor v = random(6, 2);
    ValueAndProduct vjp = Functional.vjp(f, x, v);
    assertClose(vjp.value(), f.call(x));
    assertClose(vjp.product(), v.matmul(jacobian));
    Tensor u = random(7, 3);
    ValueAndProduct jvp = Functional.jvp(f, x, u);
    assertClose(jvp.value(), f.call(x));
    assertClose(jvp.product(), jacobian.matmul(u));
  }

  @Test
  void jacobiansHaveTheShapesOfResultAndInput() {
    Tensor x = random(1, 2, 3);
    Tensor jacobian = Functional.jacobian(y -> y.sum(0), x);
    assertThat(jacobian.shape()).containsExactly(3, 2, 3);
    assertThat(Functional.jacobian(y -> y.mul(2).sum(), x).shape()).containsExactly(2, 3);
    assertClose(Functional.jacobian(y -> Tensor.ones(2), x), Tensor.zeros(2, 2, 3));
  }

  @Test
  void secondDerivatives() {
    Tensor x = random(8, 3);
    TensorFunction f = y -> y.pow(3).sum().mul(y.prod());
    Tensor hessian = Functional.hessian(f, x);
    float[] h = hessian.toFloats();
    float[] p = x.toFloats();
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        assertThat((double) h[3 * i + j]).isCloseTo(expected(p, i, j), within(1e-4));
      }
    }
    Tensor v = random(9, 3);
    assertClose(Functional.hvp(f, x, v).product(), hessian.matmul(v));
    assertClose(Functional.vhp(f, x, v).product(), v.matmul(hessian));
    assertClose(Functional.hvp(f, x, v).value(), f.call(x));
  }

  /** The second derivative of s q, with the sum of cubes s and the product q. */
  private static double expected(float[] p, int i, int j) {
    double s = 0;
    double q = 1;
    for (double each : p) {
      s += each * each * each;
      q *= each;
    }
    double first = 3 * p[i] * p[i] * q / p[j] + 3 * p[j] * p[j] * q / p[i];
    return first + (i == j ? 6 * p[i] * q : s * q / p[i] / p[j]);
  }

  @Test
  void functionsOfSeveralTensors() {
    Function<List<Tensor>, Tensor> f = in -> in.get(0).pow(2).mul(in.get(1)).sum();
    List<Tensor> at = List.of(random(1, 2), random(2, 2));
    List<List<Tensor>> hessian = Functional.hessian(f, at);
    Tensor eye = Tensor.of(new float[] {1, 0, 0, 1}, 2, 2);
    assertClose(hessian.get(0).get(0), at.get(1).mul(2).mul(eye));
    assertClose(hessian.get(0).get(1), at.get(0).mul(2).mul(eye));
    assertClose(hessian.get(1).get(1), Tensor.zeros(2, 2));
    List<Tensor> v = List.of(random(3, 2), random(4, 2));
    List<Tensor> products = Functional.hvp(f, at, v).products();
    assertClose(
        products.get(0), at.get(1).mul(2).mul(v.get(0)).add(at.get(0).mul(2).mul(v.get(1))));
    assertClose(products.get(1), at.get(0).mul(2).mul(v.get(0)));
    assertClose(Functional.grad(f, at).get(1), at.get(0).pow(2));
    assertClose(
        Functional.jvp(f, at, v).product(),
        Functional.grad(f, at)
            .get(0)
            .mul(v.get(0))
            .sum()
            .add(Functional.grad(f, at).get(1).mul(v.get(1)).sum()));
    assertThatThrownBy(() -> Functional.hvp(f, at, v).product())
        .hasMessageContaining("there are 2 products");
  }

  @Test
  void whatDoesNotFitIsRefused() {
    Tensor x = random(1, 3);
    assertThatThrownBy(() -> Functional.grad(y -> y.mul(2)).call(x))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("grad: the function returned [3]: expected one element");
    assertThatThrownBy(() -> Functional.hvp(y -> y.pow(2).sum(), x, random(1, 2)))
        .hasMessageContaining("hvp: input 0 is [3], its vector [2]");
    assertThatThrownBy(() -> Functional.jvp(in -> in.get(0), List.of(x), List.of()))
        .hasMessageContaining("jvp: 1 inputs, but 0 vectors");
  }
}
