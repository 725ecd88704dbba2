package dev.forja.models.decoder;

/** Which texts queries and keys belong to. */
enum T5Role {
  /** Both to the text that is read. */
  READING,
  /** Both to the text that is written. */
  WRITING,
  /** Queries to the text that is written, keys to that which was read. */
  BETWEEN
}
