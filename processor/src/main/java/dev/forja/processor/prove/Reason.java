package dev.forja.processor.prove;

/** Why operands cannot fit, in words: the middle of a message of {@code [ShapeProven]}. */
enum Reason {
  /** Sizes that differ and do not broadcast. */
  BROADCAST("%s and %s do not broadcast: sizes %s and %s differ"),
  /** A product whose inner sizes differ. */
  INNER("%s and %s have no product: inner sizes %s and %s differ"),
  /** A tensor of another rank than is taken. */
  RANK("%s has %s dimensions, but %s are taken"),
  /** A tensor of fewer dimensions than are taken. */
  RANK_LEAST("%s has %s dimensions, but %s or more are taken"),
  /** A tensor of more or fewer dimensions than are taken. */
  RANK_RANGE("%s has %s dimensions, but %s to %s are taken"),
  /** A dimension that is not there. */
  DIMENSION("%s has no dimension %s"),
  /** A dimension that is named twice. */
  TWICE("dimension %s of %s is named twice"),
  /** Other counts of elements. */
  COUNT("%s has %s elements, which do not fill %s"),
  /** A size of -1 that would not be whole. */
  REST("%s has %s elements, which leave nothing whole for the -1 in %s"),
  /** A shape to which another does not expand. */
  EXPAND("%s does not expand to %s"),
  /** Parts that do not make up a whole. */
  PARTS("parts of %s places do not add up to dimension %s of %s"),
  /** Places that are not there. */
  PLACES("%s places from %s on are not in dimension %s of %s"),
  /** Sizes that must be equal. */
  SIZES("%s and %s must be equal, but sizes %s and %s differ"),
  /** Last sizes that a norm or the like was made for. */
  LAST("%s does not end in %s"),
  /** A size that is no multiple. */
  MULTIPLE("size %s of %s is no multiple of %s"),
  /** A window that does not fit. */
  WINDOW("a window of %s does not fit into size %s of %s"),
  /** Shapes that an equation does not fit. */
  EQUATION("%s does not fit '%s' of the equation"),
  /** Sizes of one letter of an equation that differ. */
  LETTER("'%s' of the equation is both %s and %s"),
  /** An argument that a contract does not take. */
  TAKES("%s takes %s, but gets %s"),
  /** A result that is none of the contract. */
  PROMISES("%s promises %s, but returns %s"),
  /** A method whose operands do not fit. */
  FAILS("%s: %s"),
  /** A module that a tensor came from. */
  GIVES("%s gives %s"),
  /** Where a module was made. */
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
