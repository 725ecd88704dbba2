package dev.forja.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Products of stacks of matrices, which threads share, compared with products of the single
 * matrices.
 */
final class StackedProductsTest {
  private static Tensor normal(int... shape) {
    return Tensor.randn(shape);
  }

  private static void assertAlone(Tensor left, Tensor right) {
    Tensor product = left.matmul(right);
    for (int i = 0; i < left.size(0); i++) {
      for (int j = 0; j < left.size(1); j++) {
        Tensor alone = matrix(left, i, j).matmul(matrix(right, i, j));
        assertThat(matrix(product, i, j).toFloats()).isEqualTo(alone.toFloats());
      }
    }
  }

  private static Tensor matrix(Tensor stack, int i, int j) {
    return stack.slice(0, i, i + 1).slice(1, j, j + 1).squeeze(0).squeeze(0);
  }

  @Test
  void scoresAndMixturesOfAttention() {
    for (int length : new int[] {3, 17, 40, 130}) {
      Tensor q = normal(3, 4, length, 32);
      Tensor k = normal(3, 4, length, 32);
      assertAlone(q, k.transpose(-2, -1));
      assertAlone(normal(3, 4, length, length), k);
    }
  }

  @Test
  void headsCutFromOneProjectionAreMultipliedWhereTheyLie() {
    Tensor joint = normal(2, 20, 3, 4, 16);
    Tensor q = joint.slice(2, 0, 1).squeeze(2).transpose(1, 2);
    Tensor k = joint.slice(2, 1, 2).squeeze(2).transpose(1, 2);
    assertAlone(q, k.transpose(-2, -1));
  }
}
