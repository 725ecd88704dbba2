package dev.forja.tensor;

import dev.forja.ThrowingCallable;
import dev.forja.array.Shapes;
import dev.forja.spi.Ambient;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Fills leaves with start values, as {@code torch.nn.init}, drawing from {@link Randoms#current}.
 * Every method changes its argument in place and gives it back.
 *
 * <p>The fans of a weight [out, in, k1, ..] are {@code in * k1 * ..} and {@code out * k1 * ..}.
 *
 * <p>Any thread may use it, on tensors that no other uses meanwhile.
 */
public final class Init {
  private static final Ambient<Boolean> SKIPPED = Ambient.create();

  private Init() {}

  /**
   * Gives what {@code body} builds, without the draws: what they would fill stays as it is. For
   * models whose state is loaded next, as {@code torch.nn.utils.skip_init}; of a large one, the
   * draws take longer than loading it. It holds for this thread.
   */
  public static <T extends @Nullable Object, X extends Throwable> T skip(
      ThrowingCallable<? extends T, X> body) throws X {
    return SKIPPED.call(true, body);
  }

  /** One value everywhere. */
  public static <T extends Tensor> T constant(T tensor, double value) {
    InPlace.update(
        tensor,
        array ->
            Arrays.fill(
                array.floats(), array.offset(), array.offset() + array.count(), (float) value));
    return tensor;
  }

  /** Zeros. */
  public static <T extends Tensor> T zeros(T tensor) {
    return constant(tensor, 0);
  }

  /** Ones. */
  public static <T extends Tensor> T ones(T tensor) {
    return constant(tensor, 1);
  }

  /** Uniform draws from [low, high). */
  public static <T extends Tensor> T uniform(T tensor, double low, double high) {
    if (SKIPPED.isBound()) {
      return tensor;
    }
    float[] draws = new float[tensor.count()];
    Randoms.current().uniform(draws);
    return fill(tensor, draws, high - low, low);
  }

  /** Normal draws. */
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

  /** How many inputs reach one output of a weight [out, in, k1, ..]. */
  public static int fanIn(Tensor weight) {
    return fan(weight, 1);
  }

  /** How many outputs one input of a weight [out, in, k1, ..] reaches. */
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
