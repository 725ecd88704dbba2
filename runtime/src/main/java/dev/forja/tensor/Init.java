package dev.forja.tensor;

import dev.forja.ThrowingCallable;
import dev.forja.array.Shapes;
import dev.forja.spi.Ambient;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Fills leaves with initial values, like {@code torch.nn.init}, with random numbers from {@link
 * Randoms#current}. Every method changes its argument in place and returns it.
 *
 * <p>The fans of a weight [out, in, k1, ..] are {@code in * k1 * ..} and {@code out * k1 * ..}.
 *
 * <p>Any thread may use it, on tensors that no other uses meanwhile.
 */
public final class Init {
  private static final Ambient<Boolean> SKIPPED = Ambient.create();

  private Init() {}

  /**
   * Runs {@code body} without initialising tensors randomly, and returns its result; the tensors
   * keep their contents. Use it for models whose state is loaded next, like {@code
   * torch.nn.utils.skip_init}: initialising a large model takes longer than loading it. It applies
   * to this thread, and to tasks wrapped with {@link dev.forja.Calls#carry}.
   */
  public static <T extends @Nullable Object, X extends Throwable> T skip(
      ThrowingCallable<? extends T, X> body) throws X {
    return SKIPPED.call(true, body);
  }

  /** Fills the tensor with one value. */
  public static <T extends Tensor> T constant(T tensor, double value) {
    InPlace.update(
        tensor,
        array ->
            Arrays.fill(
                array.floats(), array.offset(), array.offset() + array.count(), (float) value));
    return tensor;
  }

  /** Fills the tensor with zeros. */
  public static <T extends Tensor> T zeros(T tensor) {
    return constant(tensor, 0);
  }

  /** Fills the tensor with ones. */
  public static <T extends Tensor> T ones(T tensor) {
    return constant(tensor, 1);
  }

  /** Fills the tensor uniformly from [low, high). */
  public static <T extends Tensor> T uniform(T tensor, double low, double high) {
    if (SKIPPED.isBound()) {
      return tensor;
    }
    float[] draws = new float[tensor.count()];
    Randoms.current().uniform(draws);
    return fill(tensor, draws, high - low, low);
  }

  /** Fills the tensor from a normal distribution. */
  public static <T extends Tensor> T normal(T tensor, double mean, double deviation) {
    if (SKIPPED.isBound()) {
      return tensor;
    }
    float[] draws = new float[tensor.count()];
    Randoms.current().normal(draws);
    return fill(tensor, draws, deviation, mean);
  }

  private static <T extends Tensor> T fill(T tensor, float[] draws, double scale, double shift) {
    for (int i = 0; i < draws.length; i++) {
      draws[i] = (float) (draws[i] * scale + shift);
    }
    InPlace.copy(tensor, Tensor.of(draws, tensor.array().shape()));
    return tensor;
  }

  /**
   * Uniform within {@code gain * sqrt(3 / fanIn)}, with the gain of a leaky ReLU: {@code sqrt(2 /
   * (1 + slope^2))} (He et al., 2015). PyTorch's Linear uses a slope of {@code sqrt(5)}, which
   * makes the bound {@code 1 / sqrt(fanIn)}.
   */
  public static <T extends Tensor> T kaimingUniform(T weight, double slope) {
    double bound = Math.sqrt(2 / (1 + slope * slope)) * Math.sqrt(3.0 / fanIn(weight));
    return uniform(weight, -bound, bound);
  }

  /** Normal with deviation {@code gain / sqrt(fanIn)}, the gain as in {@link #kaimingUniform}. */
  public static <T extends Tensor> T kaimingNormal(T weight, double slope) {
    return normal(weight, 0, Math.sqrt(2 / (1 + slope * slope)) / Math.sqrt(fanIn(weight)));
  }

  /** Uniform within {@code gain * sqrt(6 / (fanIn + fanOut))} (Glorot and Bengio, 2010). */
  public static <T extends Tensor> T xavierUniform(T weight, double gain) {
    double bound = gain * Math.sqrt(6.0 / (fanIn(weight) + (double) fanOut(weight)));
    return uniform(weight, -bound, bound);
  }

  /** Normal with deviation {@code gain * sqrt(2 / (fanIn + fanOut))}. */
  public static <T extends Tensor> T xavierNormal(T weight, double gain) {
    double deviation = gain * Math.sqrt(2.0 / (fanIn(weight) + (double) fanOut(weight)));
    return normal(weight, 0, deviation);
  }

  /** The number of inputs that one output of a weight [out, in, k1, ..] depends on. */
  public static int fanIn(Tensor weight) {
    return fan(weight, 1);
  }

  /** The number of outputs that depend on one input of a weight [out, in, k1, ..]. */
  public static int fanOut(Tensor weight) {
    return fan(weight, 0);
  }

  private static int fan(Tensor weight, int dim) {
    int[] shape = weight.array().shape();
    if (shape.length < 2) {
      throw new IllegalArgumentException(
          "the fans of %s: a weight has two dimensions or more".formatted(Shapes.show(shape)));
    }
    return shape[dim] * Shapes.count(Arrays.copyOfRange(shape, 2, shape.length));
  }
}
