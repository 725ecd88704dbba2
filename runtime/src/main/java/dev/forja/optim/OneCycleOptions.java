package dev.forja.optim;

/**
 * The options of {@link OneCycleLR}, by PyTorch's names.
 *
 * @param pctStart the fraction of the cycle in which the learning rate increases
 * @param anneal the shape of the changes
 * @param cycleMomentum whether the momentum moves in the opposite direction
 * @param baseMomentum the momentum at the highest learning rate
 * @param maxMomentum the momentum at both ends
 * @param divFactor the highest learning rate divided by the first
 * @param finalDivFactor the first learning rate divided by the last
 * @param threePhase whether the learning rate decreases to the first value symmetrically, and only
 *     then to the last
 */
public record OneCycleOptions(
    double pctStart,
    Anneal anneal,
    boolean cycleMomentum,
    double baseMomentum,
    double maxMomentum,
    double divFactor,
    double finalDivFactor,
    boolean threePhase) {
  private static final OneCycleOptions DEFAULTS =
      new OneCycleOptions(0.3, Anneal.COS, true, 0.85, 0.95, 25, 1e4, false);

  /** How a value moves to the next one. */
  public enum Anneal {
    /** Along half a cosine. */
    COS,
    /** Linearly. */
    LINEAR;

    double at(double start, double end, double share) {
      return switch (this) {
        case COS -> end + (start - end) / 2.0 * (Math.cos(Math.PI * share) + 1);
        case LINEAR -> (end - start) * share + start;
      };
    }
  }

  /** Checks the fraction. */
  public OneCycleOptions {
    if (!(pctStart >= 0 && pctStart <= 1)) {
      throw new IllegalArgumentException(
          "OneCycleLR: pctStart is " + pctStart + ", but must be from 0 to 1");
    }
  }

  /** PyTorch's defaults: 0.3, cosine, momentum cycled from 0.95 to 0.85, factors 25 and 10,000. */
  public static OneCycleOptions defaults() {
    return DEFAULTS;
  }

  /** These options with another {@link #pctStart}. */
  public OneCycleOptions withPctStart(double value) {
    return new OneCycleOptions(
        value,
        anneal,
        cycleMomentum,
        baseMomentum,
        maxMomentum,
        divFactor,
        finalDivFactor,
        threePhase);
  }

  /** These options with another {@link #anneal}. */
  public OneCycleOptions withAnneal(Anneal value) {
    return new OneCycleOptions(
        pctStart,
        value,
        cycleMomentum,
        baseMomentum,
        maxMomentum,
        divFactor,
        finalDivFactor,
        threePhase);
  }

  /** These options with another {@link #cycleMomentum}. */
  public OneCycleOptions withCycleMomentum(boolean value) {
    return new OneCycleOptions(
        pctStart, anneal, value, baseMomentum, maxMomentum, divFactor, finalDivFactor, threePhase);
  }

  /** These options with another {@link #baseMomentum}. */
  public OneCycleOptions withBaseMomentum(double value) {
    return new OneCycleOptions(
        pctStart, anneal, cycleMomentum, value, maxMomentum, divFactor, finalDivFactor, threePhase);
  }

  /** These options with another {@link #maxMomentum}. */
  public OneCycleOptions withMaxMomentum(double value) {
    return new OneCycleOptions(
        pctStart,
        anneal,
        cycleMomentum,
        baseMomentum,
        value,
        divFactor,
        finalDivFactor,
        threePhase);
  }

  /** These options with another {@link #divFactor}. */
  public OneCycleOptions withDivFactor(double value) {
    return new OneCycleOptions(
        pctStart,
        anneal,
        cycleMomentum,
        baseMomentum,
        maxMomentum,
        value,
        finalDivFactor,
        threePhase);
  }

  /** These options with another {@link #finalDivFactor}. */
  public OneCycleOptions withFinalDivFactor(double value) {
    return new OneCycleOptions(
        pctStart, anneal, cycleMomentum, baseMomentum, maxMomentum, divFactor, value, threePhase);
  }

  /** These options with another {@link #threePhase}. */
  public OneCycleOptions withThreePhase(boolean value) {
    return new OneCycleOptions(
        pctStart,
        anneal,
        cycleMomentum,
        baseMomentum,
        maxMomentum,
        divFactor,
        finalDivFactor,
        value);
  }
}
