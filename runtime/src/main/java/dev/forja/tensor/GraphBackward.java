package dev.forja.tensor;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import dev.forja.op.ExpandOp;
import dev.forja.op.GradContext;
import dev.forja.op.Op;
import dev.forja.op.OpResult;
import dev.forja.op.SavedForBackward;
import dev.forja.op.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A backward pass with ops on tensors, which are recorded, so that gradients can be differentiated
 * again. It calls {@link Op#gradient} for each node, where {@link ArrayBackward} calls {@link
 * Op#backward}. Recording is on even inside {@link NoGrad}, as in PyTorch.
 */
final class GraphBackward extends Backward<Tensor> {
  private GraphBackward(boolean retainGraph, @Nullable Targets targets) {
    super(retainGraph, targets);
  }

  /** Adds the gradients of a tensor to those of all leaves. */
  static void accumulate(Tensor from, Tensor gradient, boolean retainGraph) {
    NoGrad.lifted(
        () -> {
          GraphBackward backward = new GraphBackward(retainGraph, null);
          backward.run(List.of(new Seed<>(from, gradient)));
          List<Tensor> given = new ArrayList<>();
          backward
              .leaves()
              .forEach(
                  (leaf, sum) -> {
                    Tensor before = leaf.grad();
                    leaf.setGrad(
                        apart(before == null ? sum.value() : before.add(sum.value()), given));
                  });
          return true;
        });
  }

  /** The gradients of some tensors; null for one that no gradient reaches. */
  static List<@Nullable Tensor> gradients(
      List<Seed<Tensor>> seeds, List<? extends Tensor> of, boolean retainGraph) {
    return NoGrad.lifted(
        () -> {
          GraphBackward backward = new GraphBackward(retainGraph, new Targets(of));
          backward.run(seeds);
          List<Tensor> given = new ArrayList<>();
          List<@Nullable Tensor> gradients = new ArrayList<>();
          for (Tensor tensor : of) {
            Sum<Tensor> sum = backward.of(tensor);
            gradients.add(sum == null ? null : apart(sum.value(), given));
          }
          return gradients;
        });
  }

  /**
   * The gradient itself if it is recorded, since only leaves change in place; otherwise a copy if
   * another tensor already has the same memory.
   */
  private static Tensor apart(Tensor gradient, List<Tensor> given) {
    if (gradient.node() != null) {
      return gradient;
    }
    boolean shared = !gradient.isContiguous() || gradient.requiresGrad();
    for (Tensor other : given) {
      shared |= other.array().storage() == gradient.array().storage();
    }
    Tensor own = shared ? copy(gradient) : gradient;
    given.add(own);
    return own;
  }

  private static Tensor copy(Tensor gradient) {
    return gradient.requiresGrad()
        ? gradient.mul(1)
        : Tensor.constant(gradient.array().copy(Allocator.HEAP), false);
  }

  private static final class TensorSum implements Sum<Tensor> {
    private Tensor value;

    TensorSum(Tensor first) {
      this.value = first;
    }

    @Override
    public Tensor value() {
      return value;
    }

    @Override
    public void add(Tensor next) {
      value = value.add(next);
    }
  }

  @Override
  Sum<Tensor> sum(Tensor first) {
    return new TensorSum(first);
  }

  @Override
  void visit(GradNode node, List<@Nullable Sum<Tensor>> sums) {
    List<@Nullable Tensor> outputs = new ArrayList<>();
    for (Sum<Tensor> sum : sums) {
      outputs.add(sum == null ? null : sum.value());
    }
    List<@Nullable Tensor> gradients =
        OpRunner.gradient(node, new Context(node, outputs, needed(node)));
    for (int i = 0; i < gradients.size(); i++) {
      Tensor gradient = gradients.get(i);
      GradNode.Edge edge = node.edges()[i];
      if (gradient != null && edge != null) {
        arrive(edge, gradient);
      }
    }
  }

  /** The context of a node for the gradient of its op. */
  private record Context(GradNode node, List<@Nullable Tensor> gradOutputs, boolean[] wanted)
      implements GradContext<Tensor> {
    @Override
    public boolean needed(int input) {
      return wanted[input];
    }

    @Override
    public SavedForBackward saved() {
      return node.saved();
    }

    @Override
    public Tensor input(int input, NdArray value) {
      check("input", input, node.saved().input(input), value);
      GradNode.Edge edge = node.edges()[input];
      if (edge == null) {
        return constant(value);
      }
      Tensor leaf = edge.leaf();
      if (leaf == null) {
        return Tensor.recorded(value, Objects.requireNonNull(edge.node()), edge.output());
      }
      return isSame(leaf.array(), value) ? leaf : standFor(leaf, value);
    }

    private static boolean isSame(NdArray a, NdArray b) {
      return a.storage() == b.storage()
          && a.offset() == b.offset()
          && Arrays.equals(a.strides(), b.strides());
    }

    /** The value of a leaf as the op saved it: a copy, which later changes of the leaf spare. */
    private static Tensor standFor(Tensor leaf, NdArray value) {
      TensorType[] type = {TensorType.of(value)};
      SavedForBackward nothing = SavedForBackward.of(type, type, OpResult.of());
      Op same = new ExpandOp(value.shape());
      return Tensor.recorded(value, new GradNode(same, new Tensor[] {leaf}, nothing), 0);
    }

    private void check(String what, int index, TensorType type, NdArray value) {
      if (!type.hasShapeOf(value)) {
        throw new IllegalStateException(
            "%s %d is %s, but %s was given for it".formatted(what, index, type.show(), value));
      }
    }

    @Override
    public Tensor output(int output, NdArray value) {
      check("output", output, node.saved().outputs().get(output), value);
      return Tensor.recorded(value, node, output);
    }

    @Override
    public Tensor constant(NdArray value) {
      return Tensor.constant(value, false);
    }

    @Override
    public @Nullable Tensor gradOutput(int output) {
      return gradOutputs.get(output);
    }

    @Override
    public TensorType typeOf(Tensor value) {
      return TensorType.of(value.array());
    }

    @Override
    public Tensor apply(Op op, List<Tensor> inputs) {
      return OpRunner.runAsGiven(op, inputs.toArray(Tensor[]::new))[0];
    }

    @Override
    public List<@Nullable Tensor> through(
        List<Tensor> inputs, UnaryOperator<List<Tensor>> forward) {
      List<Tensor> fresh = new ArrayList<>();
      List<Tensor> of = new ArrayList<>();
      for (int i = 0; i < inputs.size(); i++) {
        Tensor input = inputs.get(i);
        boolean differs = wanted[i] && input.requiresGrad();
        fresh.add(differs ? apply(new ExpandOp(input.shape()), List.of(input)) : input);
        if (differs) {
          of.add(fresh.getLast());
        }
      }
      List<Tensor> outputs = forward.apply(fresh);
      List<Seed<Tensor>> seeds = new ArrayList<>();
      for (int i = 0; i < outputs.size(); i++) {
        Tensor gradient = gradOutputs.get(i);
        if (gradient != null && outputs.get(i).requiresGrad()) {
          seeds.add(new Seed<>(outputs.get(i), gradient));
        }
      }
      GraphBackward inner = new GraphBackward(true, new Targets(of));
      inner.run(seeds);
      List<@Nullable Tensor> gradients = new ArrayList<>();
      for (int i = 0; i < inputs.size(); i++) {
        Sum<Tensor> sum = fresh.get(i) == inputs.get(i) ? null : inner.of(fresh.get(i));
        gradients.add(sum == null ? null : sum.value());
      }
      return gradients;
    }
  }
}
