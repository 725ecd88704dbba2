package dev.forja.trace;

/** The input sizes for which a {@link Graph} is known to be equivalent to the call. Immutable. */
public enum Coverage {
  /** The traced sizes; the graph runs on no others. */
  TRACED,
  /** All sizes in the declared ranges: the call was traced at each combination. */
  EXHAUSTIVE,
  /** A sample of the declared ranges, which have too many combinations to trace each. */
  SAMPLED
}
