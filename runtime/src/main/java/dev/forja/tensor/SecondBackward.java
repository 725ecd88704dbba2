package dev.forja.tensor;

import dev.forja.op.GradContext;
import dev.forja.op.Op;
import dev.forja.op.TensorType;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Computes gradients with ops on tensors, so that they can be differentiated again. It calls {@link
 * Op#gradient} for each node, where {@link Backward} calls {@link Op#backward}. It is not public,
 * because not every op has such a gradient yet; it exists to test the design of that method.
 */
final class SecondBackward {
  private final Map<GradNode, @Nullable Tensor[]> arriving = new IdentityHashMap<>();
  private final Map<Tensor, Tensor> leaves = new IdentityHashMap<>();

  private SecondBackward() {}

  /**
   * The gradients of the sum of {@code from} with respect to leaves, recorded for further
   * differentiation.
   *
   * @return a gradient for each leaf; null if {@code from} does not depend on it
   * @throws UnsupportedOperationException if an op on the way does not implement {@link
   *     Op#gradient}
   */
  static List<@Nullable Tensor> gradients(Tensor from, List<Tensor> of) {
    SecondBackward backward = new SecondBackward();
    Tensor seed = Tensor.ones(from.shape());
    GradNode root = from.node();
    if (root == null) {
      backward.leaves.put(from, seed);
    } else {
      backward.arrive(new GradNode.Edge(root, from.output(), null), seed);
      for (GradNode node : Backward.consumersFirst(root)) {
        @Nullable Tensor[] gradients = backward.arriving.remove(node);
        if (gradients != null) {
          backward.visit(node, gradients);
        }
      }
    }
    List<@Nullable Tensor> found = new ArrayList<>();
    of.forEach(leaf -> found.add(backward.leaves.get(leaf)));
    return found;
  }

  private void visit(GradNode node, @Nullable Tensor[] gradOutputs) {
    List<@Nullable Tensor> gradients = node.op().gradient(new Context(node, gradOutputs));
    for (int i = 0; i < gradients.size(); i++) {
      Tensor gradient = gradients.get(i);
      GradNode.Edge edge = node.edges()[i];
      if (gradient != null && edge != null) {
        arrive(edge, gradient);
      }
    }
  }

  private void arrive(GradNode.Edge edge, Tensor gradient) {
    Tensor leaf = edge.leaf();
    if (leaf != null) {
      leaves.merge(leaf, gradient, Tensor::add);
      return;
    }
    GradNode node = Objects.requireNonNull(edge.node());
    @Nullable Tensor[] sums =
        arriving.computeIfAbsent(node, _ -> new @Nullable Tensor[node.saved().outputCount()]);
    Tensor before = sums[edge.output()];
    sums[edge.output()] = before == null ? gradient : before.add(gradient);
  }

  /** The context of a node for the gradient of its op. */
  private record Context(GradNode node, @Nullable Tensor[] gradOutputs)
      implements GradContext<Tensor> {
    @Override
    public boolean needed(int input) {
      return node.edges()[input] != null;
    }

    @Override
    public Tensor input(int input, int saved) {
      GradNode.Edge edge = node.edges()[input];
      if (edge == null) {
        return Tensor.constant(node.saved().array(saved), false);
      }
      Tensor leaf = edge.leaf();
      return leaf != null
          ? leaf
          : Tensor.recorded(
              node.saved().array(saved), Objects.requireNonNull(edge.node()), edge.output());
    }

    @Override
    public Tensor output(int output, int saved) {
      return Tensor.recorded(node.saved().array(saved), node, output);
    }

    @Override
    public @Nullable Tensor gradOutput(int output) {
      return gradOutputs[output];
    }

    @Override
    public TensorType inputType(int input) {
      return node.saved().input(input);
    }

    @Override
    public TensorType typeOf(Tensor value) {
      return TensorType.of(value.array());
    }

    @Override
    public Tensor apply(Op op, List<Tensor> inputs) {
      return Tensor.apply(op, inputs.toArray(Tensor[]::new));
    }
  }
}
