package dev.forja.trace;

import dev.forja.Entry;
import dev.forja.HookScope;
import dev.forja.ThrowingCallable;
import dev.forja.module.TextTable;
import dev.forja.tensor.OpListener;
import dev.forja.tensor.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The time and the allocated memory of a call or of a training step: by module, forward and
 * backward, by op, and as a flame graph. All numbers are means over the runs; they include the
 * overhead of the measurement, which is less than a microsecond for each op and call.
 *
 * <pre>{@code
 * Profile profile = Profile.of(model, images);
 * System.out.println(profile);
 * Files.writeString(Path.of("flames.svg"), profile.svg());
 * }</pre>
 *
 * The times of several threads are added; memory is that of the threads that call ops. Immutable
 * and therefore thread-safe.
 */
public final class Profile {
  private static final int RUNS = 10;
  private static final int WARM_UPS = 5;

  // The sufficient amount of warm-up: kernels that are not compiled yet are many times slower.
  private static final int MANY_RUNS = 200;
  private static final long SHORT_NANOS = 2_000_000_000L;
  private static final long LONG_NANOS = 10_000_000_000L;

  private final Graph graph;
  private final Span root;
  private final List<Double> nodeNanos;

  /** The number of runs after which the warm-up hit its limit; 0 if it did not. */
  private final int coldAfter;

  /**
   * The cost of one module in a run. Immutable.
   *
   * @param path the path of the module; empty for the root
   * @param module the type of the module
   * @param calls the number of calls
   * @param selfNanos the time in its own ops, method and hooks
   * @param totalNanos the time including the modules that it called
   * @param selfBytes the memory allocated by itself
   * @param totalBytes the memory allocated including the modules that it called
   * @param selfBackwardNanos the time of the gradients of its own ops, in backward passes
   * @param totalBackwardNanos that time including the modules that it called
   */
  public record ModuleCost(
      String path,
      String module,
      double calls,
      double selfNanos,
      double totalNanos,
      double selfBytes,
      double totalBytes,
      double selfBackwardNanos,
      double totalBackwardNanos) {
    private ModuleCost plus(ModuleCost more) {
      return new ModuleCost(
          path,
          module,
          calls + more.calls,
          selfNanos + more.selfNanos,
          totalNanos + more.totalNanos,
          selfBytes + more.selfBytes,
          totalBytes + more.totalBytes,
          selfBackwardNanos + more.selfBackwardNanos,
          totalBackwardNanos + more.totalBackwardNanos);
    }
  }

  /**
   * The time of a run by phase, in nanoseconds; the four add up to {@link Profile#nanos} if
   * everything runs on one thread.
   *
   * @param forward the time in modules, and in ops outside of all modules, such as a loss
   * @param backward the time in backward passes
   * @param updates the time in in-place changes outside of all modules: the arithmetic of an
   *     optimiser
   * @param other the remaining time
   */
  public record Phases(double forward, double backward, double updates, double other) {
    private String show(double all) {
      return String.format(
          Locale.ROOT,
          "forward %.1f %%, backward %.1f %%, updates %.1f %%, other %.1f %%\n",
          100 * forward / all,
          100 * backward / all,
          100 * updates / all,
          100 * other / all);
    }
  }

  /**
   * The cost of all runs of one kind of op, or of one kind of gradient, in a run of the call.
   * Immutable.
   */
  public record OpCost(String op, double count, double nanos, double bytes) {
    private OpCost plus(OpCost more) {
      return new OpCost(op, count + more.count, nanos + more.nanos, bytes + more.bytes);
    }
  }

  private Profile(Graph graph, Span root, List<Double> nodeNanos, int coldAfter) {
    this.graph = graph;
    this.root = root;
    this.nodeNanos = nodeNanos;
    this.coldAfter = coldAfter;
  }

  /** Profiles a model with a single input. */
  public static Profile of(Function<? super Tensor, ?> model, Tensor input) {
    return of(() -> model.apply(input));
  }

