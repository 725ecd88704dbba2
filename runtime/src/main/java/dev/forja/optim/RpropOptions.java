package dev.forja.optim;

import dev.forja.tensor.Options;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The options of {@link Rprop}, under PyTorch's names. Immutable and therefore thread-safe. */
public final class RpropOptions extends Options<RpropOptions>
    implements GroupOptions<RpropOptions> {
  static final RpropOptions DEFAULTS = new RpropOptions();

  private double lr = 1e-2;
  private double etaMinus = 0.5;
  private double etaPlus = 1.2;
  private double minStepSize = 1e-6;
  private double maxStepSize = 50;
  private boolean maximize = false;

  private RpropOptions() {}

  @Override
  public RpropOptions withLr(double value) {
    return copyWith(o -> o.lr = value);
  }

  /** These options with another {@link #etaMinus}. */
  public RpropOptions withEtaMinus(double value) {
    return copyWith(o -> o.etaMinus = value);
  }

  /** These options with another {@link #etaPlus}. */
  public RpropOptions withEtaPlus(double value) {
    return copyWith(o -> o.etaPlus = value);
  }

  /** These options with another {@link #minStepSize}. */
  public RpropOptions withMinStepSize(double value) {
    return copyWith(o -> o.minStepSize = value);
  }

  /** These options with another {@link #maxStepSize}. */
  public RpropOptions withMaxStepSize(double value) {
    return copyWith(o -> o.maxStepSize = value);
  }

  @Override
  public RpropOptions withMaximize(boolean value) {
    return copyWith(o -> o.maximize = value);
  }

  /** The first step size of each element. */
  @Override
  public double lr() {
    return lr;
  }

  /** The factor of the step size where a gradient has changed its sign. */
  public double etaMinus() {
    return etaMinus;
  }

  /** The factor of the step size where it has kept its sign. */
  public double etaPlus() {
    return etaPlus;
  }

  /** The smallest step size. */
  public double minStepSize() {
    return minStepSize;
  }

  /** The largest step size. */
  public double maxStepSize() {
    return maxStepSize;
  }

  /** Whether to maximise the loss. */
  @Override
  public boolean maximize() {
    return maximize;
  }

  @Override
  public void check() {
    Ranges.notNegative("Rprop", "lr", lr);
    if (!(0 < etaMinus && etaMinus < 1 && 1 < etaPlus)) {
      throw new IllegalArgumentException(
          "Rprop: etaMinus is %s and etaPlus %s: expected 0 < etaMinus < 1 < etaPlus"
              .formatted(etaMinus, etaPlus));
    }
  }

  @Override
  public void save(TrainingCheckpoint to) {
    to.put("lr", lr);
    to.put("eta_minus", etaMinus);
    to.put("eta_plus", etaPlus);
    to.put("min_step_size", minStepSize);
    to.put("max_step_size", maxStepSize);
    to.put("maximize", maximize);
  }

  @Override
  public RpropOptions load(TrainingCheckpoint from) {
    return copyWith(
        o -> {
          o.lr = from.number("lr");
          o.etaMinus = from.number("eta_minus");
          o.etaPlus = from.number("eta_plus");
          o.minStepSize = from.number("min_step_size");
          o.maxStepSize = from.number("max_step_size");
          o.maximize = from.flag("maximize");
        });
  }

  @Override
  protected void list(BiConsumer<String, @Nullable Object> settings) {
    settings.accept("lr", lr);
    settings.accept("etaMinus", etaMinus);
    settings.accept("etaPlus", etaPlus);
    settings.accept("minStepSize", minStepSize);
    settings.accept("maxStepSize", maxStepSize);
    settings.accept("maximize", maximize);
  }
}
