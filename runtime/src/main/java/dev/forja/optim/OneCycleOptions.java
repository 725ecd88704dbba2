package dev.forja.optim;

import dev.forja.tensor.Options;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The options of {@link OneCycleLR}, under PyTorch's names. Immutable and therefore thread-safe.
 */
public final class OneCycleOptions extends Options<OneCycleOptions> {
  private static final OneCycleOptions DEFAULTS = new OneCycleOptions();

  private double pctStart = 0.3;
  private Anneal anneal = Anneal.COS;
  private boolean cycleMomentum = true;
  private double baseMomentum = 0.85;
  private double maxMomentum = 0.95;
  private double divFactor = 25;
  private double finalDivFactor = 1e4;
  private boolean threePhase = false;

  private OneCycleOptions() {}

  /**
   * How a value moves to the next one.
   *
   * <p>Immutable.
   */
  public enum Anneal {
    /** Along half a cosine. */
    COS,
    /** Linearly. */
    LINEAR;

    double at(double start, double end, double share) {
      return switch (this) {
        case COS -> end + (start - end) / 2.0 * (StrictMath.cos(Math.PI * share) + 1);
        case LINEAR -> (end - start) * share + start;
      };
    }
  }

  /**
   * PyTorch's defaults: pctStart 0.3, cosine, momentum cycled from 0.95 to 0.85, factors 25 and
   * 10,000.
   */
  public static OneCycleOptions defaults() {
    return DEFAULTS;
  }

  /**
   * These options with another {@link #pctStart}.
   *
   * @throws IllegalArgumentException if it is not from 0 to 1
   */
  public OneCycleOptions withPctStart(double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(
          "OneCycleLR: pctStart is " + value + ", but must be from 0 to 1");
    }
    return copyWith(o -> o.pctStart = value);
  }

  /** These options with another {@link #anneal}. */
  public OneCycleOptions withAnneal(Anneal value) {
    return copyWith(o -> o.anneal = value);
  }

  /** These options with another {@link #cycleMomentum}. */
  public OneCycleOptions withCycleMomentum(boolean value) {
    return copyWith(o -> o.cycleMomentum = value);
  }

  /** These options with another {@link #baseMomentum}. */
  public OneCycleOptions withBaseMomentum(double value) {
    return copyWith(o -> o.baseMomentum = value);
  }

  /** These options with another {@link #maxMomentum}. */
  public OneCycleOptions withMaxMomentum(double value) {
    return copyWith(o -> o.maxMomentum = value);
  }

  /** These options with another {@link #divFactor}. */
  public OneCycleOptions withDivFactor(double value) {
    return copyWith(o -> o.divFactor = value);
  }

  /** These options with another {@link #finalDivFactor}. */
  public OneCycleOptions withFinalDivFactor(double value) {
    return copyWith(o -> o.finalDivFactor = value);
  }

  /** These options with another {@link #threePhase}. */
  public OneCycleOptions withThreePhase(boolean value) {
    return copyWith(o -> o.threePhase = value);
  }

  /** The fraction of the cycle in which the learning rate increases. */
  public double pctStart() {
    return pctStart;
  }

  /** The shape of the changes of the learning rate. */
  public Anneal anneal() {
    return anneal;
  }

  /** Whether the momentum moves in the opposite direction. */
  public boolean cycleMomentum() {
    return cycleMomentum;
  }

  /** The momentum at the highest learning rate. */
  public double baseMomentum() {
    return baseMomentum;
  }

  /** The momentum at both ends. */
  public double maxMomentum() {
    return maxMomentum;
  }

  /** The highest learning rate divided by the first. */
  public double divFactor() {
    return divFactor;
  }

  /** The first learning rate divided by the last. */
  public double finalDivFactor() {
    return finalDivFactor;
  }

  /**
   * Whether the learning rate decreases to the first value symmetrically, and only then to the
   * last.
   */
  public boolean threePhase() {
    return threePhase;
  }

  @Override
  protected void list(BiConsumer<String, @Nullable Object> settings) {
    settings.accept("pctStart", pctStart);
    settings.accept("anneal", anneal);
    settings.accept("cycleMomentum", cycleMomentum);
    settings.accept("baseMomentum", baseMomentum);
    settings.accept("maxMomentum", maxMomentum);
    settings.accept("divFactor", divFactor);
    settings.accept("finalDivFactor", finalDivFactor);
    settings.accept("threePhase", threePhase);
  }
}
