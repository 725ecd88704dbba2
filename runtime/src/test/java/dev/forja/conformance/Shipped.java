package dev.forja.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;

/** The folders of cases among the test resources. */
final class Shipped {
  private Shipped() {}

  static Path folder(String name) throws URISyntaxException {
    URL index = Shipped.class.getResource("/" + name + "/cases.json");
    assertThat(index).as("the cases of %s among the test resources", name).isNotNull();
    return Path.of(index.toURI()).resolveSibling("");
  }
}
