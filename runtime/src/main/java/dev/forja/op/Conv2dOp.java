package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import dev.forja.array.Shapes;
import dev.forja.kernel.Convolution;
import dev.forja.kernel.Finish;
import dev.forja.kernel.Kernels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Two-dimensional convolution, equivalent to {@code torch.nn.functional.conv2d}: {@code
 * y[n][o][i][j] = b[o] + sum over c, s, t of w[o][c][s][t] * x[n][c][i'][j']}, where {@code i' = i
 * * stride - padBefore + s * dilation}, likewise j', and x is zero outside its bounds.
 *
 * <p>Inputs: x [n, c, h, w] or [c, h, w]; the weight [o, c / groups, kh, kw]; optionally the bias
 * [o]. The channels are divided into groups; the outputs of a group depend only on the inputs of
 * that group.
 *
 * <p>Immutable.
 */
public record Conv2dOp(ConvWindow rows, ConvWindow columns, int groups) implements Multilinear {
  /** Stride 1 in both directions, no padding, one group. */
  public static final Conv2dOp PLAIN = new Conv2dOp(ConvWindow.ONE, ConvWindow.ONE, 1);

  /** Checks the groups. */
  public Conv2dOp {
    if (groups < 1) {
      throw new IllegalArgumentException("conv2d: groups is " + groups + ", expected 1 or more");
    }
  }

  @Override
  public String name() {
    return "conv2d";
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Checks.arity(this, inputs, 2, 3);
    Checks.floats(this, inputs, inputs.length);
    int[] x = inputs[0].sizes();
    int[] w = inputs[1].sizes();
    ImageShape.check(this, x);
    checkWeight(x, w);
    if (inputs.length == 3 && !Arrays.equals(inputs[2].sizes(), new int[] {w[0]})) {
      throw new IllegalArgumentException(
          "conv2d: bias %s for weight %s: expected [%d]"
              .formatted(inputs[2].show(), Shapes.show(w), w[0]));
    }
    Convolution c = sizes(x, w);
    return TensorType.owningFloats(ImageShape.with(x, w[0], c.rows().out(), c.columns().out()))
        .alone();
  }

  private void checkWeight(int[] x, int[] w) {
    if (w.length != 4 || w[0] % groups != 0 || Shapes.count(w) == 0) {
      throw new IllegalArgumentException(
          "conv2d: weight %s with groups %d: expected [o, c / groups, kh, kw], o a multiple of %d"
              .formatted(Shapes.show(w), groups, groups));
    }
    int channels = ImageShape.channels(x);
    if (channels != w[1] * groups) {
      throw new IllegalArgumentException(
          "conv2d: input %s has %d channels but weight %s with groups %d expects %d"
              .formatted(Shapes.show(x), channels, Shapes.show(w), groups, w[1] * groups));
    }
    int height = rows.padded(ImageShape.height(x));
    int width = columns.padded(ImageShape.width(x));
    if (height < rows.reach(w[2]) || width < columns.reach(w[3])) {
      throw new IllegalArgumentException(
          "conv2d: input %s, %d x %d with its padding, is smaller than the window of weight %s, %d x %d"
              .formatted(
                  Shapes.show(x),
                  height,
                  width,
                  Shapes.show(w),
                  rows.reach(w[2]),
                  columns.reach(w[3])));
    }
  }

  private Convolution sizes(int[] x, int[] w) {
    return new Convolution(
        ImageShape.images(x),
        ImageShape.channels(x),
        w[0],
        groups,
        rows.axis(ImageShape.height(x), w[2]),
        columns.axis(ImageShape.width(x), w[3]));
  }

  @Override
  public long flops(TensorType[] inputs, TensorType[] outputs) {
    return outputs[0].count()
        * (2L * (inputs[1].count() / Math.max(1, inputs[1].size(0))) + inputs.length - 2);
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    return forward(inputs, allocator, _ -> null);
  }

  /** The same; {@code finish} says what is done with the outputs in the array that it is given. */
  OpResult forward(
      NdArray[] inputs, Allocator allocator, Function<NdArray, @Nullable Finish> finish) {
    NdArray x = inputs[0].contiguous(allocator);
    NdArray w = inputs[1].contiguous(allocator);
    NdArray b = inputs.length == 3 ? inputs[2].contiguous(allocator) : null;
    Convolution c = sizes(x.shape(), w.shape());
    NdArray y =
        allocator.floats(
            ImageShape.with(x.shape(), c.outChannels(), c.rows().out(), c.columns().out()));
    Kernels.get()
        .convolution()
        .forward(
            c,
            x.floats(),
            x.offset(),
            w.floats(),
            w.offset(),
            b == null ? null : b.floats(),
            b == null ? 0 : b.offset(),
            y.floats(),
            y.offset(),
            finish.apply(y));
    return OpResult.of(y).saving(x, w);
  }

  @Override
  public NdArray[] saves(NdArray[] inputs, Allocator allocator) {
    return new NdArray[] {inputs[0].contiguous(allocator), inputs[1].contiguous(allocator)};
  }

  @Override
  public <V> List<@Nullable V> gradient(GradContext<V> context) {
    List<@Nullable V> gradients = new ArrayList<>();
    gradients.add(adjoint(context, 0, List.of(context.input(1, 1))));
    gradients.add(adjoint(context, 1, List.of(context.input(0, 0))));
    if (context.saved().inputs().size() == 3) {
      Term<V> dy = Term.gradOutput(context);
      gradients.add(context.needed(2) ? dy.sumBut(dy.shape().length - 3).value() : null);
    }
    return gradients;
  }

  @Override
  public @Nullable NdArray[] backward(
      SavedForBackward saved,
      @Nullable NdArray[] gradOutputs,
      boolean[] needed,
      Allocator allocator) {
    NdArray x = saved.array(0);
    NdArray w = saved.array(1);
    NdArray dy = GradShapes.dense(gradOutputs, allocator);
    Convolution c = sizes(x.shape(), w.shape());
    @Nullable NdArray[] grads = new @Nullable NdArray[needed.length];
    if (needed[0]) {
      NdArray dx = allocator.floats(x.shape());
      Kernels.get()
          .convolution()
          .inputGrad(c, dy.floats(), dy.offset(), w.floats(), w.offset(), dx.floats(), dx.offset());
      grads[0] = dx;
    }
    if (needed[1]) {
      NdArray dw = allocator.floats(w.shape());
      Kernels.get()
          .convolution()
          .weightGrad(
              c, x.floats(), x.offset(), dy.floats(), dy.offset(), dw.floats(), dw.offset());
      grads[1] = dw;
    }
    if (needed.length == 3 && needed[2]) {
      grads[2] = PerChannel.sums(dy, c.images(), c.outChannels(), c.outPlane(), allocator);
    }
    return grads;
  }
}
