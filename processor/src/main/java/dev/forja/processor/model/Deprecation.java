package dev.forja.processor.model;

/** Whether the user marked something as deprecated. */
public enum Deprecation {
  /** It is not. */
  NONE,
  /** It is. */
  DEPRECATED,
  /** It is, and will be removed. */
  FOR_REMOVAL
}
