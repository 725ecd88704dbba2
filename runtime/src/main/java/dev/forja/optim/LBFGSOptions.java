package dev.forja.optim;

import dev.forja.tensor.Options;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The options of {@link LBFGS}, under PyTorch's names. Immutable and therefore thread-safe. */
public final class LBFGSOptions extends Options<LBFGSOptions>
    implements GroupOptions<LBFGSOptions> {
  static final LBFGSOptions DEFAULTS = new LBFGSOptions();

  private double lr = 1;
  private int maxIter = 20;
  private @Nullable Integer maxEval = null;
  private double toleranceGrad = 1e-7;
  private double toleranceChange = 1e-9;
  private int historySize = 100;
  private boolean strongWolfe = false;
  private boolean maximize = false;

  private LBFGSOptions() {}

  @Override
  public LBFGSOptions withLr(double value) {
    return copyWith(o -> o.lr = value);
  }

  /** These options with another {@link #maxIter}. */
  public LBFGSOptions withMaxIter(int value) {
    return copyWith(o -> o.maxIter = value);
  }

  /** These options with another {@link #maxEval}. */
  public LBFGSOptions withMaxEval(@Nullable Integer value) {
    return copyWith(o -> o.maxEval = value);
  }

  /** These options with another {@link #toleranceGrad}. */
  public LBFGSOptions withToleranceGrad(double value) {
    return copyWith(o -> o.toleranceGrad = value);
  }

  /** These options with another {@link #toleranceChange}. */
  public LBFGSOptions withToleranceChange(double value) {
    return copyWith(o -> o.toleranceChange = value);
  }

  /** These options with another {@link #historySize}. */
  public LBFGSOptions withHistorySize(int value) {
    return copyWith(o -> o.historySize = value);
  }

  /** These options with another {@link #strongWolfe}. */
  public LBFGSOptions withStrongWolfe(boolean value) {
    return copyWith(o -> o.strongWolfe = value);
  }

  @Override
  public LBFGSOptions withMaximize(boolean value) {
    return copyWith(o -> o.maximize = value);
  }

  /** The learning rate. */
  @Override
  public double lr() {
    return lr;
  }

  /** The largest number of iterations in a step. */
  public int maxIter() {
    return maxIter;
  }

  /**
   * The largest number of evaluations of the loss in a step; null for 5 / 4 of {@link #maxIter}.
   */
  public @Nullable Integer maxEval() {
    return maxEval;
  }

  /** The largest element of the gradient at which to stop. */
  public double toleranceGrad() {
    return toleranceGrad;
  }

  /** The change of the loss or of a parameter at which to stop. */
  public double toleranceChange() {
    return toleranceChange;
  }

  /** The number of past steps that estimate the curvature. */
  public int historySize() {
    return historySize;
  }

  /** Whether to search along each direction for a step that fulfils the strong Wolfe conditions. */
  public boolean strongWolfe() {
    return strongWolfe;
  }

  /** Whether to maximise the loss. */
  @Override
  public boolean maximize() {
    return maximize;
  }

  @Override
  public void check() {
    Ranges.notNegative("LBFGS", "lr", lr);
    Ranges.positive("LBFGS", "maxIter", maxIter);
    Ranges.positive("LBFGS", "historySize", historySize);
  }

  @Override
  public void save(TrainingCheckpoint to) {
    to.put("lr", lr);
    to.put("max_iter", maxIter);
    if (maxEval != null) {
      to.put("max_eval", (long) maxEval);
    }
    to.put("tolerance_grad", toleranceGrad);
    to.put("tolerance_change", toleranceChange);
    to.put("history_size", historySize);
    to.put("strong_wolfe", strongWolfe);
    to.put("maximize", maximize);
  }

  @Override
  public LBFGSOptions load(TrainingCheckpoint from) {
    return copyWith(
        o -> {
          o.lr = from.number("lr");
          o.maxIter = from.count("max_iter");
          o.maxEval = from.has("max_eval") ? (Integer) from.count("max_eval") : null;
          o.toleranceGrad = from.number("tolerance_grad");
          o.toleranceChange = from.number("tolerance_change");
          o.historySize = from.count("history_size");
          o.strongWolfe = from.flag("strong_wolfe");
          o.maximize = from.flag("maximize");
        });
  }

  @Override
  protected void list(BiConsumer<String, @Nullable Object> settings) {
    settings.accept("lr", lr);
    settings.accept("maxIter", maxIter);
    settings.accept("maxEval", maxEval);
    settings.accept("toleranceGrad", toleranceGrad);
    settings.accept("toleranceChange", toleranceChange);
    settings.accept("historySize", historySize);
    settings.accept("strongWolfe", strongWolfe);
    settings.accept("maximize", maximize);
  }
}
