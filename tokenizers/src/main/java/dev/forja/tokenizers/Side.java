package dev.forja.tokenizers;

/** An end of a text: where tokens are cut off or padded. Safe for use by many threads. */
public enum Side {
  /** The beginning of the text. */
  LEFT,
  /** The end of the text. */
  RIGHT
}
