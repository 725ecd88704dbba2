package dev.forja.nn;

/** What {@link EmbeddingBag} makes of the rows of a bag. Immutable. */
public enum EmbeddingBagMode {
  /** Their sum, each weighed if the call gives weights. */
  SUM,
  /** Their mean. */
  MEAN,
  /** The largest in each column. */
  MAX
}
