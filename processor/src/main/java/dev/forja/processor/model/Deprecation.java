package dev.forja.processor.model;

/** Whether the user marked an element as deprecated. */
public enum Deprecation {
  /** Not deprecated. */
  NONE,
  /** Deprecated. */
  DEPRECATED,
  /** Deprecated for removal. */
  FOR_REMOVAL
}
