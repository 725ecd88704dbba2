package dev.forja.benchmarks.harness;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A family of cases that one command runs. */
public interface Workload {
  /** The name on the command line. */
  String name();

  /** One sentence: what is compared with what. */
  String description();

  /** All cases; with {@code tiny} one small case of each kind, for the smoke test. */
  List<Case> cases(boolean tiny);

  /** Draws what was measured into files of a folder, and returns these; nothing by default. */
  default List<Path> draw(Report report, Path folder) throws IOException {
    return List.of();
  }
}
