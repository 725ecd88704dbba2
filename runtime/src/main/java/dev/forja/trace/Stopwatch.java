package dev.forja.trace;

import com.sun.management.ThreadMXBean;
import dev.forja.CallArgs;
import dev.forja.CallFrame;
import dev.forja.Calls;
import dev.forja.Invoker;
import dev.forja.Outcome;
import dev.forja.op.Op;
import dev.forja.tensor.IssuedOp;
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
  /** The start of a measurement: the time, and the bytes allocated by the thread so far. */
  private record Start(Span span, long nanos, long bytes) {}

  private static final @Nullable ThreadMXBean MEMORY =
      ManagementFactory.getThreadMXBean() instanceof ThreadMXBean memory
              && memory.isThreadAllocatedMemorySupported()
          ? memory
          : null;

  /** Bound during a backward pass, whose hooks may call ops and modules. */
  private static final ScopedValue<Boolean> IN_BACKWARD = ScopedValue.newInstance();

  private final @Nullable CallFrame base = Calls.current().orElse(null);
  private final Span root;
  private final int runs;
  private final Map<CallFrame, Start> open = new IdentityHashMap<>();
  private final Map<Thread, Start> updating = new IdentityHashMap<>();
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
      if (!IN_BACKWARD
          .isBound()) { // otherwise it belongs to a hook, and is part of the time of its gradient
        span(root, Calls.current().orElse(null)).op(op.name()).add(took, grew);
      }
      if (node == nodeNanos.size()) {
        nodeNanos.add(0L);
      }
      nodeNanos.set(node, nodeNanos.get(node) + took);
      node++;
    }
    return outputs;
  }

  @Override
  public void backward(Runnable proceed) {
    long bytes = allocated();
    long nanos = System.nanoTime();
    ScopedValue.where(IN_BACKWARD, true).run(proceed);
    long took = System.nanoTime() - nanos;
    long grew = allocated() - bytes;
    synchronized (this) {
      root.backward().add(took, grew);
    }
  }

  @Override
  public void gradient(IssuedOp issued, Runnable proceed) {
    long bytes = allocated();
    long nanos = System.nanoTime();
    proceed.run();
    long took = System.nanoTime() - nanos;
    long grew = allocated() - bytes;
    synchronized (this) {
      span(root.backward(), issued.frame()).op(issued.op().name()).add(took, grew);
    }
  }

  @Override
  public synchronized void changes(Tensor tensor) {
    if (Calls.current().orElse(null) == base && !IN_BACKWARD.isBound()) {
      updating.put(
          Thread.currentThread(), new Start(root.updates(), System.nanoTime(), allocated()));
    }
  }

  @Override
  public void changed(Tensor tensor) {
    long nanos = System.nanoTime();
    long bytes = allocated();
    synchronized (this) {
      Start start = updating.remove(Thread.currentThread());
      if (start != null) {
        start.span.add(nanos - start.nanos, bytes - start.bytes);
      }
    }
  }

  /** Called when a call of a module starts. */
  void begins(Invoker self, CallArgs args) {
    if (IN_BACKWARD.isBound()) {
      return;
    }
    CallFrame frame = Calls.current().orElseThrow();
    synchronized (this) {
      Span span = span(root, frame);
      open.put(frame, new Start(span, System.nanoTime(), allocated()));
    }
  }

  /** Called when a call of a module ends. */
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

  /** The span of a call below the span of whole runs, or below that of backward passes. */
  private Span span(Span top, @Nullable CallFrame frame) {
    if (frame == null || frame == base) {
      return top;
    }
    Start known = top == root ? open.get(frame) : null;
    return known != null
        ? known.span
        : span(top, frame.caller())
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
