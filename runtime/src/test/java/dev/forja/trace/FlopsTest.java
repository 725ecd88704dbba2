package dev.forja.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forja.nn.Conv2d;
import dev.forja.op.CatOp;
import dev.forja.op.ReshapeOp;
import dev.forja.op.TensorType;
import dev.forja.op.UnaryKind;
import dev.forja.op.UnaryOp;
import dev.forja.tensor.Tensor;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** How the floating-point operations of ops are counted. */
class FlopsTest {
  private static long of(Supplier<Tensor> body) {
    return Trace.record(body::get).flops();
  }

  /** The default count of ops without a rule of their own, and the count of views. */
  @Test
  void anOpThatSaysNothingCountsOneForEachElementItGives() {
    assertThat(new UnaryOp(UnaryKind.EXP).flops(floats(2, 3), floats(2, 3))).isEqualTo(6);
    assertThat(new ReshapeOp(6).flops(floats(2, 3), floats(6))).isZero();
    assertThat(new CatOp(0).flops(floats(2, 3), floats(4, 3))).isZero();
  }

  private static TensorType[] floats(int... shape) {
    return TensorType.floats(shape).alone();
  }

  @Test
  void productsCountAMultiplicationAndAnAdditionEach() {
    assertThat(of(() -> Tensor.zeros(7, 2, 3).matmul(Tensor.zeros(3, 5))))
        .isEqualTo(7 * 2 * 2 * 3 * 5);
    assertThat(of(() -> Tensor.zeros(2, 3).linear(Tensor.zeros(5, 3), null)))
        .isEqualTo(2 * 2 * 3 * 5);
    assertThat(of(() -> Tensor.zeros(2, 3).linear(Tensor.zeros(5, 3), Tensor.zeros(5))))
        .isEqualTo(2 * 2 * 3 * 5 + 2 * 5);
    Conv2d conv = Conv2d.of(4, 6, 3);
    assertThat(of(() -> conv.call(Tensor.zeros(2, 4, 8, 8))))
        .isEqualTo((2 * 4 * 9 + 1) * (2 * 6 * 6 * 6));
  }

  @Test
  void attentionCountsScoresSoftmaxAndMix() {
    Tensor q = Tensor.zeros(2, 4, 8);
    Tensor k = Tensor.zeros(2, 5, 8);
    assertThat(of(() -> q.scaledDotProductAttention(k, k, null)))
        .isEqualTo(2 * 4 * 5 * (2 * 8 + 1 + 5 + 2 * 8));
  }

  @Test
  void elementwiseOpsCountOneEachAndViewsNothing() {
    assertThat(of(() -> Tensor.zeros(3, 4).add(Tensor.zeros(4)))).isEqualTo(12);
    assertThat(of(() -> Tensor.zeros(3, 4).exp())).isEqualTo(12);
    assertThat(of(() -> Tensor.zeros(3, 4).sum())).isEqualTo(12);
    assertThat(of(() -> Tensor.zeros(3, 4).t().reshape(12).slice(0, 2, 5))).isZero();
  }
}
