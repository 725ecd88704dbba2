package dev.forja.trace;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Time and memory of the calls of a module from one place, of an op there, or of whole runs, and of
 * what they called.
 */
final class Span {
  private final String name;
  private final @Nullable ModuleCall call;
  private final boolean op;
  private final int runs;
  private final Map<String, Span> callees = new LinkedHashMap<>();
  private long count;
  private long nanos;
  private long bytes;

  private Span(String name, @Nullable ModuleCall call, boolean op, int runs) {
    this.name = name;
    this.call = call;
    this.op = op;
    this.runs = runs;
  }

  /** Of whole runs. */
  static Span root(int runs) {
    return new Span("(all)", null, false, runs);
  }

  /** Of the calls of a module from here. */
  Span callee(ModuleCall callee) {
    String label = callee.label() + "." + callee.entry();
    return callees.computeIfAbsent(label, _ -> new Span(callee.label(), callee, false, runs));
  }

  /** Of an op from here. */
  Span op(String opName) {
    return callees.computeIfAbsent("op " + opName, _ -> new Span(opName, null, true, runs));
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
    return op;
  }

  /** How often, in a run. */
  double count() {
    return (double) count / runs;
  }

  /** In a run. */
  double nanos() {
    return (double) nanos / runs;
  }

  /** In a run. */
  double bytes() {
    return (double) bytes / runs;
  }

  /** All that was called from here: modules and ops. */
  List<Span> all() {
    return new ArrayList<>(callees.values());
  }

  /** The modules that were called from here. */
  List<Span> callees() {
    return callees.values().stream().filter(each -> !each.op).toList();
  }

  /** Shows this and all below to {@code visitor}. */
  void visit(Consumer<Span> visitor) {
    visitor.accept(this);
    callees.values().forEach(each -> each.visit(visitor));
  }
}
