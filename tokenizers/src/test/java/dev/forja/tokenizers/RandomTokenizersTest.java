package dev.forja.tokenizers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Random small tokenizers do what Hugging Face's library did with the same files and texts. */
class RandomTokenizersTest {
  @Test
  void idsPlacesWordsAndDecodedTextAreThoseOfTheLibrary() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(getClass().getResourceAsStream("configs.json.gz"))) {
      OracleCases cases = OracleCases.compare(in);
      System.out.println("random tokenizers: " + cases.compared() + " texts compared");
      assertThat(cases.compared()).isGreaterThan(500);
      assertThat(cases.differences()).isEmpty();
    }
  }
}
