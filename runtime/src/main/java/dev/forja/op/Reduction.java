package dev.forja.op;

/** How the elements of a loss are reduced to its result. Immutable. */
public enum Reduction {
  /** No reduction: one loss for each element. */
  NONE,
  /** The mean; with class weights, the weighted mean. */
  MEAN,
  /** The sum. */
  SUM
}
