package dev.forja.io;

import java.util.List;
import java.util.Map;

/** The contents of the header of a file, before and after {@link Layout#check}. */
record Header(Map<String, String> metadata, List<SafetensorsEntry> entries) {
  /** The name that is reserved for the metadata. */
  static final String METADATA = "__metadata__";

  /** The maximum length of the header in bytes, as in the reference implementation. */
  static final int MAX_BYTES = 100_000_000;

  /** The maximum length of a name of a tensor or metadata entry, in characters. */
  static final int MAX_NAME = 50_000;

  /**
   * The maximum number of dimensions of a tensor: more than any real tensor has, but few enough to
   * cost no memory.
   */
  static final int MAX_RANK = 1_000;

  /** The number of bytes before the header, which hold its length. */
  static final int PREFIX = Long.BYTES;
}
