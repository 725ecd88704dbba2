package dev.forja.benchmarks.harness;

import java.net.URISyntaxException;
import java.nio.file.Path;

/** Where the module may write: the {@code target} folder that its own classes lie in. */
public final class Targets {
  private Targets() {}

  /** {@code benchmarks/target}. */
  public static Path folder() {
    try {
      Path classes =
          Path.of(Targets.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return classes.resolveSibling(".").normalize();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
