package dev.forja.tensor;

import static java.lang.Float.NEGATIVE_INFINITY;
import static java.lang.Float.NaN;
import static java.lang.Float.POSITIVE_INFINITY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forja.array.DType;
import dev.forja.op.AttentionOp;
import dev.forja.op.CrossEntropyOp;
import dev.forja.op.Reduction;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Empty tensors, NaN, infinities, zeros and ties: the results of PyTorch 2.13. */
class ExtremesTest {
  private static final float INF = POSITIVE_INFINITY;

  private static Tensor rows(float... pairs) {
    return Tensor.of(pairs, pairs.length / 2, 2);
  }

  private static float[] gradient(Tensor x, UnaryOperator<Tensor> f) {
    x.requiresGrad(true);
    f.apply(x).sum().backward();
    return Objects.requireNonNull(x.grad()).toFloats();
  }

  @Test
  void rangesOverAllLongs() {
    long most = Long.MAX_VALUE;
    assertThat(Tensor.arange(Long.MIN_VALUE, most, most).toLongs())
        .containsExactly(Long.MIN_VALUE, -1, most - 1);
    assertThat(Tensor.arange(most, Long.MIN_VALUE, Long.MIN_VALUE).toLongs())
        .containsExactly(most, -1);
    assertThat(Tensor.arange(5, 5, -3).toLongs()).isEmpty();
  }

  /** The factorial is infinite from 171 on, so that no more of its factors are multiplied. */
  @Test
  @Timeout(20)
  void derivativesOfDigammaOfAnyOrder() {
    assertThat(Tensor.ones(1_000).polygamma(2_000_000_000).toFloats())
        .containsOnly(NEGATIVE_INFINITY);
    assertThat(Tensor.ones(1).polygamma(Integer.MAX_VALUE).item()).isEqualTo(POSITIVE_INFINITY);
  }

  @Test
  void reductionsOfNothing() {
    Tensor none = Tensor.zeros(0, 3);
    assertThat(none.sum(0).toFloats()).containsExactly(0, 0, 0);
    assertThat(none.prod(0).toFloats()).containsExactly(1, 1, 1);
    assertThat(none.mean(0).toFloats()).containsExactly(NaN, NaN, NaN);
    assertThat(none.logsumexp(0).toFloats()).containsOnly(NEGATIVE_INFINITY);
    assertThat(none.norm(2, new int[] {0}).toFloats()).containsExactly(0, 0, 0);
    assertThat(Tensor.zeros(0).variance().item()).isNaN();
    assertThat(Tensor.zeros(0).mseLoss(Tensor.zeros(0)).item()).isNaN();
    assertThatThrownBy(() -> none.norm(INF, new int[] {0}))
        .hasMessageContaining("no elements to choose from");
    assertThatThrownBy(() -> none.max(0)).hasMessageContaining("dimension 0 of [0, 3] is empty");
  }

  @Test
  void emptyTensorsKeepTheirShapes() {
    Tensor none = Tensor.zeros(0, 3);
    assertThat(none.cumsum(0).shape()).containsExactly(0, 3);
    assertThat(none.sort(0, false).indices().shape()).containsExactly(0, 3);
    assertThat(none.flip(0).shape()).containsExactly(0, 3);
    assertThat(none.roll(2, 0).shape()).containsExactly(0, 3);
    assertThat(none.softmax(0).shape()).containsExactly(0, 3);
    assertThat(none.gelu().shape()).containsExactly(0, 3);
    assertThat(none.layerNorm(new int[] {3}, null, null, 1e-5).shape()).containsExactly(0, 3);
    assertThat(none.t().rmsNorm(new int[] {0}, null).shape()).containsExactly(3, 0);
    assertThat(none.chunk(3, 0)).hasSize(3).allMatch(part -> part.size(0) == 0);
    assertThat(none.t().matmul(none).toFloats()).hasSize(9).containsOnly(0f);
    assertThat(none.nonzero().shape()).containsExactly(0, 2);
    assertThat(
            Tensor.zeros(2, 0, 4)
                .scaledDotProductAttention(Tensor.zeros(2, 3, 4), Tensor.zeros(2, 3, 5), null)
                .shape())
        .containsExactly(2, 0, 5);
  }

  @Test
  void scalarsAreTheirOwnOrder() {
    Tensor three = Tensor.scalar(3);
    assertThat(three.sort().values().item()).isEqualTo(3);
    assertThat(three.sort().indices().itemLong()).isZero();
    assertThat(three.cumsum(0).item()).isEqualTo(3);
    assertThat(three.norm().item()).isEqualTo(3);
    assertThat(three.softmax(0).item()).isEqualTo(1);
    assertThat(three.flip(0).item()).isEqualTo(3);
  }

