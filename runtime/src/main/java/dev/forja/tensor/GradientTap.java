package dev.forja.tensor;

import dev.forja.array.Shapes;
import dev.forja.op.Op;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Inserts points into the graph at which hooks see and replace the gradients that flow back. A tap
 * is an ordinary {@link Op}, so backward does not know about hooks. Thread-safe.
 */
public final class GradientTap {
  private GradientTap() {}

  /**
   * Returns the same tensors, such that the gradients that flow back to them pass through {@code
   * hook}. The hook receives all of them at once: a list with one element for each tensor, null if
   * no gradient flows. It returns a list of the same length and shapes; null stops a gradient. It
   * runs inside {@link NoGrad}, unless the gradients are recorded ({@link
   * BackwardOptions#createGraph}); then what it computes is recorded too.
   *
   * @param name the name of this point in error messages
   * @return a tensor for each tensor; those that require no gradients are returned unchanged, and
   *     so are all inside {@link NoGrad}
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
              for (int i = 0; i < gradients.size(); i++) {
                all.set(tapped.get(i), gradients.get(i));
              }
              List<@Nullable Tensor> changed = hook.apply(Collections.unmodifiableList(all));
              return checked(name, tensors, tapped, changed);
            });
    Tensor[] outputs =
        Tensor.applyAll(op, tapped.stream().map(tensors::get).toArray(Tensor[]::new));
    List<Tensor> through = new ArrayList<>(tensors);
    for (int i = 0; i < outputs.length; i++) {
      through.set(tapped.get(i), outputs[i]);
    }
    return through;
  }

  private static List<@Nullable Tensor> checked(
      String name,
      List<Tensor> tensors,
      List<Integer> tapped,
      List<? extends @Nullable Tensor> changed) {
    List<@Nullable Tensor> gradients = new ArrayList<>();
    for (int place : tapped) {
      Tensor gradient = changed.get(place);
      if (gradient != null) {
        int[] expected = tensors.get(place).shape();
        if (!Arrays.equals(gradient.shape(), expected)) {
          throw new IllegalStateException(
              "%s: gradient %d is %s, its tensor %s"
                  .formatted(name, place, Shapes.show(gradient.shape()), Shapes.show(expected)));
        }
      }
      gradients.add(gradient);
    }
    return gradients;
  }

  /**
   * Runs {@code task} when the current backward pass of this thread has traversed the graph, before
   * any leaf receives its gradient. Intended for hooks that wait for a gradient that may never
   * arrive.
   */
  public static void atEndOfBackward(Runnable task) {
    Backward.current().atEnd(task);
  }
}
