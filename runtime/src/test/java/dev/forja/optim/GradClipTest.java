package dev.forja.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.forja.tensor.Parameter;
import dev.forja.tensor.Tensor;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class GradClipTest {
  private static Parameter withGrad(float... grad) {
    Parameter parameter = Parameter.zeros(grad.length);
    parameter.setGrad(Tensor.vector(grad));
    return parameter;
  }

  private static float[] grad(Parameter parameter) {
    Tensor grad = parameter.grad();
    return grad == null ? new float[0] : grad.toFloats();
  }

  @Test
  void scalesLargeGradientsTogether() {
    Parameter a = withGrad(3, 0);
    Parameter b = withGrad(-4);
    assertThat(GradClip.norm(List.of(a, Parameter.zeros(7), b), 1)).isCloseTo(5, within(1e-6));
    assertThat(grad(a)).containsExactly(new float[] {0.6f, 0}, within(1e-6f));
    assertThat(grad(b)).containsExactly(new float[] {-0.8f}, within(1e-6f));
  }

  @Test
  void leavesSmallGradientsAsTheyAre() {
    Parameter a = withGrad(3, -4);
    assertThat(GradClip.norm(List.of(a), 5.1)).isCloseTo(5, within(1e-6));
    assertThat(grad(a)).containsExactly(3, -4);
  }

  @Test
  void knowsOtherNorms() {
    assertThat(GradClip.norm(List.of(withGrad(3, -4)), 9, 1)).isCloseTo(7, within(1e-6));
    assertThat(GradClip.norm(List.of(withGrad(3, -4)), 9, 3))
        .isCloseTo(Math.cbrt(91), within(1e-6));
    Parameter a = withGrad(3, -4);
    assertThat(GradClip.norm(List.of(a), 2, Double.POSITIVE_INFINITY)).isEqualTo(4);
    assertThat(grad(a)).containsExactly(new float[] {1.5f, -2}, within(1e-5f));
  }

  @Test
  void noGradientsHaveNoNorm() {
    assertThat(GradClip.norm(List.of(Parameter.zeros(2)), 1)).isZero();
  }

  @Test
  void cutsEveryElement() {
    Parameter parameter = Parameter.zeros(4);
    parameter.setGrad(Tensor.vector(-3, -0.5f, 0.25f, 2));
    GradClip.value(List.of(parameter), 0.5);
    assertThat(Objects.requireNonNull(parameter.grad()).toFloats())
        .containsExactly(-0.5f, -0.5f, 0.25f, 0.5f);
  }
}
