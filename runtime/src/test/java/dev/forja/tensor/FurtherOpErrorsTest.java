package dev.forja.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forja.op.Reduction;
import dev.forja.op.ScatterKind;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Wrong arguments of the further methods are refused with the operands in the message. */
class FurtherOpErrorsTest {
  private static final Tensor X = Tensor.zeros(2, 3);

  private static DynamicTest row(String message, ThrowingCallable call) {
    return DynamicTest.dynamicTest(
        message,
        () ->
            assertThatThrownBy(call)
                .isInstanceOfAny(
                    IllegalArgumentException.class,
                    IndexOutOfBoundsException.class,
                    ArithmeticException.class)
                .hasMessageContaining(message));
  }

  @TestFactory
  Stream<DynamicTest> errorsNameTheirOperands() {
    return Stream.of(
        row("scatter_fill: index 5", () -> X.scatter(0, Tensor.of(new long[] {5}, 1, 1), 1)),
        row("scatter: input [2, 3]", () -> X.scatter(0, Tensor.ofLongs(1), Tensor.zeros(1))),
        row(
            "indexAdd: index [2], source [3, 3]",
            () -> X.indexAdd(0, Tensor.ofLongs(0, 1), Tensor.zeros(3, 3), 1)),
        row(
            "maskedScatter: the mask is true at 6 places",
            () -> X.maskedScatter(X.eq(0), Tensor.zeros(2))),
        row("unfold: windows of 4", () -> X.unfold(1, 4, 1)),
        row("repeat: [2, 3] by [2]", () -> X.repeat(2)),
        row("rot90: [2, 3], dimensions 0 and -2", () -> X.rot90(1, 0, -2)),
        row("unflatten: dimension 1 of [2, 3]", () -> X.unflatten(1, new int[] {2, 2})),
        row("kthvalue: k is 4", () -> X.kthvalue(4, 1, false)),
        row("quantile: [0]", () -> Tensor.zeros(0).quantile(0.5)),
        row("quantile: the fraction is 1.5: expected 0 to 1", () -> Tensor.ones(3).quantile(1.5)),
        row("uniform: from 1.0 to 0.0", () -> Tensor.uniform(1, 0, new int[] {2})),
        row("uniform: from NaN to 0.0", () -> Tensor.uniform(Double.NaN, 0, new int[] {2})),
        row("quantile: the fraction is NaN", () -> Tensor.ones(3).quantile(Double.NaN)),
        row("quantile: the fraction is -0.5", () -> quantile(-0.5f)),
        row("quantile: the fraction is 1.5", () -> quantile(0.5f, 1.5f)),
        row("quantile: the fraction is NaN", () -> quantile(Float.NaN)),
        row(
            "nanquantile: the fraction is NaN",
            () ->
                Tensor.ones(3)
                    .nanquantile(Tensor.scalar(Double.NaN), null, false, Interpolation.LOWER)),
        row("oneHot: no element of [0] says how many", () -> Tensor.of(new long[0]).oneHot()),
        row(
            "arange: a dimension would have 9223372036854775807 places",
            () -> Tensor.arange(Long.MIN_VALUE, Long.MAX_VALUE, 1)),
        row(
            "bincount: a dimension would have 9223372036854775807 places",
            () -> Tensor.ofLongs(Long.MAX_VALUE).bincount()),
        row(
            "shape [1, 2, 2147483647] has more elements",
            () -> Tensor.ones(1, 2, 3).adaptiveMaxPool1d(Integer.MAX_VALUE)),
        row(
            "fold: input [1, 2, 1]",
            () ->
                Tensor.ones(1, 2, 1)
                    .fold(
                        Size3d.of(Integer.MAX_VALUE, Integer.MAX_VALUE),
                        Size3d.of(1),
                        ConvOptions.defaults())),
        row("searchsorted: sorted [2, 3]", () -> X.searchsorted(Tensor.zeros(3, 3), false)),
        row("histc: 0 bins", () -> X.histc(0, 0, 1)),
        row("bincount: a number is negative", () -> Tensor.ofLongs(-1).bincount()),
        row("mm: [2, 3] and [3]", () -> X.mm(Tensor.zeros(3))),
        row("cross: [2, 3] and [2, 3]", () -> X.cross(X, 0)),
        row("tensordot: dimensions [0]", () -> X.tensordot(X, new int[] {0}, new int[] {1})),
        row("cdist: [2, 3] and [2, 4]", () -> X.cdist(Tensor.zeros(2, 4), 2)),
        row("fft: [2, 3]: expected complex", () -> X.fft(null, 0, FourierNorm.ORTHO)),
        row("irfft: [2, 3]: expected complex", X::irfft),
        row("istft: a sample lies in no window", FurtherOpErrorsTest::gap),
        row("polygamma: order -1", () -> X.polygamma(-1)),
        row("remainder: the rest of the integer 3 by 0", () -> Tensor.ofLongs(3).remainder(0)),
        row("arange: from 0.0 to 1.0 by 0.0", () -> Tensor.arange(0, 1, 0.0)),
        row("multi_margin_loss: scores [2, 3]", FurtherOpErrorsTest::cube),
        row("ctc_loss: log probabilities [2, 3], targets F32", FurtherOpErrorsTest::alignments));
  }

  private static void gap() {
    StftOptions options = StftOptions.of(4).withHopLength(4).withWinLength(2);
    Tensor _ = Tensor.zeros(3, 5, 2).istft(options, null);
  }

  private static void cube() {
    Tensor _ = X.multiMarginLoss(Tensor.ofLongs(0, 1), 3, 1, null, Reduction.MEAN);
  }

  private static void alignments() {
    Tensor one = Tensor.ofLongs(1);
    Tensor _ = X.ctcLoss(Tensor.zeros(1), one, one, 0, Reduction.MEAN, false);
  }

  @Test
  void integersKeepTheirTypeAsInPyTorch() {
    Tensor ints = Tensor.of(new int[] {5, -3});
    assertThat(ints.add(ints).dtype()).isEqualTo(ints.dtype());
    assertThat(ints.mul(2).toLongs()).containsExactly(10, -6);
    assertThat(ints.mul(2).dtype()).isEqualTo(ints.dtype());
    assertThat(ints.floorDivide(2).toLongs()).containsExactly(2, -2);
    assertThat(ints.add(Tensor.ofLongs(1, 1)).dtype()).isEqualTo(Tensor.ofLongs(1).dtype());
    Tensor same = ints.scatterReduce(0, Tensor.ofLongs(1), ints, ScatterKind.AMAX, true);
    assertThat(same.dtype()).isEqualTo(ints.dtype());
  }

  private static void quantile(float... fractions) {
    Tensor _ = Tensor.ones(3).quantile(Tensor.vector(fractions), 0, false, Interpolation.NEAREST);
  }
}
