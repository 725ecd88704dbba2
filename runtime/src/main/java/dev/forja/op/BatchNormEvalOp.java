package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import dev.forja.kernel.Channels;
import dev.forja.kernel.Kernels;
import dev.forja.kernel.NormKernels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Batch norm with a given mean and variance, equivalent to {@code torch.nn.functional.batch_norm}
 * outside of training: {@code y = (x - mean) / sqrt(variance + eps) * weight + bias} by channel.
 *
 * <p>Inputs: x [n, c] or [n, c, d1, ..]; mean and variance, [c], which get no gradient; and
 * optionally weight and bias, [c], either both or neither.
 *
 * <p>Immutable.
 */
public record BatchNormEvalOp(double eps) implements Op {
  @Override
  public String name() {
    return "batch_norm";
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    BatchNorms.check(this, inputs, 3, "mean", "variance", "weight", "bias");
    return inputs[0].alone();
  }

  @Override
  public long flops(TensorType[] inputs, TensorType[] outputs) {
    return 2L * outputs[0].count();
  }

  /** {@code (x - mean) * scale + shift} for each channel; {@code root} is the scale of all. */
  record Line(float[] mean, float[] root, float[] scale, float[] shift) {}

  Line line(NdArray[] inputs, Allocator allocator) {
    float[] mean = PerChannel.values(inputs[1], allocator);
    float[] root = BatchNorms.roots(PerChannel.values(inputs[2], allocator), eps);
    return inputs.length == 5
        ? new Line(
            mean,
            root,
            BatchNorms.products(root, PerChannel.values(inputs[3], allocator)),
            PerChannel.values(inputs[4], allocator))
        : new Line(mean, root, root, new float[mean.length]);
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    NdArray x = inputs[0].contiguous(allocator);
    Channels c = BatchNorms.channels(x.shape());
    Line line = line(inputs, allocator);
    NdArray y = allocator.floats(x.shape());
    Kernels.get()
        .norm()
        .normalize(
            c, x.floats(), x.offset(), line.mean, line.scale, line.shift, y.floats(), y.offset());
    // These are copied, because running statistics may change before backward.
    NdArray means = PerChannel.vector(line.mean, allocator);
    NdArray roots = PerChannel.vector(line.root, allocator);
    return inputs.length == 5
        ? OpResult.of(y).saving(x, means, roots, inputs[3])
        : OpResult.of(y).saving(x, means, roots);
  }

  @Override
  public <V> List<@Nullable V> gradient(GradContext<V> context) {
    int[] shape = context.inputType(0).sizes();
    int inputs = context.saved().inputs().size();
    int[] channels = new int[shape.length];
    Arrays.fill(channels, 1);
    channels[1] = shape[1];
    Term<V> dy = Term.gradOutput(context);
    Term<V> mean = Term.constant(context, context.saved().array(1)).reshape(channels);
    Term<V> root = Term.constant(context, context.saved().array(2)).reshape(channels);
    List<@Nullable V> gradients =
        new ArrayList<@Nullable V>(Collections.<@Nullable V>nCopies(inputs, null));
    boolean affine = inputs == 5;
    Term<V> scale = affine ? root.times(Term.input(context, 3, 3).reshape(channels)) : root;
    gradients.set(0, context.needed(0) ? dy.times(scale).value() : null);
    if (affine) {
      Term<V> normalized = Term.input(context, 0, 0).minus(mean).times(root);
      gradients.set(3, context.needed(3) ? dy.times(normalized).sumBut(1).value() : null);
      gradients.set(4, context.needed(4) ? dy.sumBut(1).value() : null);
    }
    return gradients;
  }

  @Override
  public @Nullable NdArray[] backward(
      SavedForBackward saved,
      @Nullable NdArray[] gradOutputs,
      boolean[] needed,
      Allocator allocator) {
    NormKernels kernels = Kernels.get().norm();
    NdArray x = saved.array(0);
    Channels c = BatchNorms.channels(x.shape());
    float[] mean = PerChannel.values(saved.array(1), allocator);
    float[] root = PerChannel.values(saved.array(2), allocator);
    NdArray dy = GradShapes.dense(gradOutputs, allocator);
    @Nullable NdArray[] grads = new @Nullable NdArray[needed.length];
    boolean affine = needed.length == 5;
    if (needed[0]) {
      float[] zeros = new float[c.count()];
      float[] scale =
          affine ? BatchNorms.products(root, PerChannel.values(saved.array(3), allocator)) : root;
      NdArray dx = allocator.floats(x.shape());
      kernels.normalize(c, dy.floats(), dy.offset(), zeros, scale, zeros, dx.floats(), dx.offset());
      grads[0] = dx;
    }
    if (affine && needed[3]) {
      float[] product = new float[c.count()];
      kernels.products(c, x.floats(), x.offset(), dy.floats(), dy.offset(), mean, product);
      grads[3] = PerChannel.vector(BatchNorms.products(product, root), allocator);
    }
    if (affine && needed[4]) {
      grads[4] = PerChannel.sums(dy, c.images(), c.count(), c.plane(), allocator);
    }
    return grads;
  }
}
