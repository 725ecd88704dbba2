package dev.forja.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forja.array.DType;
import org.junit.jupiter.api.Test;

class TensorTextTest {
  @Test
  void numbersShareOneFormat() {
    assertThat(Tensor.scalar(2.5)).hasToString("tensor(2.5000)");
    assertThat(Tensor.vector(1, -2)).hasToString("tensor([ 1., -2.])");
    assertThat(Tensor.vector(-1.5f, Float.POSITIVE_INFINITY, Float.NaN))
        .hasToString("tensor([-1.5000,     inf,     nan])");
    assertThat(Tensor.vector(0.001f, 100.5f)).hasToString("tensor([1.0000e-03, 1.0050e+02])");
    assertThat(Tensor.vector(1e-5f, 1)).hasToString("tensor([1.0000e-05, 1.0000e+00])");
    assertThat(Tensor.vector(1e9f, 1)).hasToString("tensor([1.0000e+09, 1.0000e+00])");
    assertThat(Tensor.arange(3)).hasToString("tensor([0, 1, 2])");
    assertThat(Tensor.of(new boolean[] {true, false}, 2)).hasToString("tensor([ true, false])");
  }

  @Test
  void dimensionsNest() {
    assertThat(Tensor.of(new float[] {1, 2, 3, 4.5f}, 2, 2))
        .hasToString(
            """
            tensor([[1.0000, 2.0000],
                    [3.0000, 4.5000]], shape=[2, 2])\
            """);
    assertThat(Tensor.zeros(2, 1, 2))
        .hasToString(
            """
            tensor([[[0., 0.]],

                    [[0., 0.]]], shape=[2, 1, 2])\
            """);
    assertThat(Tensor.zeros(2, 0)).hasToString("tensor([], shape=[2, 0])");
  }

  @Test
  void longOnesAreCutAndWrapped() {
    assertThat(Tensor.arange(30))
        .hasToString(
            """
            tensor([ 0,  1,  2,  3,  4,  5,  6,  7,  8,  9, 10, 11, 12, 13, 14, 15, 16, 17,
                    18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29])\
            """);
    assertThat(Tensor.arange(2000))
        .hasToString("tensor([   0,    1,    2, ..., 1997, 1998, 1999], shape=[2000])");
    assertThat(Tensor.zeros(1000, 2))
        .hasToString(
            """
            tensor([[0., 0.],
                    [0., 0.],
                    [0., 0.],
                    ...,
                    [0., 0.],
                    [0., 0.],
                    [0., 0.]], shape=[1000, 2])\
            """);
  }

  @Test
  void whereItComesFromIsSaid() {
    Parameter parameter = Parameter.zeros(1);
    assertThat(parameter).hasToString("tensor([0.], requiresGrad=true)");
    assertThat(parameter.exp()).hasToString("tensor([1.], from=exp)");
    assertThat(parameter.detach().to(DType.I32)).hasToString("tensor([0], dtype=I32)");
    assertThat(Tensor.vector(1.5f).to(DType.BF16)).hasToString("tensor([1.5000], dtype=BF16)");
  }

  @Test
  void viewsPrintTheirOwnElements() {
    assertThat(Tensor.arange(6).reshape(2, 3).t().get(1)).hasToString("tensor([1, 4])");
  }
}
