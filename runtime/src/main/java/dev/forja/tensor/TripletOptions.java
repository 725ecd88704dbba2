package dev.forja.tensor;

/**
 * The options of {@link Losses#tripletMarginLoss}, under PyTorch's names. Immutable.
 *
 * @param margin by how much the negative is to be further away than the positive
 * @param p the norm of the distances
 * @param eps what is added to each difference
 * @param swap whether the positive may stand in for the anchor, where it is nearer to the negative
 */
public record TripletOptions(double margin, double p, double eps, boolean swap) {
  /** PyTorch's defaults. */
  public static final TripletOptions DEFAULT = new TripletOptions(1, 2, 1e-6, false);
}
