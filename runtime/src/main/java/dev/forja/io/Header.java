package dev.forja.io;

import java.util.List;
import java.util.Map;

/** What the header of a file says, before and after {@link Layout#check}. */
record Header(Map<String, String> metadata, List<SafetensorsEntry> entries) {
  /** The name that no tensor can have. */
  static final String METADATA = "__metadata__";

  /** The longest header, in bytes; the reference implementation has the same bound. */
  static final int MAX_BYTES = 100_000_000;

  /** The longest name of a tensor or of a piece of metadata, in characters. */
  static final int MAX_NAME = 50_000;

  /** The most dimensions of a tensor: more than any has, and few enough to cost no memory. */
  static final int MAX_RANK = 1_000;

  /** How many bytes before the header give its length. */
  static final int PREFIX = Long.BYTES;
}
