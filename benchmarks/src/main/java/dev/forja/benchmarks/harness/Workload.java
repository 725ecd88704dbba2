package dev.forja.benchmarks.harness;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A family of cases that one command runs. */
public interface Workload {
  /** The name on the command line. */
  String name();

  /** One sentence that says what is compared with what. */
  String description();

  /** All cases; if {@code tiny}, one small case of each kind for the smoke test. */
  List<Case> cases(boolean tiny);

  /** Draws the measurements into files of a folder, and returns the files; by default, none. */
  default List<Path> draw(Report report, Path folder) throws IOException {
    return List.of();
  }
}
