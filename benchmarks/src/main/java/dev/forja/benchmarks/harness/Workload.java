package dev.forja.benchmarks.harness;

import java.util.List;

/** A family of cases that one command runs. */
public interface Workload {
  /** The name on the command line. */
  String name();

  /** One sentence: what is compared with what. */
  String description();

  /** All cases; with {@code tiny} one small case of each kind, for the smoke test. */
  List<Case> cases(boolean tiny);
}
