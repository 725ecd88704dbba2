package dev.forja.processor.prove;

import com.sun.source.util.TreePath;
import java.util.ArrayList;
import java.util.List;

/** The failures found on one path through the code. */
final class Sink {
  private final List<Finding> findings = new ArrayList<>();
  private boolean escaped;

  /** A location in the code, and the reason of the failure. */
  record Finding(TreePath place, String text) {}

  Sink(boolean escaped) {
    this.escaped = escaped;
  }

  /** Adds a failure for all sizes, unless some execution may not reach this place. */
  void add(Finding finding) {
    if (!escaped) {
      findings.add(finding);
    }
  }

  void addAll(List<Finding> more) {
    more.forEach(this::add);
  }

  /** Records that some execution may have returned before the following code. */
  void escape() {
    escaped = true;
  }

  boolean isEscaped() {
    return escaped;
  }

  List<Finding> findings() {
    return findings;
  }
}
