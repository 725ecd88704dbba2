package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import dev.forja.array.Shapes;
import dev.forja.kernel.ConvAxis;
import dev.forja.kernel.Convolution;
import dev.forja.kernel.Kernels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Transposed convolution, equivalent to {@code torch.nn.functional.conv_transpose2d}: the gradient
 * of the input of a {@link Conv2dOp} with the same windows, for x as the gradient of its output.
 *
 * <p>Inputs: x [n, c, h, w] or [c, h, w]; the weight [c, o / groups, kh, kw]; optionally the bias
 * [o]. y has the rank of x, o channels and, in each direction, the size {@code (size - 1) * stride
 * - padding + dilation * (kernel - 1) + 1} plus the output padding.
 *
 * <p>Immutable.
 *
 * @param rows the window along the rows
 * @param columns the window along the columns
 * @param extraRows the output padding at the bottom, less than the stride or the dilation
 * @param extraColumns the output padding at the right, likewise
 * @param groups the number of groups that the channels are divided into
 */
public record ConvTranspose2dOp(
    ConvWindow rows, ConvWindow columns, int extraRows, int extraColumns, int groups)
    implements Multilinear {
  /** Checks the output padding and the groups. */
  public ConvTranspose2dOp {
    if (groups < 1
        || extraRows < 0
        || extraColumns < 0
        || extraRows >= Math.max(rows.stride(), rows.dilation())
        || extraColumns >= Math.max(columns.stride(), columns.dilation())) {
      throw new IllegalArgumentException(
          "conv_transpose2d: output padding %d and %d, groups %d: expected 1 group or more, and"
                  .formatted(extraRows, extraColumns, groups)
              + " output padding from 0 to less than the stride or the dilation");
    }
  }

  @Override
  public String name() {
    return "conv_transpose2d";
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Checks.arity(this, inputs, 2, 3);
    Checks.floats(this, inputs, inputs.length);
    int[] x = inputs[0].sizes();
    int[] w = inputs[1].sizes();
    ImageShape.check(this, x);
    if (w.length != 4 || Shapes.count(w) == 0 || w[0] % groups != 0) {
      throw new IllegalArgumentException(
          "%s: weight %s with groups %d: expected [c, o / groups, kh, kw], c a multiple of %d"
              .formatted(name(), Shapes.show(w), groups, groups));
    }
    if (ImageShape.channels(x) != w[0]) {
      throw new IllegalArgumentException(
          "%s: input %s has %d channels but weight %s expects %d"
              .formatted(name(), Shapes.show(x), ImageShape.channels(x), Shapes.show(w), w[0]));
    }
    int channels = w[1] * groups;
    if (inputs.length == 3 && !Arrays.equals(inputs[2].sizes(), new int[] {channels})) {
      throw new IllegalArgumentException(
          "%s: bias %s for weight %s with groups %d: expected [%d]"
              .formatted(name(), inputs[2].show(), Shapes.show(w), groups, channels));
    }
    return TensorType.owningFloats(outShape(x, sizes(x, w))).alone();
  }

  /** The convolution from y to x, of which this is the transpose. */
  private Convolution sizes(int[] x, int[] w) {
    return new Convolution(
        ImageShape.images(x),
        w[1] * groups,
        w[0],
        groups,
        axis(rows, ImageShape.height(x), w[2], extraRows, x),
        axis(columns, ImageShape.width(x), w[3], extraColumns, x));
  }

  private ConvAxis axis(ConvWindow slide, int in, int kernel, int extra, int[] x) {
    long padding = (long) slide.padBefore() + slide.padAfter();
    long size = (in - 1L) * slide.stride() - padding + slide.reach(kernel) + extra;
    if (in < 1 || size < 1) {
      throw new IllegalArgumentException(
          "%s: size %d of input %s with kernel %d and padding %d leaves no output"
              .formatted(name(), in, Shapes.show(x), kernel, padding));
    }
    int out = ConvWindow.fits(size, "size and stride", in, slide.stride());
    slide.padded(out);
    return new ConvAxis(
        out,
        kernel,
        in == 1 ? 1 : slide.stride(),
        slide.padBefore(),
        kernel == 1 ? 1 : slide.dilation(),
        in);
  }

  /** The shape of the output for an input and a weight of these shapes. */
  public int[] outShape(int[] x, int[] w) {
    return outShape(x, sizes(x, w));
  }

  private static int[] outShape(int[] x, Convolution c) {
    return ImageShape.with(x, c.inChannels(), c.rows().in(), c.columns().in());
  }

  @Override
  public long flops(TensorType[] inputs, TensorType[] outputs) {
    return inputs[0].count() * 2L * (inputs[1].count() / Math.max(1, inputs[1].size(0)))
        + outputs[0].count() * (inputs.length - 2L);
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    NdArray x = inputs[0].contiguous(allocator);
    NdArray w = inputs[1].contiguous(allocator);
    Convolution c = sizes(x.shape(), w.shape());
    NdArray y = allocator.floats(outShape(x.shape(), c));
    Kernels.get()
        .convolution()
        .inputGrad(c, x.floats(), x.offset(), w.floats(), w.offset(), y.floats(), y.offset());
    if (inputs.length == 3) {
      addBias(y, inputs[2].contiguous(allocator), c);
    }
    return OpResult.of(y).saving(x, w);
  }

  private static void addBias(NdArray y, NdArray bias, Convolution c) {
    int plane = c.inPlane();
    for (int p = 0; p < c.images() * c.inChannels(); p++) {
      float value = bias.floats()[bias.offset() + p % c.inChannels()];
      int from = y.offset() + p * plane;
      for (int i = from; i < from + plane; i++) {
        y.floats()[i] += value;
      }
    }
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
          .forward(
              c,
              dy.floats(),
              dy.offset(),
              w.floats(),
              w.offset(),
              null,
              0,
              dx.floats(),
              dx.offset(),
              null);
      grads[0] = dx;
    }
    if (needed[1]) {
      NdArray dw = allocator.floats(w.shape());
      Kernels.get()
          .convolution()
          .weightGrad(
              c, dy.floats(), dy.offset(), x.floats(), x.offset(), dw.floats(), dw.offset());
      grads[1] = dw;
    }
    if (needed.length == 3 && needed[2]) {
      grads[2] = PerChannel.sums(dy, c.images(), c.inChannels(), c.inPlane(), allocator);
    }
    return grads;
  }
}
