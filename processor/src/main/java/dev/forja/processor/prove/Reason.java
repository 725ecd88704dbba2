package dev.forja.processor.prove;

/** The reasons why operands cannot fit: the middle part of a {@code [ShapeProven]} message. */
enum Reason {
  /** Sizes that differ and do not broadcast. */
  BROADCAST("%s and %s do not broadcast: sizes %s and %s differ"),
  /** A product whose inner sizes differ. */
  INNER("%s and %s have no product: inner sizes %s and %s differ"),
  /** A tensor of the wrong rank. */
  RANK("%s has %s dimensions, but %s are taken"),
  /** A tensor with too few dimensions. */
  RANK_LEAST("%s has %s dimensions, but %s or more are taken"),
  /** A tensor with too many or too few dimensions. */
  RANK_RANGE("%s has %s dimensions, but %s to %s are taken"),
  /** A dimension that does not exist. */
  DIMENSION("%s has no dimension %s"),
  /** A dimension that is given twice. */
  TWICE("dimension %s of %s is named twice"),
  /** A different number of elements. */
  COUNT("%s has %s elements, which do not fill %s"),
  /** A size of -1 that would not be an integer. */
  REST("%s has %s elements, which leave nothing whole for the -1 in %s"),
  /** A shape to which another does not expand. */
  EXPAND("%s does not expand to %s"),
  /** Parts that do not add up to the whole. */
  PARTS("parts of %s places do not add up to dimension %s of %s"),
  /** An element of a list or an array that does not exist. */
  INDEX("%s has %s elements, but none at index %s"),
  /** Places that do not exist. */
  PLACES("%s places from %s on are not in dimension %s of %s"),
  /** Sizes that must be equal. */
  SIZES("%s and %s must be equal, but sizes %s and %s differ"),
  /** Last dimensions that differ from those of a norm or similar layer. */
  LAST("%s does not end in %s"),
  /** A size that is not a multiple. */
  MULTIPLE("size %s of %s is no multiple of %s"),
  /** A window that does not fit. */
  WINDOW("a window of %s does not fit into size %s of %s"),
  /** Shapes that an equation does not fit. */
  EQUATION("%s does not fit '%s' of the equation"),
  /** Sizes of one letter of an equation that differ. */
  LETTER("'%s' of the equation is both %s and %s"),
  /** An argument that violates a contract. */
  TAKES("%s takes %s, but gets %s"),
  /** A result that violates the contract. */
  PROMISES("%s promises %s, but returns %s"),
  /** A method whose operands do not fit. */
  FAILS("%s: %s"),
  /** The module that produced a tensor. */
  GIVES("%s gives %s"),
  /** The place where a module was created. */
  MADE(" (line %s: %s)");

  private final String text;

  Reason(String text) {
    this.text = text;
  }

  String text(Object... details) {
    Object[] shown = new Object[details.length];
    for (int i = 0; i < shown.length; i++) {
      shown[i] = details[i] instanceof Dims dims ? dims.show() : String.valueOf(details[i]);
    }
    return text.formatted(shown);
  }
}