  /**
   * Runs {@code body} to warm up: 200 times and for 2 seconds, or for 10 seconds, and at least 5
   * times. Then runs it 10 times. If the 10 seconds were too short, the profile is {@link #isCold}.
   *
   * @throws X what {@code body} throws
   */
  public static <T extends @Nullable Object, X extends Exception> Profile of(
      ThrowingCallable<? extends T, X> body) throws X {
    return of(body, SHORT_NANOS, LONG_NANOS);
  }

  /** The same, with other limits of the warm-up, in nanoseconds. */
  static <T extends @Nullable Object, X extends Exception> Profile of(
      ThrowingCallable<? extends T, X> body, long least, long most) throws X {
    long begin = System.nanoTime();
    long took = 0;
    int runs = 1; // the traced one is the last of the warm-up
    while (runs < WARM_UPS || (took <= most && (runs < MANY_RUNS || took <= least))) {
      body.call();
      took = System.nanoTime() - begin;
      runs++;
    }
    return measure(1, RUNS, runs < MANY_RUNS ? runs : 0, body);
  }

  /**
   * Runs {@code body} several times as warm-up, the last time traced, and then {@code runs} times.
   *
   * @throws X what {@code body} throws
   */
  public static <T extends @Nullable Object, X extends Exception> Profile of(
      int warmUps, int runs, ThrowingCallable<? extends T, X> body) throws X {
    if (warmUps < 1 || runs < 1) {
      throw new IllegalArgumentException(
          "profile: %d runs after %d: expected 1 or more of each".formatted(runs, warmUps));
    }
    return measure(warmUps, runs, 0, body);
  }

  @SuppressWarnings("unchecked") // a scope throws only the exceptions of its body
  private static <T extends @Nullable Object, X extends Exception> Profile measure(
      int warmUps, int runs, int coldAfter, ThrowingCallable<? extends T, X> body) throws X {
    for (int i = 1; i < warmUps; i++) {
      body.call();
    }
    Graph graph = Trace.quietly(new Recorder(null), body);
    Stopwatch watch = new Stopwatch(runs);
    HookScope scope =
        OpListener.scope(watch)
            .and(HookScope.on(Entry.any()).observeForwardPre(watch::begins))
            .and(HookScope.on(Entry.any()).registerFinallyHook(watch::ended));
    try {
      for (int i = 0; i < runs; i++) {
        scope.call(() -> watch.measure(body::call));
      }
    } catch (Exception error) {
      throw (X) error;
    }
    return new Profile(graph, watch.root(), watch.nodeNanos(), coldAfter);
  }

  /**
   * Whether the warm-up hit its limit of 10 seconds before it had run 200 times. The JVM compiles
   * what has run often; so the times may be longer than those of a program that runs for long.
   */
  public boolean isCold() {
    return coldAfter > 0;
  }

  /** The graph of one run. */
  public Graph graph() {
    return graph;
  }

  /** The time of a whole run. */
  public double nanos() {
    return root.nanos();
  }

  /** The memory that a whole run allocates, in bytes. */
  public double bytes() {
    return root.bytes();
  }

  /**
   * The time of each op, in the order of {@link Graph#nodes}, if every run executed the same ops as
   * the traced one; ops of carried tasks may be interchanged.
   */
  public List<Double> nodeNanos() {
    return nodeNanos;
  }

  /** The cost of each module, in the order in which the modules were called. */
  public List<ModuleCost> modules() {
    Map<String, ModuleCost> byPlace = new LinkedHashMap<>();
    root.visit(
        span -> {
          ModuleCall call = span.call();
          if (call != null) {
            byPlace.merge(call.label(), cost(call, span), ModuleCost::plus);
          }
        });
    return new ArrayList<>(byPlace.values());
  }