  @Test
  void chunksMayBeFewer() {
    assertThat(Tensor.zeros(5).chunk(4, 0)).extracting(Tensor::count).containsExactly(2, 2, 1);
    assertThatThrownBy(() -> Tensor.zeros(5).split(0, 0))
        .hasMessageContaining("expected 1 or more");
    assertThatThrownBy(() -> Tensor.zeros(5).split(new int[] {2, 2}, 0))
        .hasMessage("split: [2, 2] does not add up to dimension 0 of [5]");
  }

  @Test
  void nanIsTheLargestAndZerosAreEqual() {
    Tensor x = Tensor.vector(NaN, 1, INF, -INF, 0, -0f, NaN, 1);
    assertThat(x.sort().indices().toLongs()).containsExactly(3, 4, 5, 1, 7, 2, 0, 6);
    assertThat(x.sort(0, true).indices().toLongs()).containsExactly(0, 6, 2, 1, 7, 4, 5, 3);
    assertThat(x.topk(2).values().toFloats()).containsExactly(NaN, NaN);
    assertThat(x.topk(2, 0, false).values().toFloats()).containsExactly(-INF, 0);
    assertThatThrownBy(() -> x.topk(9))
        .hasMessage("topk: 9 of dimension 0 of [8]: expected 0 to 8");
  }

  @Test
  void logsumexpOfInfinities() {
    Tensor x = rows(-INF, -INF, INF, 1, NaN, 1, -INF, 3, 1000, 1000);
    assertThat(x.logsumexp(1).toFloats()).containsExactly(-INF, INF, NaN, 3, 1000.6932f);
    assertThat(gradient(x, y -> y.logsumexp(1)))
        .containsExactly(NaN, NaN, NaN, 0, NaN, NaN, 0, 1, 0.5f, 0.5f);
  }

  @Test
  void normsAtZeroAndAtTies() {
    Tensor x = rows(0, 0, 3, -3, 0, 2);
    assertThat(gradient(x.detach(), y -> y.norm(2, new int[] {1})))
        .containsExactly(0, 0, 0.7071068f, -0.7071068f, 0, 1);
    assertThat(gradient(x.detach(), y -> y.norm(1, new int[] {1})))
        .containsExactly(0, 0, 1, -1, 0, 1);
    assertThat(gradient(x.detach(), y -> y.norm(INF, new int[] {1})))
        .containsExactly(0, 0, 0.5f, -0.5f, 0, 1);
    assertThat(gradient(x.detach(), y -> y.norm(0.5, new int[] {1})))
        .usingComparatorWithPrecision(1e-5f)
        .containsExactly(0, 0, 2, -2, 0, 1);
    assertThat(rows(INF, 1, NaN, 1).norm(2, new int[] {1}).toFloats()).containsExactly(INF, NaN);
  }

  @Test
  void spreadsOfTooFew() {
    assertThat(rows(1, 1, 1, 3).variance(1).toFloats()).containsExactly(0, 2);
    assertThat(gradient(rows(1, 1), y -> y.std(1))).containsExactly(0, 0);
    assertThat(Tensor.vector(1).std().item()).isNaN();
    assertThat(rows(1, 2).variance(new int[] {1}, 3, false).item()).isEqualTo(INF);
  }

  @Test
  void productsWithZeros() {
    Tensor x = Tensor.of(new float[] {0, 0, 2, 0, 3, 2}, 2, 3);
    assertThat(gradient(x, y -> y.prod(1))).containsExactly(0, 0, 0, 6, 0, 0);
    assertThat(Tensor.arange(4).prod().itemLong()).isZero();
    assertThat(Tensor.arange(4).prod().dtype()).isEqualTo(DType.I64);
  }

  @Test
  void extremesOfIntegers() {
    Tensor x = Tensor.of(new long[] {3, 9, 9, -4}, 2, 2);
    assertThat(x.max().itemLong()).isEqualTo(9);
    assertThat(x.min(1).values().toLongs()).containsExactly(3, -4);
    assertThat(x.max(0).indices().toLongs()).containsExactly(1, 0);
    assertThat(x.maskedFill(x.gt(5), 7).toLongs()).containsExactly(3, 7, 7, -4);
    assertThatThrownBy(() -> x.maskedFill(x.gt(5), 0.5))
        .hasMessageContaining("0.5 is not an integer");
  }

