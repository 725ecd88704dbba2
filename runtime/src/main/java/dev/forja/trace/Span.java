package dev.forja.trace;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The time and memory of the calls of a module from one place, of an op there, or of whole runs,
 * with everything that they called. The modules appear a second time below the span of backward
 * passes, with the gradients of their ops: such a module was not called then, and its cost is the
 * sum of the spans below it.
 */
final class Span {
  private final String name;
  private final @Nullable ModuleCall call;
  private final Kind kind;
  private final boolean backward;
  private final int runs;
  private final Map<String, Span> callees = new LinkedHashMap<>();
  private long count;
  private long nanos;
  private long bytes;

  /** The kind of a span. */
  private enum Kind {
    RUNS,
    BACKWARD,
    UPDATES,
    MODULE,
    OP
  }

  private Span(String name, @Nullable ModuleCall call, Kind kind, boolean backward, int runs) {
    this.name = name;
    this.call = call;
    this.kind = kind;
    this.backward = backward;
    this.runs = runs;
  }

  /** The span of whole runs. */
  static Span root(int runs) {
    return new Span("(all)", null, Kind.RUNS, false, runs);
  }

  /**
   * The span of the calls of a module from here or, below the span of backward passes, of their
   * gradients.
   */
  Span callee(ModuleCall callee) {
    String label = callee.label() + "." + callee.entry();
    return callees.computeIfAbsent(
        label, _ -> new Span(callee.label(), callee, Kind.MODULE, backward, runs));
  }

  /** The span of an op from here or, below the span of backward passes, of its gradient. */
  Span op(String opName) {
    String shown = backward ? opName + " backward" : opName;
    return callees.computeIfAbsent(
        "op " + shown, _ -> new Span(shown, null, Kind.OP, backward, runs));
  }

  /** The span of the backward passes in a run. */
  Span backward() {
    return callees.computeIfAbsent(
        "backward", _ -> new Span("(backward)", null, Kind.BACKWARD, true, runs));
  }

  /**
   * The span of the in-place changes outside of all modules in a run, such as those of an
   * optimiser.
   */
  Span updates() {
    return callees.computeIfAbsent(
        "updates", _ -> new Span("(updates)", null, Kind.UPDATES, false, runs));
  }

  void add(long moreNanos, long moreBytes) {
    count++;
    nanos += moreNanos;
    bytes += moreBytes;
  }

  String name() {
    return name;
  }

  /** One of the calls; null for an op and for whole runs. */
  @Nullable ModuleCall call() {
    return call;
  }

  boolean isOp() {
    return kind == Kind.OP;
  }

  /** Whether this is a span of gradients. */
  boolean isBackward() {
    return backward;
  }

  /** The count per run. */
  double count() {
    return (double) count / runs;
  }

  /** The time per run. */
  double nanos() {
    return isSum() ? all().stream().mapToDouble(Span::nanos).sum() : (double) nanos / runs;
  }

  /** The allocated bytes per run. */
  double bytes() {
    return isSum() ? all().stream().mapToDouble(Span::bytes).sum() : (double) bytes / runs;
  }

  private boolean isSum() {
    return backward && kind == Kind.MODULE;
  }

  /** The modules and ops that were called from here. */
  List<Span> all() {
    return new ArrayList<>(callees.values());
  }

  /** The modules that were called from here. */
  List<Span> callees() {
    return callees.values().stream().filter(each -> each.kind == Kind.MODULE).toList();
  }

  /** Passes this span and all spans below it to {@code visitor}. */
  void visit(Consumer<Span> visitor) {
    visitor.accept(this);
    callees.values().forEach(each -> each.visit(visitor));
  }
}