  private static ModuleCost cost(ModuleCall call, Span span) {
    double inner = 0;
    double innerBytes = 0;
    for (Span callee : span.callees()) {
      inner += callee.nanos();
      innerBytes += callee.bytes();
    }
    double self = Math.max(0, span.nanos() - inner);
    double selfBytes = Math.max(0, span.bytes() - innerBytes);
    boolean back = span.isBackward();
    return new ModuleCost(
        call.path(),
        call.module(),
        span.count(),
        back ? 0 : self,
        back ? 0 : span.nanos(),
        selfBytes,
        span.bytes(),
        back ? self : 0,
        back ? span.nanos() : 0);
  }

  /** The time of a run by forward, backward and updates. */
  public Phases phases() {
    double inside = root.all().stream().mapToDouble(Span::nanos).sum();
    double backward = root.backward().nanos();
    double updates = root.updates().nanos();
    return new Phases(
        inside - backward - updates, backward, updates, Math.max(0, nanos() - inside));
  }

  /**
   * The cost of each kind of op, the most expensive first; the gradient of an op is a separate
   * kind, such as {@code linear backward}.
   */
  public List<OpCost> ops() {
    Map<String, OpCost> byName = new LinkedHashMap<>();
    root.visit(
        span -> {
          if (span.isOp()) {
            byName.merge(
                span.name(),
                new OpCost(span.name(), span.count(), span.nanos(), span.bytes()),
                OpCost::plus);
          }
        });
    return byName.values().stream()
        .sorted(Comparator.comparingDouble(OpCost::nanos).reversed())
        .toList();
  }

  /** One line for each stack with its time in microseconds, in the format of flame graph tools. */
  public String folded() {
    return FlameGraph.folded(root);
  }

  /** A flame graph as one SVG file: modules above those that they called, ops at the end. */
  public String svg() {
    return FlameGraph.svg(root);
  }

  /** A table of the modules, and one of the ops; then whether it is cold. */
  @Override
  public String toString() {
    Map<String, ModuleTotals> totals = new LinkedHashMap<>();
    graph.modules().forEach(each -> totals.put(each.path() + " " + each.module(), each));
    TextTable modules =
        new TextTable(
            2,
            "Path",
            "Type",
            "Calls",
            "Self ms",
            "Total ms",
            "Total %",
            "Backward ms",
            "Total backward ms",
            "Total bytes",
            "Total FLOPs",
            "GFLOP/s");
    for (ModuleCost each : modules()) {
      ModuleTotals total = totals.get(each.path() + " " + each.module());
      long flops = total == null ? 0 : total.total().flops();
      modules.row(
          each.path().isEmpty() ? "(model)" : each.path(),
          each.module(),
          format("%,.0f", each.calls()),
          millis(each.selfNanos()),
          millis(each.totalNanos()),
          format("%.1f", 100 * each.totalNanos() / nanos()),
          millis(each.selfBackwardNanos()),
          millis(each.totalBackwardNanos()),
          format("%,.0f", each.totalBytes()),
          GraphText.count(flops),
          format("%.1f", flops / each.totalNanos()));
    }
    TextTable ops = new TextTable(1, "Op", "Count", "ms", "%", "Bytes");
    for (OpCost each : ops()) {
      ops.row(
          each.op(),
          format("%,.0f", each.count()),
          millis(each.nanos()),
          format("%.1f", 100 * each.nanos() / nanos()),
          format("%,.0f", each.bytes()));
    }
    String cold =
        isCold()
            ? ("cold: the warm-up hit its limit of 10 seconds after %d runs, %d are enough; times may"
                    + " be too long\n")
                .formatted(coldAfter, MANY_RUNS)
            : "";
    return "%s%s%s%s ms, %s bytes allocated\n%s"
        .formatted(
            modules, ops, phases().show(nanos()), millis(nanos()), format("%,.0f", bytes()), cold);
  }

  private static String millis(double nanos) {
    return format("%.3f", nanos / 1e6);
  }

  private static String format(String format, double number) {
    return String.format(Locale.ROOT, format, number);
  }
}
