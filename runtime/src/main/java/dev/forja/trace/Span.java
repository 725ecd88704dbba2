package dev.forja.trace;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Time and memory of the calls of a module from one place, of an op there, or of whole runs, and of
 * what they called. Below the span of backward passes stand the same modules once more, with the
 * gradients of what they did: such a module was not called then, and what it took is the sum of
 * what stands below it.
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

  /** What a span is of. */
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

  /** Of whole runs. */
  static Span root(int runs) {
    return new Span("(all)", null, Kind.RUNS, false, runs);
  }

  /** Of the calls of a module from here; below that of backward passes, of their gradients. */
  Span callee(ModuleCall callee) {
    String label = callee.label() + "." + callee.entry();
    return callees.computeIfAbsent(
        label, _ -> new Span(callee.label(), callee, Kind.MODULE, backward, runs));
  }

  /** Of an op from here; below that of backward passes, of its gradient. */
  Span op(String opName) {
    String shown = backward ? opName + " backward" : opName;
    return callees.computeIfAbsent(
        "op " + shown, _ -> new Span(shown, null, Kind.OP, backward, runs));
  }

  /** Of the backward passes in a run. */
  Span backward() {
    return callees.computeIfAbsent(
        "backward", _ -> new Span("(backward)", null, Kind.BACKWARD, true, runs));
  }

  /** Of the changes in place outside of all modules in a run: what an optimiser does. */
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

  /** One of the calls; null for an op, and for whole runs. */
  @Nullable ModuleCall call() {
    return call;
  }

  boolean isOp() {
    return kind == Kind.OP;
  }

  /** Whether this is of gradients. */
  boolean isBackward() {
    return backward;
  }

  /** How often, in a run. */
  double count() {
    return (double) count / runs;
  }

  /** In a run. */
  double nanos() {
    return isSum() ? all().stream().mapToDouble(Span::nanos).sum() : (double) nanos / runs;
  }

  /** In a run. */
  double bytes() {
    return isSum() ? all().stream().mapToDouble(Span::bytes).sum() : (double) bytes / runs;
  }

  private boolean isSum() {
    return backward && kind == Kind.MODULE;
  }

  /** All that was called from here: modules and ops. */
  List<Span> all() {
    return new ArrayList<>(callees.values());
  }

  /** The modules that were called from here. */
  List<Span> callees() {
    return callees.values().stream().filter(each -> each.kind == Kind.MODULE).toList();
  }

  /** Shows this and all below to {@code visitor}. */
  void visit(Consumer<Span> visitor) {
    visitor.accept(this);
    callees.values().forEach(each -> each.visit(visitor));
  }
}
