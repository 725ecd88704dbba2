package dev.forja.tokenizers.decode;

import java.util.List;

/** Turns tokens into the parts of a text. Immutable, so that many threads may use it. */
@FunctionalInterface
public interface Decoder {
  /** The parts of the text of these tokens. */
  List<String> decode(List<String> tokens);
}
