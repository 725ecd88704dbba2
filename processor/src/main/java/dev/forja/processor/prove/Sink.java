package dev.forja.processor.prove;

import com.sun.source.util.TreePath;
import java.util.ArrayList;
import java.util.List;

/** What was found to fail on one way through the code. */
final class Sink {
  private final List<Finding> findings = new ArrayList<>();
  private boolean escaped;

  /** A place in the code, and why it fails. */
  record Finding(TreePath place, String text) {}

  Sink(boolean escaped) {
    this.escaped = escaped;
  }

  /** Takes what fails for all sizes, unless some run may not come here. */
  void add(Finding finding) {
    if (!escaped) {
      findings.add(finding);
    }
  }

  void addAll(List<Finding> more) {
    more.forEach(this::add);
  }

  /** Says that some run has returned before what comes now. */
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
