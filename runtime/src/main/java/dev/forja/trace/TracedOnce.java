package dev.forja.trace;

import dev.forja.array.Shapes;
import dev.forja.op.BinaryKind;
import dev.forja.op.ExpandOp;
import dev.forja.op.Op;
import dev.forja.op.ReshapeOp;
import dev.forja.op.ScalarOp;
import dev.forja.op.SliceOp;
import dev.forja.op.TensorType;
import dev.forja.op.UpsampleOp;
import dev.forja.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a single trace says of other sizes: a size that stands in an attribute follows an input only
 * where it can be nothing else, and what equals a size that changed without that is refused.
 */
final class TracedOnce implements Resizing.Rule {
  private static final String AGAIN =
      ": trace it again with other sizes, and join the graphs with joinedWith";

  /** Sizes of the inputs that differ from those traced, and what they are now. */
  private final Map<Integer, Integer> changed;

  private TracedOnce(Map<Integer, Integer> changed) {
    this.changed = changed;
  }

  static TracedOnce rule(Graph graph, List<TensorType> types) {
    Map<Integer, Integer> changed = new LinkedHashMap<>();
    for (Value.Input input : graph.inputs()) {
      int[] now = types.get(graph.inputs().indexOf(input)).shape();
      for (int d = 0; d < now.length; d++) {
        int before = input.tensorType().shape()[d];
        if (before != now[d]) {
          refuseOne(input, d, now);
          Integer other = changed.put(before, now[d]);
          if (other != null && other != now[d]) {
            throw new IllegalArgumentException(
                "sizes of %d of the traced inputs become %d and %d, and one trace does not say"
                        .formatted(before, other, now[d])
                    + " which is which"
                    + AGAIN);
          }
        }
      }
    }
    for (Value.Input input : graph.inputs()) {
      int[] now = types.get(graph.inputs().indexOf(input)).shape();
      for (int d = 0; d < now.length; d++) {
        if (input.tensorType().shape()[d] == now[d] && changed.containsKey(now[d])) {
          throw new IllegalArgumentException(
              "of the sizes of %d of the traced inputs some change, but not dimension %d of '%s',"
                      .formatted(now[d], d, input.name())
                  + " and one trace does not say which is which"
                  + AGAIN);
        }
      }
    }
    return new TracedOnce(changed);
  }

  /** What is computed for one element may be broadcast, and not for several. */
  private static void refuseOne(Value.Input input, int dim, int[] now) {
    if (input.tensorType().shape()[dim] < 2) {
      throw new IllegalArgumentException(
          "the input '%s' was traced as %s and is now %s: a trace with size %d at dimension %d"
                  .formatted(
                      input.name(),
                      Shapes.show(input.tensorType().shape()),
                      Shapes.show(now),
                      input.tensorType().shape()[dim],
                      dim)
              + " says nothing of other sizes: trace it with 2 or more there");
    }
  }

  @Override
  public Tensor constant(Value.Constant constant) {
    return constant.tensor();
  }

  @Override
  public Op op(Node node, TensorType[] inputs) {
    boolean same = Arrays.equals(inputs, node.inputTypes());
    for (Value input : node.inputs()) {
      if (!same && input instanceof Value.Constant) {
        refuseSizes(
            node, input.tensorType().shape(), "a constant " + input.tensorType().show() + " in it");
      }
    }
    return switch (node.op()) {
      case ReshapeOp reshape -> same ? reshape : reshape(node, reshape, inputs[0].shape());
      case ExpandOp expand -> expand(node, expand, inputs[0].shape());
      case SliceOp slice -> {
        refuseSizes(node, new int[] {slice.start(), slice.end()}, "where it begins or ends");
        yield slice;
      }
      case UpsampleOp(var mode, int dim, int size, double factor) when !same && factor > 0 ->
          new UpsampleOp(mode, dim, (int) (inputs[0].size(dim) * factor), factor);
      case UpsampleOp given -> {
        refuseSizes(node, new int[] {given.size()}, "its size");
        yield given;
      }
      case ScalarOp scalar -> {
        refuseFactor(node, scalar);
        yield scalar;
      }
      default -> node.op();
    };
  }

  private void refuseSizes(Node node, int[] sizes, String what) {
    for (int size : sizes) {
      if (changed.containsKey(size)) {
        throw Resizing.unsure(node, what + " may follow from the size " + size + AGAIN);
      }
    }
  }

  /** A mean by hand, or an attention scale. */
  private void refuseFactor(Node node, ScalarOp scalar) {
    if (scalar.kind() == BinaryKind.MUL || scalar.kind() == BinaryKind.DIV) {
      for (int size : changed.keySet()) {
        float root = (float) Math.sqrt(size);
        for (float each : new float[] {size, root, 1f / size, (float) (1 / Math.sqrt(size))}) {
          if (scalar.value() == each) {
            throw Resizing.unsure(
                node, "its factor " + each + " may follow from the size " + size + AGAIN);
          }
        }
      }
    }
  }

  private ReshapeOp reshape(Node node, ReshapeOp op, int[] now) {
    boolean open = op.shape().stream().anyMatch(size -> size == -1);
    if (open && op.shape().stream().noneMatch(changed::containsKey)) {
      return op;
    }
    int @Nullable [] to = resized(node.inputTypes()[0].shape(), node.outputTypes()[0].shape(), now);
    if (to == null) {
      throw Resizing.unsure(
          node,
          "it is not certain which of its sizes follow when the input becomes "
              + Shapes.show(now)
              + AGAIN);
    }
    return new ReshapeOp(to);
  }

  /**
   * The shape that {@code out} becomes when {@code in} becomes {@code now}. Dimensions that stand
   * for each other are found from the left: as few as give the same product.
   */
  private int @Nullable [] resized(int[] in, int[] out, int[] now) {
    int[] to = out.clone();
    int i = 0;
    int j = 0;
    while (i < in.length || j < out.length) {
      int firstIn = i;
      int firstOut = j;
      long left = i < in.length ? in[i++] : 1;
      long right = j < out.length ? out[j++] : 1;
      while (left != right) {
        if (left < right && i < in.length) {
          left *= in[i++];
        } else if (right < left && j < out.length) {
          right *= out[j++];
        } else {
          return null;
        }
      }
      long product = 1;
      for (int d = firstIn; d < i; d++) {
        product *= now[d];
      }
      if (!Arrays.equals(in, firstIn, i, now, firstIn, i)
          && !follow(to, firstOut, j, left, product)) {
        return null;
      }
    }
    return to;
  }

  /** Lets the only size that can have changed follow, among those from one place to another. */
  private boolean follow(int[] to, int from, int end, long before, long now) {
    int at = -1;
    for (int d = from; d < end; d++) {
      if (end - from == 1 || changed.containsKey(to[d])) {
        if (at >= 0) {
          return false;
        }
        at = d;
      }
    }
    if (at < 0 || to[at] * now % before != 0) {
      return false;
    }
    int size = Math.toIntExact(to[at] * now / before);
    if (end - from > 1 && size != changed.getOrDefault(to[at], -1)) {
      return false;
    }
    to[at] = size;
    return true;
  }

  private ExpandOp expand(Node node, ExpandOp op, int[] now) {
    int[] before = node.inputTypes()[0].shape();
    int[] to = op.shape().toArray();
    for (int d = 0; d < to.length; d++) {
      int from = d - (to.length - before.length);
      if (from >= 0 && to[d] == before[from]) {
        to[d] = now[from];
      } else if (to[d] != -1) {
        refuseSizes(node, new int[] {to[d]}, "the size of dimension " + d);
      }
    }
    return new ExpandOp(to);
  }
}
