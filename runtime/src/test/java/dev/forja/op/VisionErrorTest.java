package dev.forja.op;

import static dev.forja.op.OpCase.floats;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forja.array.NdArray;
import dev.forja.op.OpCase.Input;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Errors of the ops on images: each message names the operands and what was wrong with them. */
class VisionErrorTest {
  private static void refuses(String message, Op op, Input... inputs) {
    NdArray[] arrays = new OpCase(op, inputs).dense();
    TensorType[] types = Arrays.stream(arrays).map(TensorType::of).toArray(TensorType[]::new);
    assertThatThrownBy(() -> op.shapes(types))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void convolutions() {
    refuses(
        "conv2d: input [2, 3, 8, 8] has 3 channels but weight [8, 4, 3, 3] with groups 1 expects 4",
        Conv2dOp.PLAIN,
        floats(2, 3, 8, 8),
        floats(8, 4, 3, 3));
    refuses(
        "conv2d: input [8, 8]: expected [n, c, h, w], or [c, h, w] for one image",
        Conv2dOp.PLAIN,
        floats(8, 8),
        floats(8, 1, 3, 3));
    refuses(
        "conv2d: weight [5, 2, 3, 3] with groups 2: expected [o, c / groups, kh, kw], o a multiple"
            + " of 2",
        new Conv2dOp(ConvWindow.ONE, ConvWindow.ONE, 2),
        floats(4, 8, 8),
        floats(5, 2, 3, 3));
    refuses(
        "conv2d: bias [3] for weight [4, 1, 3, 3]: expected [4]",
        Conv2dOp.PLAIN,
        floats(1, 8, 8),
        floats(4, 1, 3, 3),
        floats(3));
    refuses(
        "conv2d: input [1, 4, 2], 6 x 4 with its padding, is smaller than the window of weight"
            + " [1, 1, 3, 3], 5 x 5",
        new Conv2dOp(ConvWindow.of(1, 1, 2), ConvWindow.of(1, 1, 2), 1),
        floats(1, 4, 2),
        floats(1, 1, 3, 3));
    assertThatThrownBy(() -> new Conv2dOp(ConvWindow.ONE, ConvWindow.ONE, 0))
        .hasMessage("conv2d: groups is 0, expected 1 or more");
    assertThatThrownBy(() -> ConvWindow.of(0, 1, 1))
        .hasMessage(
            "convolution: stride 0, padding 1 and 1, dilation 1: expected a stride and a dilation"
                + " of 1 or more, and no negative padding");
  }

  @Test
  void pooling() {
    refuses(
        "max_pool2d: no window of kernel 5, padding 0 and dilation 1 fits into size 4 of input"
            + " [1, 4, 6]",
        new MaxPool2dOp(PoolWindow.of(5), PoolWindow.of(2)),
        floats(1, 4, 6));
    refuses(
        "avg_pool2d: input [4]: expected [n, c, h, w], or [c, h, w] for one image",
        new AvgPool2dOp(PoolWindow.of(2), PoolWindow.of(2), true, 0),
        floats(4));
    refuses(
        "adaptive_avg_pool2d: input [1, 2, 0, 3] is empty",
        new AdaptiveAvgPool2dOp(1, 1),
        floats(1, 2, 0, 3));
    assertThatThrownBy(() -> new PoolWindow(2, 2, 2, 1, false))
        .hasMessage(
            "pooling: padding 2: expected 0 to 1, half the extent of the kernel 2 with dilation"
                + " 1");
    assertThatThrownBy(
            () -> new AvgPool2dOp(new PoolWindow(2, 1, 0, 2, false), PoolWindow.of(2), true, 0))
        .hasMessage("avg_pool2d: dilation 2 and 1, expected 1: average pooling has no dilation");
    assertThatThrownBy(() -> new AdaptiveAvgPool2dOp(0, 1))
        .hasMessage("adaptive_avg_pool2d: output 0 x 1: expected 1 or more, or KEEP");
  }

  @Test
  void batchNorm() {
    refuses(
        "batch_norm: input [2, 3, 4] has 3 channels but bias is [4], expected [3]",
        new BatchNormOp(1e-5),
        floats(2, 3, 4),
        floats(3),
        floats(4));
    refuses(
        "batch_norm: input [1, 3] has only one value for each channel, but training needs more",
        new BatchNormOp(1e-5),
        floats(1, 3));
    refuses(
        "batch_norm: expected 3 inputs, or 5 with weight and bias, got 4",
        new BatchNormEvalOp(1e-5),
        floats(2, 3),
        floats(3),
        floats(3),
        floats(3));
    refuses(
        "batch_norm: input [3]: expected [n, c] or [n, c, d1, ..]",
        new BatchNormOp(1e-5),
        floats(3));
  }
}
