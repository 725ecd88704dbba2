package dev.forja.spark;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** Tiny models with random weights, and texts for them. */
final class TestModels {
  /** Texts of many lengths. */
  static final List<String> TEXTS =
      List.of(
          "Ada Lovelace lived in London.",
          "x",
          "The whale surfaced, and the harpooner threw.",
          "Shares fell today",
          "",
          "unbelievable unbelievers believe in beliefs",
          "Émile's café in Paris opens at nine; Ada goes there. Ada Lovelace lived in London.");

  private TestModels() {}

  /** The folder of a model. */
  static Path folder(String name) {
    try {
      return Path.of(
          Objects.requireNonNull(TestModels.class.getResource("/models/" + name)).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
