package dev.forja.processor.prove;

import com.sun.source.util.TreePath;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The failures found on one path through the code, and where executions have left it early. */
final class Sink {
  private final List<Finding> findings = new ArrayList<>();
  private final Set<Target> escapes = new HashSet<>();
  private final boolean uncertain;

  /** A location in the code, and the reason of the failure. */
  record Finding(TreePath place, String text) {}

  /**
   * Creates a sink.
   *
   * @param uncertain whether some execution may not come to this path at all
   */
  Sink(boolean uncertain) {
    this.uncertain = uncertain;
  }

  /** Adds a failure for all sizes, unless some execution may not reach this place. */
  void add(Finding finding) {
    if (!isEscaped()) {
      findings.add(finding);
    }
  }

  void addAll(List<Finding> more) {
    more.forEach(this::add);
  }

  /** Records that some execution may have gone on elsewhere instead of at the following code. */
  void escape(Target to) {
    escapes.add(to);
  }

  void escapeAll(Set<Target> targets) {
    escapes.addAll(targets);
  }

  /** Records that the following code is where these executions go on. */
  void arrive(Target at) {
    escapes.remove(at);
  }

  boolean isEscaped() {
    return uncertain || !escapes.isEmpty();
  }

  /** Where executions of this path may have gone on. */
  Set<Target> escapes() {
    return Set.copyOf(escapes);
  }

  List<Finding> findings() {
    return findings;
  }
}
