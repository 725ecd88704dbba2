package dev.forja.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.forja.array.DType;
import dev.forja.array.Shapes;
import dev.forja.array.Storage;
import dev.forja.tensor.PaddingMode;
import dev.forja.tensor.Tensor;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/**
 * Sizes, strides, paddings and counts near 2^31 give the right result, or an error with a message.
 */
class SizesTest {
  private static final int HUGE = Integer.MAX_VALUE;

  private static void refused(ThrowingCallable call) {
    assertThatThrownBy(call).isExactlyInstanceOf(IllegalArgumentException.class);
  }

  private static Tensor conv(ConvWindow window, Tensor x, Tensor w) {
    return x.conv2d(w, null, new Conv2dOp(window, ConvWindow.ONE, 1));
  }

  @Test
  void convolutionsWithHugePaddingAreRefused() {
    Tensor x = Tensor.ones(1, 1, 2, 1);
    Tensor w = Tensor.ones(1, 1, 1, 1);
    refused(() -> conv(ConvWindow.of(1, HUGE, 1), x, w));
    refused(() -> conv(ConvWindow.of(1, 1 << 30, 1), x, w));
    refused(() -> conv(ConvWindow.of(1, 0, HUGE), x, Tensor.ones(1, 1, 3, 1)));
    refused(() -> ConvWindow.same(1 << 20, 1 << 20));
    refused(() -> PoolWindow.of(HUGE).axis(Conv2dOp.PLAIN, 4, new int[] {4}));
    refused(() -> Tensor.ones(1, 1, 4, 4).zeroPad2d(HUGE, HUGE, 0, 0));
  }

  @Test
  void hugeStridesAndDilationsThatNothingGoesAreAsOne() {
    Tensor x = Tensor.randn(1, 2, 5, 1).requiresGrad(true);
    Tensor w = Tensor.randn(3, 2, 2, 1).requiresGrad(true);
    for (ConvWindow window :
        new ConvWindow[] {ConvWindow.of(HUGE, 0, 1), ConvWindow.of(HUGE - 7, 0, 4)}) {
      Tensor y = conv(window, x, w);
      Tensor small = conv(ConvWindow.of(9, 0, window.dilation()), x, w);
      assertThat(y.toFloats()).containsExactly(small.toFloats(), within(1e-5f));
      y.sum().backward();
    }
    assertThat(Objects.requireNonNull(x.grad()).shape()).containsExactly(1, 2, 5, 1);
    Tensor one = Tensor.randn(3, 2, 1, 1);
    assertThat(conv(ConvWindow.of(1, 0, HUGE), x, one).toFloats())
        .containsExactly(conv(ConvWindow.of(1, 0, 1), x, one).toFloats());
    ConvTranspose2dOp op =
        new ConvTranspose2dOp(ConvWindow.of(HUGE, 0, 1), ConvWindow.ONE, 0, 0, 1);
    assertThat(Tensor.apply(op, Tensor.ones(1, 1, 1, 1), Tensor.ones(1, 1, 2, 1)).toFloats())
        .containsExactly(1, 1);
    refused(() -> Tensor.apply(op, Tensor.ones(1, 1, 3, 1), Tensor.ones(1, 1, 2, 1)));
  }

  @Test
  void imageThatIsNearlyAllPadding() {
    int far = 40_000;
    ConvWindow window = ConvWindow.of(far, far, 1);
    Tensor x = Tensor.of(new float[] {1, 2, 3, 4}, 1, 1, 2, 2).requiresGrad(true);
    Tensor w = Tensor.ones(1, 1, 2, 2).requiresGrad(true);
    Tensor y = x.conv2d(w, null, new Conv2dOp(window, window, 1));
    assertThat(y.toFloats()).containsExactly(0, 0, 0, 0, 10, 0, 0, 0, 0);
    y.sum().backward();
    assertThat(Objects.requireNonNull(x.grad()).toFloats()).containsOnly(1);
    assertThat(Objects.requireNonNull(w.grad()).toFloats()).containsExactly(1, 2, 3, 4);
  }

