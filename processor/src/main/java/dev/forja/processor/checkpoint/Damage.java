package dev.forja.processor.checkpoint;

/** Why a file of weights cannot be read, in words: the end of a message. */
enum Damage {
  /** The system does not give it. */
  UNREADABLE("the system says: %s"),
  /** A folder, a device or the like. */
  NO_FILE("it is not a regular file"),
  /** Less than the length of a header. */
  SHORT("it has %s bytes, and even the length of the header takes 8"),
  /** A header longer than the file. */
  HEADER_BEYOND("its header would be %s bytes long, but %s bytes follow"),
  /** More than anybody needs. */
  TOO_LONG("its header would be %s bytes long, and more than %s are not read"),
  /** Bytes that are no text. */
  NOT_UTF8("its text is not UTF-8"),
  /** Other syntax than that of JSON. */
  NOT_JSON("its text is not valid JSON from character %s on"),
  /** One name twice in an object. */
  TWICE("'%s' stands twice in one object"),
  /** Objects within objects without end. */
  DEEP("its JSON is nested deeper than %s levels"),
  /** A number that is no size. */
  NUMBER("'%s' holds a number that is no size"),
  /** More dimensions than a tensor can have. */
  RANK("'%s' has more than %s dimensions"),
  /** A tensor that is not described. */
  INCOMPLETE("'%s' has no %s"),
  /** An index without its map. */
  NO_MAP("it has no weight_map"),
  /** A part that does not lie beside its index. */
  PART_NAME("'%s' is not the name of a file beside the index"),
  /** A part that is not there. */
  PART_ABSENT("the file %s, which the index names, is not there"),
  /** A name that its part does not have. */
  NOT_IN_PART("'%s' should be in %s, which has none of this name");

  private final String text;

  Damage(String text) {
    this.text = text;
  }

  String text(Object... details) {
    return text.formatted(details);
  }
}
