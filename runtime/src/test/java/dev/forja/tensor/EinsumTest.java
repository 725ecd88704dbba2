package dev.forja.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forja.array.DType;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The expected results are PyTorch's; they are integers and therefore exact. */
class EinsumTest {
  private static final Tensor A = count(2, 3);
  private static final Tensor B = count(3, 4);
  private static final Tensor SQUARE = count(3, 3);

  private static Tensor count(int... shape) {
    int n = 1;
    for (int size : shape) {
      n *= size;
    }
    return Tensor.arange(n).to(DType.F32).reshape(shape);
  }

  private static void check(String equation, int[] shape, float[] expected, Tensor... operands) {
    Tensor actual = Tensor.einsum(equation, operands);
    assertThat(actual.shape()).as(equation).isEqualTo(shape);
    assertThat(actual.toFloats()).as(equation).isEqualTo(expected);
  }

  private static int[] shape(int... sizes) {
    return sizes;
  }

  private static float[] values(float... values) {
    return values;
  }

  @Test
  void oneOperand() {
    check("ij->", shape(), values(15), A);
    check("ii", shape(), values(12), SQUARE);
    check("ii->i", shape(3), values(0, 4, 8), SQUARE);
    check("ji", shape(3, 2), values(0, 3, 1, 4, 2, 5), A);
    check("i...", shape(3, 2), values(0, 3, 1, 4, 2, 5), A);
    check("iij->j", shape(3), values(9, 11, 13), count(2, 2, 3));
    check("b...a->...a", shape(2, 3), values(6, 8, 10, 12, 14, 16), count(2, 2, 3));
  }

  @Test
  void several() {
    float[] product = {20, 23, 26, 29, 56, 68, 80, 92};
    check("ij,jk", shape(2, 4), product, A, B);
    check(" ...j , jk -> ...k ", shape(2, 4), product, A, B);
    check("ij,ij->j", shape(3), values(9, 17, 29), A, A);
    check("i,j->ji", shape(3, 3), values(0, 0, 0, 0, 1, 2, 0, 2, 4), A.get(0), A.get(0));
    check("ij,j", shape(2), values(5, 14), A, A.get(0));
    check("...,...", shape(2, 3), values(0, 1, 4, 0, 4, 10), A, A.slice(0, 0, 1));
    check(",ij->ij", shape(2, 3), values(0, 2, 4, 6, 8, 10), Tensor.scalar(2), A);
    check("ij,jk,kl->il", shape(2, 3), values(162, 554, 946, 504, 1688, 2872), A, B, B.t());
  }

  @Test
  void gradients() {
    Tensor x = count(3, 3).requiresGrad(true);
    Tensor.einsum("ii,ij->", x, x).backward();
    // The gradient of the sum of x[i][i] * row sum i: x[i][i] for each j, plus the row sum on the
    // diagonal.
    assertThat(Objects.requireNonNull(x.grad()).toFloats())
        .containsExactly(3, 0, 0, 4, 16, 4, 8, 8, 29);
  }

  @Test
  void refusals() {
    assertThatThrownBy(() -> Tensor.einsum("ij,jk", A))
        .hasMessage("einsum: 'ij,jk' of [2, 3]: it names 2 operands");
    assertThatThrownBy(() -> Tensor.einsum("ij,jk", A, A))
        .hasMessage("einsum: 'ij,jk' of [2, 3], [2, 3]: sizes 3 and 2 of 'j' differ");
    assertThatThrownBy(() -> Tensor.einsum("ijk", A))
        .hasMessage("einsum: 'ijk' of [2, 3]: the term 'ijk' does not fit 2 dimensions");
    assertThatThrownBy(() -> Tensor.einsum("ii", A))
        .hasMessage("einsum: 'ii' of [2, 3]: sizes 2 and 3 of the repeated 'i' differ");
    assertThatThrownBy(() -> Tensor.einsum("ij->ik", A)).hasMessageContaining("'k' in the result");
    assertThatThrownBy(() -> Tensor.einsum("i1", A)).hasMessageContaining("'i1' is not a term");
  }
}