  @Test
  void hugeCountsAlongADimension() {
    Tensor x = Tensor.vector(1, 2, 3);
    assertThat(x.split(HUGE, 0)).hasSize(1);
    assertThat(x.chunk(HUGE, 0)).hasSize(3);
    assertThat(x.slice(0, 0, 3, HUGE).toFloats()).containsExactly(1);
    refused(() -> x.split(new int[] {HUGE, HUGE, 5}, 0));
    refused(() -> x.repeatInterleave(HUGE, 0));
    refused(() -> Tensor.zeros(0, 3).reshape(1 << 16, 1 << 16, 1 << 16, 1 << 16));
    refused(() -> Tensor.ones(1, 4, 2, 2).pixelShuffle(1 << 16));
    refused(() -> Tensor.ones(1, 1, 4, 4).upsampleBy(Resampling.NEAREST, 1e9, 1e9));
    Tensor half = Tensor.ones(1, 1).expand(1, 1 << 30);
    refused(() -> Tensor.cat(1, half, half));
    Tensor leaf = Tensor.vector(1, 2, 3).requiresGrad(true);
    leaf.roll(Integer.MIN_VALUE, 0).mul(Tensor.vector(1, 2, 3)).sum().backward();
    assertThat(Objects.requireNonNull(leaf.grad()).toFloats())
        .containsExactly(Tensor.vector(1, 2, 3).roll(2, 0).toFloats());
  }

  @Test
  void scalarsHaveNoSizes() {
    for (ThrowingCallable call :
        List.<ThrowingCallable>of(
            () -> Tensor.scalar(1).size(0),
            () -> Tensor.scalar(1).narrow(-1, 0, 1),
            () -> Tensor.scalar(1).select(0, 0),
            () -> Tensor.scalar(1).glu(-1),
            () -> Tensor.scalar(1).split(1, 0))) {
      assertThatThrownBy(call)
          .isExactlyInstanceOf(IndexOutOfBoundsException.class)
          .hasMessageContaining("of a tensor without dimensions: it has no size");
    }
  }

  @Test
  void countsThatNoTensorHas() {
    refused(() -> Tensor.arange(-1));
    refused(() -> Tensor.arange(HUGE));
    refused(() -> Storage.allocate(DType.F32, -1));
    refused(() -> Tensor.ofLongs(0, Long.MAX_VALUE).oneHot());
    refused(
        () ->
            Tensor.vector(1, 2, 3).pad(new int[] {-65536, Integer.MIN_VALUE}, PaddingMode.REFLECT));
    refused(() -> Tensor.vector(1, 2, 3).pad(new int[] {HUGE, HUGE}, PaddingMode.REPLICATE));
    assertThat(Shapes.count(1 << 30, 1 << 30, 0)).isZero();
  }

  @Test
  void largeViewsArePrintedWithoutBeingCopied() {
    String text = Tensor.ones(1, 1).expand(1 << 15, 1 << 15).toString();
    assertThat(text).startsWith("tensor([[1., 1., 1., ..., 1., 1., 1.],");
    assertThat(text).endsWith("shape=[32768, 32768])");
  }

  /**
   * As in PyTorch, whose weights of the last positions are not 0; rows and runs share one
   * implementation.
   */
  @Test
  void upsampledInfinityAtTheEdge() {
    float inf = Float.POSITIVE_INFINITY;
    Tensor x = Tensor.vector(1, inf, 2).reshape(3, 1);
    assertThat(Tensor.vector(1, inf).upsample(Resampling.LINEAR, 4).toFloats())
        .containsExactly(Float.NaN, inf, inf, inf);
    float[] columns = x.upsample(Resampling.LINEAR, 6, 1).toFloats();
    float[] runs = x.expand(3, 2).upsample(Resampling.LINEAR, 6, 2).select(1, 1).toFloats();
    assertThat(runs).isEqualTo(columns).endsWith(2);
  }
}
