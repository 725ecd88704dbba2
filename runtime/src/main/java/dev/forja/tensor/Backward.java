package dev.forja.tensor;

import dev.forja.array.DType;
import dev.forja.array.NdArray;
import dev.forja.array.Shapes;
import dev.forja.array.Storage;
import dev.forja.kernel.Kernels;
import dev.forja.op.BinaryKind;
import dev.forja.op.Broadcast;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Propagates gradients back through the recorded nodes, each once, in an order that depends only on
 * the graph. Leaves receive their gradients at the end, so a backward pass that fails has changed
 * no gradient.
 */
final class Backward {
  private static final ScopedValue<Backward> CURRENT = ScopedValue.newInstance();

  private final List<Runnable> atEnd = new ArrayList<>();
  private final Map<GradNode, @Nullable Sum[]> arriving = new IdentityHashMap<>();
  private final Map<Tensor, Sum> leaves = new LinkedHashMap<>();
  private final boolean retainGraph;

  /** Storages that hooks, or other leaves, already refer to; a leaf must not share them. */
  private final Set<Storage> known = Collections.newSetFromMap(new IdentityHashMap<>());

  /** The backward pass that is running on this thread; null if there is none. */
  static Backward current() {
    return CURRENT.get();
  }

  void atEnd(Runnable task) {
    atEnd.add(task);
  }

  private Backward(boolean retainGraph) {
    this.retainGraph = retainGraph;
  }

  /**
   * The sum of the gradients received so far. A single gradient is shared with its producer; a sum
   * of several has its own array.
   */
  private static final class Sum {
    private NdArray value;
    private boolean owned;

    Sum(NdArray first) {
      this.value = first;
    }

    void add(NdArray next) {
      if (owned) {
        NdArray dense = next.contiguous(Workspace.allocator());
        Kernels.get()
            .elementwise()
            .axpy(
                1f, dense.floats(), dense.offset(), value.floats(), value.offset(), value.count());
      } else {
        value = Broadcast.binary(BinaryKind.ADD, value, next, value.shape(), Workspace.allocator());
        owned = true;
      }
    }
  }

  static void run(Tensor from, Tensor gradient, boolean retainGraph) {
    if (!from.requiresGrad()) {
      throw new IllegalStateException(
          from.isFromGradients()
              ? "backward: this tensor was computed from gradients, which are not differentiated"
                  + " again: only first derivatives are supported"
              : "backward: this tensor depends on no leaf that requires gradients: it was computed"
                  + " from tensors without requiresGrad, from detached ones, or inside NoGrad");
    }
    if (gradient.dtype() != DType.F32 || !Arrays.equals(gradient.shape(), from.shape())) {
      throw new IllegalArgumentException(
          "backward: gradient %s for a tensor %s"
              .formatted(gradient.array(), Shapes.show(from.shape())));
    }
    OpListener listener = OpListener.current();
    if (listener == null) {
      pass(from, gradient, retainGraph);
    } else {
      listener.backward(() -> pass(from, gradient, retainGraph));
    }
  }

  private static void pass(Tensor from, Tensor gradient, boolean retainGraph) {
    Backward backward = new Backward(retainGraph);
    GradNode root = from.node();
    NdArray seed = gradient.array().copy(Workspace.allocator());
    if (root == null) {
      backward.leaves.put(from, new Sum(seed));
    } else {
      ScopedValue.where(CURRENT, backward).run(() -> backward.through(root, from.output(), seed));
    }
    backward.leaves.forEach(backward::gather);
  }

  private void through(GradNode root, int output, NdArray seed) {
    List<GradNode> order = consumersFirst(root);
    order.forEach(GradNode::saved);
    arrive(new GradNode.Edge(root, output, null), seed, order.getFirst().saved().outputCount());
    for (GradNode node : order) {
      @Nullable Sum[] sums = arriving.remove(node);
      if (sums != null) {
        visit(node, sums);
      }
      if (!retainGraph) {
        node.free();
      }
    }
    atEnd.forEach(Runnable::run);
  }

  private void visit(GradNode node, @Nullable Sum[] sums) {
    @Nullable NdArray[] outputs = new @Nullable NdArray[sums.length];
    for (int i = 0; i < sums.length; i++) {
      Sum sum = sums[i];
      outputs[i] = sum == null ? null : sum.value;
    }
    @Nullable NdArray[] gradients = OpRunner.gradient(node, outputs);
    if (node.op() instanceof TapOp) {
      know(outputs);
      know(gradients);
    }
    for (int i = 0; i < gradients.length; i++) {
      NdArray gradient = gradients[i];
      GradNode.Edge edge = node.edges()[i];
      if (gradient != null && edge != null) {
        arrive(edge, gradient, edge.node() == null ? 1 : edge.node().saved().outputCount());
      }
    }
  }

  private void know(@Nullable NdArray[] arrays) {
    for (NdArray array : arrays) {
      if (array != null) {
        known.add(array.storage());
      }
    }
  }

  private void arrive(GradNode.Edge edge, NdArray gradient, int outputs) {
    Tensor leaf = edge.leaf();
    GradNode node = edge.node();
    if (leaf != null) {
      Sum sum = leaves.putIfAbsent(leaf, new Sum(gradient));
      if (sum != null) {
        sum.add(gradient);
      }
    } else if (node != null) {
      @Nullable Sum[] sums = arriving.computeIfAbsent(node, _ -> new @Nullable Sum[outputs]);
      Sum sum = sums[edge.output()];
      if (sum == null) {
        sums[edge.output()] = new Sum(gradient);
      } else {
        sum.add(gradient);
      }
    }
  }

  /**
   * Stores the gradient of a leaf in an array that nothing else refers to, so that changing it does
   * not change another gradient. An op such as an addition passes the same array to both inputs,
   * and hooks may keep the arrays that they receive.
   */
  private void gather(Tensor leaf, Sum sum) {
    Tensor before = leaf.grad();
    if (before != null) {
      sum.add(before.array());
    }
    NdArray dense = sum.value.contiguous(Workspace.allocator());
    if (!known.add(dense.storage())) {
      dense = dense.copy(Workspace.allocator());
    }
    NdArray gradient = Workspace.outside(dense);
    leaf.setGrad(Tensor.constant(gradient, true));
  }

  /** All nodes that the root depends on, each before the nodes that it was computed from. */
  static List<GradNode> consumersFirst(GradNode root) {
    List<GradNode> finished = new ArrayList<>();
    Set<GradNode> seen = new HashSet<>();
    Deque<Visit> open = new ArrayDeque<>();
    seen.add(root);
    open.push(new Visit(root));
    while (!open.isEmpty()) {
      Visit visit = open.element();
      GradNode next = visit.next();
      if (next == null) {
        finished.add(open.pop().node);
      } else if (seen.add(next)) {
        open.push(new Visit(next));
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
