package dev.forja.op;

/** How a loss makes its elements into its result. */
public enum Reduction {
  /** Not at all: one loss for each element. */
  NONE,
  /** Their mean; of weighted classes, the weighted mean. */
  MEAN,
  /** Their sum. */
  SUM
}
