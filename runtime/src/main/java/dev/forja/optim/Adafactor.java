package dev.forja.optim;

import dev.forja.array.NdArray;
import dev.forja.tensor.InPlace;
import dev.forja.tensor.Parameter;
import java.util.Arrays;
import java.util.List;

/**
 * Adafactor as {@code torch.optim.Adafactor}: gradients are divided by the root of a running mean
 * of their squares, of which a matrix keeps only the means of its rows and columns; steps are
 * limited to the size d and scaled by that of the parameter. More dimensions are matrices in the
 * last two.
 *
 * <p>Source: N. Shazeer and M. Stern, Adafactor, <a
 * href="https://arxiv.org/abs/1804.04235">arXiv:1804.04235</a>.
 *
 * <p>For one thread at a time: nothing else may use the parameters during a step.
 */
public final class Adafactor extends Optimizer<AdafactorOptions> {
  private Adafactor() {}

  /** Adafactor with PyTorch's defaults and this learning rate. */
  public static Adafactor of(List<? extends Parameter> parameters, double lr) {
    return of(parameters, defaults().withLr(lr));
  }

  /** Adafactor with these options. */
  public static Adafactor of(List<? extends Parameter> parameters, AdafactorOptions options) {
    Adafactor made = new Adafactor();
    made.addGroup(parameters, options);
    return made;
  }

  /**
   * PyTorch's defaults: learning rate 0.01, beta2Decay -0.8, eps 2^-23 and 0.001, d 1, no weight
   * decay.
   */
  public static AdafactorOptions defaults() {
    return AdafactorOptions.DEFAULTS;
  }

  @Override
  protected void update(
      Parameter parameter, NdArray grad, ParamState state, AdafactorOptions options) {
    double step = state.steps();
    double share = StrictMath.pow(step, options.beta2Decay());
    Double given = options.eps1();
    double eps = given == null ? 0x1p-23 : given;
    double size = Math.max(options.eps2(), rootMeanSquare(dense(parameter.array())));
    double rate = size * Math.min(options.lr(), 1 / Math.sqrt(step));
    float kept = (float) (1 - options.lr() * options.weightDecay());
    float[] g = dense(grad);
    float[] update =
        parameter.rank() > 1
            ? factored(parameter, g, state, share, eps)
            : whole(parameter, g, state, share, eps);
    double length = Math.max(1, rootMeanSquare(update) / options.d());
    float alpha = (float) (-rate / length);
    InPlace.update(
        parameter,
        p -> {
          for (int i = 0; i < p.count(); i++) {
            int at = p.offset() + i;
            p.floats()[at] = p.floats()[at] * kept + alpha * update[i];
          }
        });
  }

  private static float[] dense(NdArray array) {
    float[] values = new float[array.count()];
    System.arraycopy(array.floats(), array.offset(), values, 0, values.length);
    return values;
  }

  private static double rootMeanSquare(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += (double) value * value;
    }
    return values.length == 0 ? 0 : Math.sqrt(sum / values.length);
  }

  /** The update of a vector, with a mean of squares for each element. */
  private static float[] whole(
      Parameter parameter, float[] g, ParamState state, double share, double eps) {
    float[] variance = state.array("variance", parameter).floats();
    float[] update = new float[g.length];
    for (int i = 0; i < g.length; i++) {
      variance[i] += (float) (share * ((double) g[i] * g[i] - variance[i]));
      update[i] = (float) (g[i] / Math.sqrt(Math.max(variance[i], eps * eps)));
    }
    return update;
  }

  /** The update of matrices, with a mean of squares for each row and each column. */
  private static float[] factored(
      Parameter parameter, float[] g, ParamState state, double share, double eps) {
    int height = parameter.size(-2);
    int width = parameter.size(-1);
    float[] rows = state.array("row_var", shape(parameter, 1)).floats();
    float[] columns = state.array("col_var", shape(parameter, 2)).floats();
    float[] update = new float[g.length];
    double[] sums = new double[width];
    for (int matrix = 0; matrix < g.length / Math.max(1, height * width); matrix++) {
      Arrays.fill(sums, 0);
      double mean = 0;
      for (int i = 0; i < height; i++) {
        double sum = 0;
        for (int j = 0; j < width; j++) {
          double value = g[(matrix * height + i) * width + j];
          sum += value * value;
          sums[j] += value * value;
        }
        int row = matrix * height + i;
        rows[row] += (float) (share * (sum / width - rows[row]));
        mean += rows[row] / (double) height;
      }
      for (int j = 0; j < width; j++) {
        int column = matrix * width + j;
        columns[column] += (float) (share * (sums[j] / height - columns[column]));
      }
      for (int i = 0; i < height; i++) {
        for (int j = 0; j < width; j++) {
          int at = (matrix * height + i) * width + j;
          double square =
              (double) rows[matrix * height + i]
                  * columns[matrix * width + j]
                  / Math.max(mean, eps);
          update[at] = (float) (g[at] / Math.sqrt(Math.max(square, eps * eps)));
        }
      }
    }
    return update;
  }

  /** The shape of a parameter, with 1 for one of its last sizes, counted from the end. */
  private static int[] shape(Parameter parameter, int place) {
    int[] shape = parameter.shape();
    shape[shape.length - place] = 1;
    return shape;
  }
}