  @Test
  void softmaxOfNothingToSee() {
    assertThat(rows(-INF, -INF).softmax(1).toFloats()).containsExactly(NaN, NaN);
    assertThat(rows(1e4f, -1e4f).logSoftmax(1).toFloats()).containsExactly(0, -2e4f);
  }

  @Test
  void attentionThatSeesNothingIsZeroAndHasNoGradient() {
    Tensor x = Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 1, 2, 3);
    Tensor hidden = Tensor.of(new boolean[] {false, false, true, false}, 2, 2);
    float[] seen = x.scaledDotProductAttention(x, x, hidden).toFloats();
    assertThat(seen).containsExactly(0, 0, 0, 1, 2, 3);
    assertThat(
            x.scaledDotProductAttention(x, x, Tensor.full(new int[] {2, 2}, NEGATIVE_INFINITY))
                .toFloats())
        .containsOnly(0f);
    Tensor query = x.detach();
    assertThat(gradient(query, q -> q.scaledDotProductAttention(x, x, hidden))).containsOnly(0f);
    Tensor bad = Tensor.of(new float[] {NaN, 0, 0, 0, 0, 0}, 1, 2, 3);
    assertThat(bad.scaledDotProductAttention(x, x, null).get(0).get(0).toFloats())
        .containsOnly(NaN);
    assertThatThrownBy(() -> x.scaledDotProductAttention(x, x, hidden, new AttentionOp(1.0, true)))
        .hasMessageContaining("both a mask and causal are given");
  }

  @Test
  void lossesOfExtremeScores() {
    Tensor scores = Tensor.vector(1e4f, -1e4f, 0);
    Tensor targets = Tensor.vector(0, 1, 1);
    assertThat(scores.binaryCrossEntropyWithLogits(targets, null, null, Reduction.NONE).toFloats())
        .containsExactly(1e4f, 1e4f, 0.6931472f);
    assertThat(
            gradient(
                scores, x -> x.binaryCrossEntropyWithLogits(targets, null, null, Reduction.SUM)))
        .containsExactly(1, -1, -0.5f);
    Tensor certain = Tensor.vector(0, 1);
    assertThat(certain.binaryCrossEntropy(Tensor.vector(1, 1), null, Reduction.NONE).toFloats())
        .containsExactly(100, -0f);
    assertThatThrownBy(
            () -> Tensor.vector(0.5f, 2).binaryCrossEntropy(certain, null, Reduction.SUM))
        .hasMessageContaining("the input is 2.0 at position 1, expected 0 to 1");
    Tensor none = Tensor.of(new long[0], 0);
    assertThat(Tensor.zeros(0, 3).crossEntropy(none, null, CrossEntropyOp.MEAN).item()).isNaN();
  }

  @Test
  void activationsInTheFarTails() {
    Tensor x = Tensor.vector(-1e30f, 1e30f, INF, NaN);
    assertThat(x.gelu().toFloats()).containsExactly(-0f, 1e30f, INF, NaN);
    assertThat(x.geluTanh().toFloats()).containsExactly(-0f, 1e30f, INF, NaN);
    assertThat(x.silu().toFloats()).containsExactly(-0f, 1e30f, INF, NaN);
    assertThat(x.mish().toFloats()).containsExactly(-0f, 1e30f, INF, NaN);
    assertThat(x.relu6().toFloats()).containsExactly(0, 6, 6, NaN);
    assertThat(x.softplus().toFloats()).containsExactly(0, 1e30f, INF, NaN);
    for (UnaryOperator<Tensor> f :
        List.<UnaryOperator<Tensor>>of(
            Tensor::gelu, Tensor::geluTanh, Tensor::silu, Tensor::mish)) {
      assertThat(gradient(Tensor.vector(-1e30f, 1e30f), f)).containsExactly(0, 1);
    }
  }

  @Test
  void viewsGiveWhatDenseTensorsGive() {
    Tensor x = Tensor.randn(4, 6);
    Tensor view = x.t().contiguous().t();
    assertThat(view.isContiguous()).isFalse();
    assertThat(view.layerNorm(new int[] {6}, null, null, 1e-5).toFloats())
        .isEqualTo(x.layerNorm(new int[] {6}, null, null, 1e-5).toFloats());
    assertThat(view.gelu().toFloats()).isEqualTo(x.gelu().toFloats());
    assertThat(view.flip(1).flip(1).toFloats()).isEqualTo(x.toFloats());
    assertThat(view.roll(3).roll(-3).toFloats()).isEqualTo(x.toFloats());
  }
}
