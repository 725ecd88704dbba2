package dev.forja.tensor;

import static java.lang.Float.NEGATIVE_INFINITY;
import static java.lang.Float.NaN;
import static java.lang.Float.POSITIVE_INFINITY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.forja.nn.AdaptiveAvgPool1d;
import dev.forja.nn.AdaptiveAvgPool2d;
import dev.forja.nn.AdaptiveAvgPool3d;
import dev.forja.nn.AdaptiveMaxPool1d;
import dev.forja.nn.AdaptiveMaxPool2d;
import dev.forja.nn.AdaptiveMaxPool3d;
import dev.forja.op.AttentionOp;
import dev.forja.op.Reduction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.BinaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** NaN, zeros, crossed bounds and the shapes of losses: the results of PyTorch 2.13. */
class BoundsTest {
  private static final float INF = POSITIVE_INFINITY;

  private static Tensor leaf(float... values) {
    return Tensor.vector(values).requiresGrad(true);
  }

  private static float[] grad(Tensor tensor) {
    return Objects.requireNonNull(tensor.grad()).toFloats();
  }

  @Test
  void clampByTensorsAsPyTorch() {
    Tensor x = leaf(NaN, 1, 1, 5, -5, 0, 2, 0, INF, NEGATIVE_INFINITY);
    Tensor least = leaf(0, NaN, 0, 0, 0, 3, 3, 3, 0, 0);
    Tensor most = leaf(2, 2, NaN, 2, 2, 1, 1, 3, 2, 2);
    Tensor y = x.clamp(least, most);
    assertThat(y.toFloats()).containsExactly(NaN, NaN, NaN, 2, 0, 1, 1, 3, 2, 0);
    y.sum().backward();
    assertThat(grad(x)).containsExactly(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    assertThat(grad(least)).containsExactly(0, 0, 0, 0, 1, 0, 0, 0, 0, 1);
    assertThat(grad(most)).containsExactly(0, 0, 0, 1, 0, 1, 1, 0, 1, 0);
  }

  @Test
  void clampByOneTensorAsPyTorch() {
    Tensor x = leaf(NaN, 1, -1, 0, 1);
    Tensor least = leaf(0, NaN, 0, 0, 0);
    Tensor y = x.clamp(least, null);
    assertThat(y.toFloats()).containsExactly(NaN, NaN, 0, 0, 1);
    y.sum().backward();
    assertThat(grad(x)).containsExactly(0, 0, 0, 1, 1);
    assertThat(grad(least)).containsExactly(0, 0, 1, 0, 0);
    assertThat(Tensor.ofLongs(1, 5).clamp(null, Tensor.ofLongs(3, 3)).toLongs())
        .containsExactly(1, 3);
  }

  @Test
  void zerosOnBoundsKeepTheirSign() {
    Tensor zero = Tensor.vector(-0f);
    for (Tensor y :
        new Tensor[] {
          zero.clamp(0, 1), zero.clamp(-1, 0), zero.clampMin(0), zero.hardtanh(0, 1), zero.tanh()
        }) {
      assertThat(Arrays.toString(y.toFloats())).isEqualTo("[-0.0]");
    }
    assertThat(Tensor.vector(1, 2).clamp(NaN, 3).toFloats()).containsOnly(NaN);
    assertThat(Tensor.vector(NaN, 9).clamp(0, 1).toFloats()).containsExactly(NaN, 1);
  }

  @Test
  void lossesRefuseWhatPyTorchRefuses() {
    Tensor column = Tensor.ones(3, 1);
    Tensor row = Tensor.ones(3);
    refuses(
        (x, t) -> x.marginRankingLoss(x, t, 0, Reduction.MEAN), column, row, "margin_ranking_loss");
    refuses(
        (x, t) -> x.cosineEmbeddingLoss(x, t, 0, Reduction.MEAN),
        Tensor.ones(3, 2),
        Tensor.ones(3, 1),
        "cosine_embedding_loss");
    refuses((x, t) -> x.cosineEmbeddingLoss(x, t, 0, Reduction.MEAN), row, row, "cosine_embedding");
    refuses(
        (x, t) -> x.tripletMarginLoss(t, t, TripletOptions.defaults(), Reduction.MEAN),
        column,
        row,
        "triplet_margin_loss");
  }

  @Test
  void lossesOfShapesThatDifferWarnOnce() {
    Tensor x = Tensor.of(new float[] {1, 2, 3}, 3, 1);
    assertThat(x.mseLoss(Tensor.vector(1, 2, 3)).item()).isCloseTo(4 / 3f, within(1e-6f));
    // Reported by this test or by an earlier one.
    assertThat(BroadcastWarning.of("mse_loss", new int[] {3, 1}, new int[] {3})).isFalse();
  }

  private static void refuses(BinaryOperator<Tensor> loss, Tensor x, Tensor t, String message) {
    assertThatThrownBy(() -> loss.apply(x, t))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void leavesDoNotShareOneGradientArray() {
    Tensor a = leaf(1, 2);
    Tensor b = leaf(3, 4);
    a.add(b).sum().backward();
    InPlace.update(Objects.requireNonNull(a.grad()), array -> array.floats()[array.offset()] = 9);
    assertThat(grad(a)).containsExactly(9, 1);
    assertThat(grad(b)).containsExactly(1, 1);
  }

  @Test
  void gradientThatAHookKeptIsNotThatOfALeaf() {
    Tensor a = leaf(1, 2);
    List<@Nullable Tensor> kept = new ArrayList<>();
    GradientTap.through(
            "here",
            List.of(a),
            gradients -> {
              kept.addAll(gradients);
              return gradients;
            })
        .getFirst()
        .mul(2)
        .sum()
        .backward();
    InPlace.update(Objects.requireNonNull(a.grad()), array -> array.floats()[array.offset()] = 9);
    assertThat(Objects.requireNonNull(kept.getFirst()).toFloats()).containsExactly(2, 2);
  }

  /** NaN and -1 do not stand for a default: a scale of NaN gives NaN, a size of -1 is none. */
  @Test
  void numbersThatAreGivenAreNotDefaults() {
    Tensor q = Tensor.ones(1, 2, 3);
    assertThat(
            q.scaledDotProductAttention(q, q, null, new AttentionOp(Double.NaN, false)).toFloats())
        .containsOnly(Float.NaN);
    assertThat(q.scaledDotProductAttention(q, q, null, new AttentionOp(null, true)).toFloats())
        .containsOnly(1);
    assertThatThrownBy(() -> Tensor.ones(1, 1, 2, 2).adaptiveAvgPool2d(-1, 1))
        .hasMessage("adaptiveAvgPool2d: output -1 x 1: expected 1 or more");
  }

  /** The size of the input is null, which no computed size can be by mistake. */
  @ParameterizedTest
  @ValueSource(ints = {0, -1, -2, Integer.MIN_VALUE})
  void adaptivePoolingsRefuseWhatIsNoSize(int size) {
    Tensor line = Tensor.ones(1, 2, 4);
    Tensor image = Tensor.ones(1, 2, 4, 4);
    Tensor volume = Tensor.ones(1, 2, 4, 4, 4);
    List<ThrowingCallable> calls =
        List.of(
            () -> line.adaptiveAvgPool1d(size),
            () -> line.adaptiveMaxPool1d(size),
            () -> image.adaptiveAvgPool2d(2, size),
            () -> image.adaptiveMaxPool2d(size, 2),
            () -> volume.adaptiveAvgPool3d(2, size, 2),
            () -> volume.adaptiveMaxPool3d(size, null, 2),
            () -> AdaptiveAvgPool1d.of(size),
            () -> AdaptiveMaxPool1d.of(size),
            () -> AdaptiveAvgPool2d.of(null, size),
            () -> AdaptiveMaxPool2d.of(size),
            () -> AdaptiveAvgPool3d.of(size),
            () -> AdaptiveMaxPool3d.of(null, size, null));
    for (ThrowingCallable call : calls) {
      assertThatThrownBy(call)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("output")
          .hasMessageContaining("expected 1 or more");
    }
  }

  @Test
  void adaptivePoolingsKeepTheSizeOfTheInputWhereNoneIsGiven() {
    Tensor image = Tensor.ones(1, 2, 4, 5);
    Tensor volume = Tensor.ones(1, 2, 4, 5, 6);
    assertThat(image.adaptiveMaxPool2d(null, 2).values().shape()).containsExactly(1, 2, 4, 2);
    assertThat(volume.adaptiveMaxPool3d(2, null, 3).values().shape())
        .containsExactly(1, 2, 2, 5, 3);
    assertThat(volume.adaptiveAvgPool3d(null, 2, null).shape()).containsExactly(1, 2, 4, 2, 6);
    assertThat(AdaptiveMaxPool2d.of(null, 2).call(image).shape()).containsExactly(1, 2, 4, 2);
    assertThat(AdaptiveAvgPool3d.of(null, 2, null).call(volume).shape())
        .containsExactly(1, 2, 4, 2, 6);
    assertThat(AdaptiveMaxPool3d.of(2, null, 3))
        .hasToString("AdaptiveMaxPool3d(output_size=(2, None, 3))");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, Integer.MIN_VALUE, 4, Integer.MAX_VALUE})
  void topkRefusesWhatIsNoCount(int k) {
    assertThatThrownBy(() -> Tensor.ones(3).topk(k))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("topk: ");
  }

  @Test
  void integersComparedWithWhatIsNoInt64() {
    Tensor most = Tensor.ofLongs(Long.MAX_VALUE);
    assertThat(most.lt(POSITIVE_INFINITY).toBooleans()).containsExactly(true);
    assertThat(most.gt(NEGATIVE_INFINITY).toBooleans()).containsExactly(true);
    assertThat(Tensor.ofLongs(1).add(1e30).toFloats()).containsExactly(1e30f);
  }
}
