package dev.forja.models;

/**
 * How the labels of tokens become entities, as in Hugging Face's pipelines. Immutable and therefore
 * thread-safe.
 */
public enum Aggregation {
  /** Not at all: each token is an entity of its own. */
  NONE,
  /** Neighbours with the same label are one, unless a label begins with {@code B-}. */
  SIMPLE,
  /** As {@link #SIMPLE}, after each word got the label of its first token. */
  FIRST,
  /** As {@link #SIMPLE}, after each word got the best label of the mean of its tokens' scores. */
  AVERAGE,
  /** As {@link #SIMPLE}, after each word got the label of its token with the highest score. */
  MAX
}
