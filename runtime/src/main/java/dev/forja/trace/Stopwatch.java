package dev.forja.trace;

import com.sun.management.ThreadMXBean;
import dev.forja.CallArgs;
import dev.forja.CallFrame;
import dev.forja.Calls;
import dev.forja.Invoker;
import dev.forja.Outcome;
import dev.forja.op.Op;
import dev.forja.tensor.OpListener;
import dev.forja.tensor.Tensor;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Measures ops and module calls as they run, on any thread. */
final class Stopwatch implements OpListener {
  /** When something began, and what its thread had allocated. */
  private record Start(Span span, long nanos, long bytes) {}

  private static final @Nullable ThreadMXBean MEMORY =
      ManagementFactory.getThreadMXBean() instanceof ThreadMXBean memory
              && memory.isThreadAllocatedMemorySupported()
          ? memory
          : null;

  private final @Nullable CallFrame base = Calls.current().orElse(null);
  private final Span root;
  private final int runs;
  private final Map<CallFrame, Start> open = new IdentityHashMap<>();
  private final List<Long> nodeNanos = new ArrayList<>();
  private int node;

  Stopwatch(int runs) {
    this.runs = runs;
    this.root = Span.root(runs);
  }

  private static long allocated() {
    return MEMORY == null ? 0 : MEMORY.getCurrentThreadAllocatedBytes();
  }

  /** Measures a whole run. */
  <T extends @Nullable Object> T measure(Callable<T> body) throws Exception {
    node = 0;
    long bytes = allocated();
    long nanos = System.nanoTime();
    T result = body.call();
    long took = System.nanoTime() - nanos;
    root.add(took, allocated() - bytes);
    open.clear();
    return result;
  }

  @Override
  public Tensor[] run(Op op, Tensor[] inputs, Supplier<Tensor[]> proceed) {
    long bytes = allocated();
    long nanos = System.nanoTime();
    Tensor[] outputs = proceed.get();
    long took = System.nanoTime() - nanos;
    long grew = allocated() - bytes;
    synchronized (this) {
      span(Calls.current().orElse(null)).op(op.name()).add(took, grew);
      if (node == nodeNanos.size()) {
        nodeNanos.add(0L);
      }
      nodeNanos.set(node, nodeNanos.get(node) + took);
      node++;
    }
    return outputs;
  }

  /** A module is called. */
  void begins(Invoker self, CallArgs args) {
    CallFrame frame = Calls.current().orElseThrow();
    synchronized (this) {
      Span span = span(frame);
      open.put(frame, new Start(span, System.nanoTime(), allocated()));
    }
  }

  /** A call of a module ends. */
  void ended(Invoker self, CallArgs args, Outcome<@Nullable Object> outcome) {
    long nanos = System.nanoTime();
    long bytes = allocated();
    synchronized (this) {
      Start start = open.get(Calls.current().orElseThrow());
      if (start != null) {
        start.span.add(nanos - start.nanos, bytes - start.bytes);
      }
    }
  }

  private Span span(@Nullable CallFrame frame) {
    if (frame == null || frame == base) {
      return root;
    }
    Start known = open.get(frame);
    return known != null
        ? known.span
        : span(frame.caller())
            .callee(
                new ModuleCall(
                    0,
                    null,
                    frame.path(),
                    frame.invoker().typeName(),
                    frame.entry().name(),
                    frame.byHook()));
  }

  Span root() {
    return root;
  }

  /** The time of each op in a run, in order. */
  List<Double> nodeNanos() {
    return nodeNanos.stream().map(sum -> (double) sum / runs).toList();
  }
}
