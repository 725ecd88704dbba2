package dev.forja.tensor;

import dev.forja.array.DType;
import dev.forja.array.Shapes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Propagates gradients back through the recorded nodes, each once, in an order that depends only on
 * the graph. Leaves receive their gradients at the end, so a backward pass that fails has changed
 * no gradient. {@link ArrayBackward} computes on arrays and records nothing; {@link GraphBackward}
 * computes with tensors, so that gradients can be differentiated again.
 *
 * @param <G> the type of a gradient
 */
abstract class Backward<G> {
  private static final ScopedValue<Backward<?>> CURRENT = ScopedValue.newInstance();

  /** The sum of the gradients received so far. */
  interface Sum<G> {
    G value();

    void add(G next);
  }

  /** A tensor at which a pass begins, and the gradient of the result with respect to it. */
  record Seed<G>(Tensor from, G gradient) {}

  private final List<Runnable> atEnd = new ArrayList<>();
  private final Map<GradNode, List<@Nullable Sum<G>>> arriving = new IdentityHashMap<>();
  private final Map<Tensor, Sum<G>> leaves = new LinkedHashMap<>();
  private final boolean retainGraph;
  private final @Nullable Targets targets;

  /**
   * Creates a pass.
   *
   * @param targets the tensors whose gradients are wanted; null for all leaves
   */
  Backward(boolean retainGraph, @Nullable Targets targets) {
    this.retainGraph = retainGraph;
    this.targets = targets;
  }

  /** The backward pass that is running on this thread; null if there is none. */
  static Backward<?> current() {
    return CURRENT.get();
  }

  final void atEnd(Runnable task) {
    atEnd.add(task);
  }

  /** A sum that begins with a gradient. */
  abstract Sum<G> sum(G first);

  /** Computes the gradients of a node, and passes each one to {@link #arrive}. */
  abstract void visit(GradNode node, List<@Nullable Sum<G>> sums);

  /** Checks that backward can begin at a tensor, with this gradient of the result. */
  static void check(String method, Tensor from, Tensor gradient) {
    if (!from.requiresGrad()) {
      throw new IllegalStateException(
          method
              + (from.isFromGradients()
                  ? ": this tensor was computed from gradients that were not recorded: compute them"
                      + " with createGraph to differentiate them again"
                  : ": this tensor depends on no leaf that requires gradients: it was computed"
                      + " from tensors without requiresGrad, from detached ones, or inside NoGrad"));
    }
    if (gradient.dtype() != DType.F32 || !Arrays.equals(gradient.shape(), from.shape())) {
      throw new IllegalArgumentException(
          "%s: gradient %s for a tensor %s"
              .formatted(method, gradient.array(), Shapes.show(from.shape())));
    }
  }

  /** Runs {@code pass}, as one that the listener of this thread is told of. */
  static void heard(Runnable pass) {
    OpListener listener = OpListener.current();
    if (listener == null) {
      pass.run();
    } else {
      listener.backward(pass);
    }
  }

  /** Goes through the graph. */
  final void run(List<Seed<G>> seeds) {
    ScopedValue.where(CURRENT, this).run(() -> through(seeds));
  }

  private void through(List<Seed<G>> seeds) {
    List<GradNode> roots = new ArrayList<>();
    for (Seed<G> seed : seeds) {
      GradNode node = seed.from().node();
      if (node != null) {
        roots.add(node);
      }
    }
    List<GradNode> order = consumersFirst(roots);
    if (targets != null) {
      order = targets.route(order);
    }
    for (GradNode node : order) {
      if (passes(node)) {
        node.saved();
      }
    }
    for (Seed<G> seed : seeds) {
      arrive(Objects.requireNonNull(seed.from().edge()), seed.gradient());
    }
    for (GradNode node : order) {
      List<@Nullable Sum<G>> sums = arriving.remove(node);
      if (sums != null && targets != null) {
        targets.captured(node, sums);
      }
      if (passes(node)) {
        if (sums != null) {
          visit(node, sums);
        }
        if (!retainGraph) {
          node.free();
        }
      }
    }
    atEnd.forEach(Runnable::run);
  }

  private boolean passes(GradNode node) {
    return targets == null || targets.passes(node);
  }

  /** Which gradients of the inputs of a node are needed. */
  final boolean[] needed(GradNode node) {
    boolean[] needed = node.needed();
    GradNode.@Nullable Edge[] edges = node.edges();
    for (int i = 0; targets != null && i < needed.length; i++) {
      GradNode.Edge edge = edges[i];
      needed[i] = edge != null && targets.leads(edge);
    }
    return needed;
  }

  /** Adds a gradient to those of a leaf, or of an output of a node. */
  final void arrive(GradNode.Edge edge, G gradient) {
    if (targets != null && !targets.leads(edge)) {
      return;
    }
    Tensor leaf = edge.leaf();
    GradNode node = edge.node();
    if (leaf != null) {
      Sum<G> sum = leaves.get(leaf);
      if (sum == null) {
        leaves.put(leaf, sum(gradient));
      } else {
        sum.add(gradient);
      }
    } else if (node != null) {
      List<@Nullable Sum<G>> sums =
          arriving.computeIfAbsent(node, _ -> Arrays.asList(newArray(node.outputCount())));
      Sum<G> sum = sums.get(edge.output());
      if (sum == null) {
        sums.set(edge.output(), sum(gradient));
      } else {
        sum.add(gradient);
      }
    }
  }

  @SuppressWarnings("unchecked") // an array of a generic type, used only as a list of that type
  private static <G> @Nullable Sum<G>[] newArray(int size) {
    return (@Nullable Sum<G>[]) new @Nullable Sum<?>[size];
  }

  /** The sums of the gradients that arrived at leaves. */
  final Map<Tensor, Sum<G>> leaves() {
    return leaves;
  }

  /** The gradient that arrived at a target; null if none did. */
  @SuppressWarnings("unchecked") // the sums that this pass handed to its targets
  final @Nullable Sum<G> of(Tensor target) {
    GradNode node = target.node();
    if (node == null) {
      return leaves.get(target);
    }
    return targets == null ? null : (Sum<G>) targets.sum(node, target.output());
  }

  /** All nodes that the roots depend on, each before the nodes that it was computed from. */
  static List<GradNode> consumersFirst(List<GradNode> roots) {
    List<GradNode> finished = new ArrayList<>();
    Set<GradNode> seen = new HashSet<>();
    Deque<Visit> open = new ArrayDeque<>();
    for (GradNode root : roots) {
      if (seen.add(root)) {
        open.push(new Visit(root));
      }
      while (!open.isEmpty()) {
        Visit visit = open.element();
        GradNode next = visit.next();
        if (next == null) {
          finished.add(open.pop().node);
        } else if (seen.add(next)) {
          open.push(new Visit(next));
        }
      }
    }
    return finished.reversed();
  }

  /** A node whose inputs are being visited. */
  private static final class Visit {
    final GradNode node;
    private int looked;

    Visit(GradNode node) {
      this.node = node;
    }

    @Nullable GradNode next() {
      GradNode.@Nullable Edge[] edges = node.edges();
      while (looked < edges.length) {
        GradNode.Edge edge = edges[looked++];
        if (edge != null && edge.node() != null) {
          return edge.node();
        }
      }
      return null;
    }
  }
}
