package dev.forja.json;

/** What {@link JsonText} has read. Safe for use by many threads. */
public enum JsonKind {
  /** A left brace. */
  START_OBJECT,
  /** A right brace. */
  END_OBJECT,
  /** A left bracket. */
  START_ARRAY,
  /** A right bracket. */
  END_ARRAY,
  /** The name of a member of an object; its value comes next. */
  NAME,
  /** A string. */
  STRING,
  /** A number without a fraction and an exponent. */
  INTEGER,
  /** Any other number. */
  FRACTION,
  /** The literal {@code true}. */
  TRUE,
  /** The literal {@code false}. */
  FALSE,
  /** The literal {@code null}. */
  NULL,
  /** The end of the text. */
  END
}
