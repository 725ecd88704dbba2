package dev.forja.trace;

/** For which sizes of its inputs a {@link Graph} is known to do what the call does. */
public enum Coverage {
  /** For those that it was traced with, and it runs on no others. */
  TRACED,
  /** For all of the declared ranges: the call was traced at each combination of sizes. */
  EXHAUSTIVE,
  /** For a sample of the declared ranges, since they have too many combinations to trace each. */
  SAMPLED
}
