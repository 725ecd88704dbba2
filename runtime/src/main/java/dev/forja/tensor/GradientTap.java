package dev.forja.tensor;

import dev.forja.array.NdArray;
import dev.forja.array.Shapes;
import dev.forja.op.Op;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Places in the graph where gradients pass by: how hooks on gradients see and replace them. A tap
 * is an {@link Op} like others, so backward knows nothing of hooks. A tap belongs to its graph: it
 * runs on the thread that runs backward.
 */
public final class GradientTap {
  private GradientTap() {}

  /**
   * The same tensors, with the gradients that flow back to them passing through {@code hook}, all
   * at once: a list with a place for each tensor, null where no gradient flows. The hook returns a
   * list as long, of the same shapes; null stops a gradient. It runs inside {@link NoGrad}.
   *
   * @param name what stands here, in error messages
   * @return as many tensors; those that want no gradients are returned as they are, and so are all
   *     inside {@link NoGrad}
   */
  public static List<Tensor> through(
      String name, List<Tensor> tensors, UnaryOperator<List<@Nullable Tensor>> hook) {
    List<Integer> tapped = new ArrayList<>();
    for (int i = 0; i < tensors.size(); i++) {
      if (tensors.get(i).requiresGrad()) {
        tapped.add(i);
      }
    }
    if (tapped.isEmpty() || NoGrad.isActive()) {
      return tensors;
    }
    Op op =
        new TapOp(
            name,
            gradients -> {
              List<@Nullable Tensor> all = new ArrayList<>();
              tensors.forEach(_ -> all.add(null));
              for (int i = 0; i < gradients.length; i++) {
                NdArray gradient = gradients[i];
                all.set(tapped.get(i), gradient == null ? null : Tensor.constant(gradient, true));
              }
              List<@Nullable Tensor> changed =
                  NoGrad.call(() -> hook.apply(Collections.unmodifiableList(all)));
              return arrays(name, tensors, tapped, changed);
            });
    Tensor[] outputs =
        Tensor.applyAll(op, tapped.stream().map(tensors::get).toArray(Tensor[]::new));
    List<Tensor> through = new ArrayList<>(tensors);
    for (int i = 0; i < outputs.length; i++) {
      through.set(tapped.get(i), outputs[i]);
    }
    return through;
  }

  private static @Nullable NdArray[] arrays(
      String name,
      List<Tensor> tensors,
      List<Integer> tapped,
      List<? extends @Nullable Tensor> changed) {
    @Nullable NdArray[] arrays = new @Nullable NdArray[tapped.size()];
    for (int i = 0; i < arrays.length; i++) {
      int place = tapped.get(i);
      Tensor gradient = changed.get(place);
      if (gradient != null) {
        int[] expected = tensors.get(place).shape();
        if (!Arrays.equals(gradient.shape(), expected)) {
          throw new IllegalStateException(
              "%s: gradient %d is %s, its tensor %s"
                  .formatted(name, place, Shapes.show(gradient.shape()), Shapes.show(expected)));
        }
        arrays[i] = gradient.array();
      }
    }
    return arrays;
  }

  /**
   * Runs {@code task} when the backward under way on this thread has passed through the graph,
   * before any leaf gets its gradient. For hooks that wait for a gradient which may never come.
   */
  public static void atEndOfBackward(Runnable task) {
    Backward.current().atEnd(task);
  }
}
