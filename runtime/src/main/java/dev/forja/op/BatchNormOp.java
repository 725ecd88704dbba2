package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import dev.forja.kernel.Channels;
import dev.forja.kernel.Kernels;
import dev.forja.kernel.NormKernels;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Batch norm in training, equivalent to {@code torch.nn.functional.batch_norm}: {@code y = (x -
 * mean) / sqrt(variance + eps) * weight + bias} by channel, with the mean and the variance (divided
 * by the number of elements) of this batch (Ioffe and Szegedy, 2015).
 *
 * <p>Inputs: x [n, c] or [n, c, d1, ..]; and optionally weight and bias, [c], either both or
 * neither. Outputs: y, the means and the variances, [c]; gradients flow from all three.
 *
 * <p>Immutable.
 */
public record BatchNormOp(double eps) implements Op {
  @Override
  public String name() {
    return "batch_norm";
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    BatchNorms.check(this, inputs, 1, "weight", "bias");
    int[] x = inputs[0].sizes();
    if (BatchNorms.channels(x).perChannel() == 1) {
      throw new IllegalArgumentException(
          "batch_norm: input %s has only one value for each channel, but training needs more"
              .formatted(inputs[0].show()));
    }
    TensorType vector = TensorType.owningFloats(x[1]);
    return new TensorType[] {inputs[0], vector, vector};
  }

  /** Counts two moments, a difference and a factor, then weight and bias. */
  @Override
  public long flops(TensorType[] inputs, TensorType[] outputs) {
    return outputs[0].count() * (6L + inputs.length - 1);
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    NormKernels kernels = Kernels.get().norm();
    NdArray x = inputs[0].contiguous(allocator);
    Channels c = BatchNorms.channels(x.shape());
    float[] mean = new float[c.count()];
    float[] variance = new float[c.count()];
    if (x.count() > 0) {
      kernels.moments(c, x.floats(), x.offset(), mean, variance);
    }
    float[] scale = BatchNorms.roots(variance, eps);
    float[] shift = new float[c.count()];
    if (inputs.length == 3) {
      scale = BatchNorms.products(scale, PerChannel.values(inputs[1], allocator));
      shift = PerChannel.values(inputs[2], allocator);
    }
    NdArray y = allocator.floats(x.shape());
    kernels.normalize(c, x.floats(), x.offset(), mean, scale, shift, y.floats(), y.offset());
    NdArray means = PerChannel.vector(mean, allocator);
    NdArray variances = PerChannel.vector(variance, allocator);
    OpResult computed = OpResult.of(y, means, variances);
    return inputs.length == 3
        ? computed.saving(x, means, variances, inputs[1])
        : computed.saving(x, means, variances);
  }

  /** The bias does not change any other gradient, so any value stands for it. */
  @Override
  public <V> List<@Nullable V> gradient(GradContext<V> context) {
    int[] shape = context.inputType(0).sizes();
    boolean affine = context.saved().inputs().size() == 3;
    List<V> given = new ArrayList<>();
    given.add(context.input(0, 0));
    if (affine) {
      given.add(context.input(1, 3));
      given.add(context.input(2, Masks.number(0).expand(shape[1])));
    }
    int[] dims = IntStream.range(0, shape.length).filter(d -> d != 1).toArray();
    return context.through(
        given,
        values -> {
          Term<V> x = new Term<>(context, values.get(0));
          Term<V> mean = x.mean(dims);
          Term<V> distance = x.minus(mean);
          Term<V> variance = distance.squared().mean(dims);
          Term<V> y = distance.times(variance.plus(eps).then(new UnaryOp(UnaryKind.RSQRT)));
          if (affine) {
            y = y.times(new Term<>(context, values.get(1)).reshape(mean.shape()));
            y = y.plus(new Term<>(context, values.get(2)).reshape(mean.shape()));
          }
          return List.of(
              y.value(), mean.reshape(shape[1]).value(), variance.reshape(shape[1]).value());
        });
  }

  /**
   * With {@code r = 1 / sqrt(variance + eps)}, m elements for each channel, {@code s = sum of dy}
   * and {@code p = sum of dy * (x - mean)}: {@code dx = r w (dy - s / m - (x - mean) r^2 p / m)},
   * {@code dw = r p}, {@code db = s}. The mean adds {@code dmean / m} to dx, the variance {@code
   * dvar * 2 (x - mean) / m}.
   */
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
    float[] root = BatchNorms.roots(PerChannel.values(saved.array(2), allocator), eps);
    NdArray given = gradOutputs[0];
    NdArray dy = given == null ? allocator.zeros(x.shape()) : given.contiguous(allocator);
    float[] sum = new float[c.count()];
    float[] product = new float[c.count()];
    kernels.sums(c, dy.floats(), dy.offset(), sum);
    kernels.products(c, x.floats(), x.offset(), dy.floats(), dy.offset(), mean, product);
    @Nullable NdArray[] grads = new @Nullable NdArray[needed.length];
    boolean affine = needed.length == 3;
    if (needed[0]) {
      float[] ofGrad =
          affine ? BatchNorms.products(root, PerChannel.values(saved.array(3), allocator)) : root;
      float share = 1f / c.perChannel();
      float[] ofInput = BatchNorms.scaled(gradOutputs[2], 2 * share, c.count(), allocator);
      float[] shift = BatchNorms.scaled(gradOutputs[1], share, c.count(), allocator);
      for (int i = 0; i < root.length; i++) {
        ofInput[i] -= ofGrad[i] * root[i] * root[i] * product[i] * share;
        shift[i] -= ofGrad[i] * sum[i] * share;
      }
      NdArray dx = allocator.floats(x.shape());
      kernels.normalizeGrad(
          c,
          x.floats(),
          x.offset(),
          dy.floats(),
          dy.offset(),
          mean,
          ofGrad,
          ofInput,
          shift,
          dx.floats(),
          dx.offset());
      grads[0] = dx;
    }
    if (affine && needed[1]) {
      grads[1] = PerChannel.vector(BatchNorms.products(product, root), allocator);
    }
    if (affine && needed[2]) {
      grads[2] = PerChannel.vector(sum, allocator);
    }
    return grads;
  }
}
