package dev.forja.nn;

/** How {@link EmbeddingBag} reduces the rows of a bag. Immutable. */
public enum EmbeddingBagMode {
  /** The sum, weighted if the call has weights. */
  SUM,
  /** The mean. */
  MEAN,
  /** The largest element in each column. */
  MAX
}
