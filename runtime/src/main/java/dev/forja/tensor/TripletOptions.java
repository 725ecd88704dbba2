package dev.forja.tensor;

/**
 * The options of {@link Losses#tripletMarginLoss}, under PyTorch's names.
 *
 * @param margin by how much the negative should be farther away than the positive
 * @param p the norm of the distances
 * @param eps added to each difference
 * @param swap whether the distance from the positive to the negative is used if it is smaller than
 *     that from the anchor
 */
public record TripletOptions(double margin, double p, double eps, boolean swap) {
  /** PyTorch's defaults. */
  public static final TripletOptions DEFAULT = new TripletOptions(1, 2, 1e-6, false);
}
