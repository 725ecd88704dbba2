package dev.forja.tensor;

import dev.forja.array.NdArray;
import dev.forja.array.Storage;
import dev.forja.kernel.Kernels;
import dev.forja.op.BinaryKind;
import dev.forja.op.Broadcast;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A backward pass on arrays, which records nothing: the quick one, for first derivatives. */
final class ArrayBackward extends Backward<NdArray> {
  /** Storages that hooks, or other leaves, already refer to; a leaf must not share them. */
  private final Set<Storage> known = Collections.newSetFromMap(new IdentityHashMap<>());

  private ArrayBackward(boolean retainGraph, @Nullable Targets targets) {
    super(retainGraph, targets);
  }

  /** Adds the gradients of a tensor to those of all leaves. */
  static void accumulate(Tensor from, Tensor gradient, boolean retainGraph) {
    ArrayBackward backward = new ArrayBackward(retainGraph, null);
    backward.run(List.of(seed(from, gradient)));
    backward.leaves().forEach(backward::gather);
  }

  /** The gradients of some tensors; null for one that no gradient reaches. */
  static List<@Nullable Tensor> gradients(
      List<Seed<Tensor>> seeds, List<? extends Tensor> of, boolean retainGraph) {
    ArrayBackward backward = new ArrayBackward(retainGraph, new Targets(of));
    backward.run(seeds.stream().map(each -> seed(each.from(), each.gradient())).toList());
    List<@Nullable Tensor> gradients = new ArrayList<>();
    for (Tensor tensor : of) {
      Sum<NdArray> sum = backward.of(tensor);
      gradients.add(sum == null ? null : backward.settled(sum));
    }
    return gradients;
  }

  private static Seed<NdArray> seed(Tensor from, Tensor gradient) {
    return new Seed<>(from, gradient.array().copy(Workspace.allocator()));
  }

  /**
   * The sum of the gradients received so far. A single gradient is shared with its producer; a sum
   * of several has its own array.
   */
  private static final class ArraySum implements Sum<NdArray> {
    private NdArray value;
    private boolean owned;

    ArraySum(NdArray first) {
      this.value = first;
    }

    @Override
    public NdArray value() {
      return value;
    }

    @Override
    public void add(NdArray next) {
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

  @Override
  Sum<NdArray> sum(NdArray first) {
    return new ArraySum(first);
  }

  @Override
  void visit(GradNode node, List<@Nullable Sum<NdArray>> sums) {
    @Nullable NdArray[] outputs = new @Nullable NdArray[sums.size()];
    for (int i = 0; i < outputs.length; i++) {
      Sum<NdArray> sum = sums.get(i);
      outputs[i] = sum == null ? null : sum.value();
    }
    @Nullable NdArray[] gradients = OpRunner.gradient(node, outputs, needed(node));
    if (node.op() instanceof TapOp) {
      know(outputs);
      know(gradients);
    }
    for (int i = 0; i < gradients.length; i++) {
      NdArray gradient = gradients[i];
      GradNode.Edge edge = node.edges()[i];
      if (gradient != null && edge != null) {
        arrive(edge, gradient);
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

  private void gather(Tensor leaf, Sum<NdArray> sum) {
    Tensor before = leaf.grad();
    if (before != null) {
      sum.add(before.array());
    }
    leaf.setGrad(settled(sum));
  }

  /**
   * The gradient in an array that nothing else refers to, so that changing it does not change
   * another gradient. An op such as an addition passes the same array to both inputs, and hooks may
   * keep the arrays that they receive.
   */
  private Tensor settled(Sum<NdArray> sum) {
    NdArray dense = sum.value().contiguous(Workspace.allocator());
    if (!known.add(dense.storage())) {
      dense = dense.copy(Workspace.allocator());
    }
    return Tensor.constant(Workspace.outside(dense), true);
  }
}
