package dev.forja.benchmarks.harness;

import java.net.URISyntaxException;
import java.nio.file.Path;

/**
 * The folder to which the module may write: the {@code target} folder that contains its own
 * classes.
 */
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
