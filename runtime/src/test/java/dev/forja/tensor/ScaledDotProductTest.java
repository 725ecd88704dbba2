package dev.forja.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.forja.op.AttentionOp;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Heads that share keys and values, and causal masks of queries that are not the first ones. */
final class ScaledDotProductTest {
  private static final ScaledDotProductOptions PLAIN = ScaledDotProductOptions.defaults();

  private final Random random = new Random(5);

  private static Tensor leaf(int... shape) {
    return Tensor.randn(shape).requiresGrad(true);
  }

  /** The output and the gradients of the inputs, for a loss that weighs all outputs differently. */
  private static List<float[]> numbers(Tensor output, Tensor... inputs) {
    List<float[]> all = new ArrayList<>(List.of(output.toFloats()));
    int count = output.toFloats().length;
    Tensor weights = Tensor.arange(count).div(count).reshape(output.shape());
    output.mul(weights).sum().backward();
    for (Tensor input : inputs) {
      all.add(Objects.requireNonNull(input.grad()).toFloats());
      input.zeroGrad();
    }
    return all;
  }

  private static void assertSame(List<float[]> found, List<float[]> wanted, float most) {
    for (int i = 0; i < wanted.size(); i++) {
      assertThat(found.get(i)).hasSameSizeAs(wanted.get(i));
      for (int j = 0; j < wanted.get(i).length; j++) {
        assertThat(found.get(i)[j]).as("%d, %d", i, j).isCloseTo(wanted.get(i)[j], within(most));
      }
    }
  }

  @Test
  void sharedHeadsGiveWhatRepeatedOnesGive() {
    for (int i = 0; i < 60; i++) {
      int groups = 1 + random.nextInt(3);
      int each = 1 + random.nextInt(4);
      int length = 1 + random.nextInt(i % 5 == 0 ? 40 : 6);
      int sources = length + random.nextInt(20);
      Tensor q = leaf(2, groups * each, length, 8);
      Tensor k = leaf(2, groups, sources, 8);
      Tensor v = leaf(2, groups, sources, 5);
      Tensor mask = mask(i % 4, groups * each, length, sources);
      ScaledDotProductOptions options =
          PLAIN.withScale(0.4).withCausalLowerRight(mask == null && i % 8 == 0);
      List<float[]> wanted =
          numbers(
              q.scaledDotProductAttention(
                  k.repeatInterleave(each, -3), v.repeatInterleave(each, -3), mask, options),
              q,
              k,
              v);
      Tensor found = q.scaledDotProductAttention(k, v, mask, options.withEnableGqa(true));
      assertThat(found.shape()).containsExactly(2, groups * each, length, 5);
      // Gradients of keys and values are added up in another order.
      assertSame(numbers(found, q, k, v), wanted, 2e-5f);
      assertThat(found.toFloats()).isEqualTo(wanted.getFirst());
    }
  }

  private @Nullable Tensor mask(int kind, int heads, int length, int sources) {
    return switch (kind) {
      case 0 -> null;
      case 1 -> Tensor.randn(2, 1, length, sources);
      case 2 -> Tensor.randn(2, heads, 1, sources).gt(-0.5);
      default -> Tensor.randn(length, sources).gt(-0.5);
    };
  }

  @Test
  void aChunkWhoseMaskIsAlignedAtTheBottomRightGivesTheEndOfTheWhole() {
    for (int i = 0; i < 40; i++) {
      int sources = 1 + random.nextInt(70);
      int length = 1 + random.nextInt(sources);
      Tensor q = leaf(2, 3, sources, 4);
      Tensor k = leaf(2, 3, sources, 4);
      Tensor whole = q.scaledDotProductAttention(k, k, null, PLAIN.withIsCausal(true));
      List<float[]> wanted = numbers(whole.narrow(2, sources - length, length), q, k);
      Tensor found =
          q.narrow(2, sources - length, length)
              .scaledDotProductAttention(k, k, null, PLAIN.withCausalLowerRight(true));
      assertThat(found.toFloats()).isEqualTo(wanted.getFirst());
      assertSame(numbers(found, q, k), wanted, 1e-5f);
    }
  }

  @Test
  void queriesBeforeTheFirstKeySeeNothing() {
    Tensor q = leaf(5, 2);
    Tensor k = leaf(3, 2);
    ScaledDotProductOptions options = PLAIN.withCausalLowerRight(true);
    Tensor found = q.scaledDotProductAttention(k, k, null, options);
    assertThat(found.narrow(0, 0, 2).toFloats()).containsOnly(0f);
    assertThat(found.narrow(0, 2, 1).toFloats()).isEqualTo(k.narrow(0, 0, 1).toFloats());
    found.sum().backward();
    float[] first = Objects.requireNonNull(q.grad()).narrow(0, 0, 3).toFloats();
    assertThat(first).containsOnly(0f);
  }

  @Test
  void whatDoesNotFitIsRefused() {
    Tensor q = Tensor.ones(1, 6, 2, 4);
    Tensor k = Tensor.ones(1, 4, 2, 4);
    assertThatThrownBy(() -> q.scaledDotProductAttention(k, k, null, PLAIN.withEnableGqa(true)))
        .hasMessageContaining("6 query heads, 4 heads of keys and 4 of values");
    Tensor two = Tensor.ones(1, 2, 2, 4);
    assertThatThrownBy(() -> q.scaledDotProductAttention(two, two, null, PLAIN))
        .isInstanceOf(IllegalArgumentException.class);
    ScaledDotProductOptions both = PLAIN.withIsCausal(true).withCausalLowerRight(true);
    assertThatThrownBy(() -> q.scaledDotProductAttention(q, q, null, both))
        .hasMessageContaining("give only one of them");
    assertThatThrownBy(() -> new AttentionOp(null, false, true))
        .hasMessageContaining("needs causal");
  }
}
