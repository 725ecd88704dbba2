package dev.forja.processor.checkpoint;

/** The reasons why a file of weights cannot be read: the end of a message. */
enum Damage {
  /** An error of the file system. */
  UNREADABLE("the system says: %s"),
  /** A folder, a device or another special file. */
  NO_FILE("it is not a regular file"),
  /** A file that is too short for the length of a header. */
  SHORT("it has %s bytes, and even the length of the header takes 8"),
  /** A header longer than the file. */
  HEADER_BEYOND("its header would be %s bytes long, but %s bytes follow"),
  /** A header that is longer than any valid one. */
  TOO_LONG("its header would be %s bytes long, and more than %s are not read"),
  /** Bytes that are not text. */
  NOT_UTF8("its text is not UTF-8"),
  /** Invalid JSON. */
  NOT_JSON("its text is not valid JSON from character %s on"),
  /** A duplicate name in an object. */
  TWICE("'%s' stands twice in one object"),
  /** Too deeply nested objects. */
  DEEP("its JSON is nested deeper than %s levels"),
  /** A number that is not a size. */
  NUMBER("'%s' holds a number that is no size"),
  /** More dimensions than a tensor can have. */
  RANK("'%s' has more than %s dimensions"),
  /** A tensor without a complete description. */
  INCOMPLETE("'%s' has no %s"),
  /** An index without its weight map. */
  NO_MAP("it has no weight_map"),
  /** A part that is not in the folder of its index. */
  PART_NAME("'%s' is not the name of a file beside the index"),
  /** A missing part. */
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
