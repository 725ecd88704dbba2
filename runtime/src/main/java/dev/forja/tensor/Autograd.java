package dev.forja.tensor;

import dev.forja.array.Shapes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gradients as values, like {@code torch.autograd.grad}: they are returned, and the gradients of
 * leaves do not change. With {@link GradOptions#withCreateGraph}, they are recorded, so that they
 * can be differentiated again, to any order:
 *
 * <pre>{@code
 * GradOptions create = GradOptions.defaults().withCreateGraph(true);
 * Tensor slope = Autograd.grad(y, x, create); // dy/dx
 * slope.pow(2).sum().backward();              // a penalty on the slope
 * }</pre>
 *
 * <p>Several threads may compute gradients at once for graphs that share no leaf; see {@link
 * Tensor}.
 */
public final class Autograd {
  private Autograd() {}

  /** The gradient of a scalar with respect to a tensor that it was computed from. */
  public static Tensor grad(Tensor output, Tensor input) {
    return grad(output, input, GradOptions.defaults());
  }

  /** As {@link #grad(Tensor, Tensor)}; an unused input has a gradient of zeros if it is allowed. */
  public static Tensor grad(Tensor output, Tensor input, GradOptions options) {
    return grad(output, List.of(input), options).getFirst();
  }

  /** The gradients of a scalar with respect to tensors that it was computed from. */
  public static List<Tensor> grad(Tensor output, List<? extends Tensor> inputs) {
    return grad(output, inputs, GradOptions.defaults());
  }

  /**
   * As {@link #grad(Tensor, List)}; unused inputs have gradients of zeros if they are allowed. Use
   * {@link #grad(List, List, List, GradOptions)} to tell them from others.
   */
  public static List<Tensor> grad(
      Tensor output, List<? extends Tensor> inputs, GradOptions options) {
    List<Tensor> gradients = new ArrayList<>();
    GradOptions filled = options.allowUnused() ? options.withMaterializeGrads(true) : options;
    for (Tensor gradient : grad(List.of(output), inputs, null, filled)) {
      if (gradient != null) {
        gradients.add(gradient);
      }
    }
    return Collections.unmodifiableList(gradients);
  }

  /**
   * The sum of the gradients of outputs, each multiplied by a gradient of some result with respect
   * to it, with respect to each input. Nodes that lead to no input are not visited, so hooks on
   * them do not run.
   *
   * @param outputs tensors that depend on a leaf that requires gradients
   * @param inputs tensors that require gradients: leaves, or results of ops
   * @param gradOutputs a gradient for each output, in its shape; null, as a whole or as an element,
   *     stands for 1, and needs an output of one element
   * @return a gradient for each input, in its shape; null for one that no output depends on, if
   *     {@link GradOptions#allowUnused} permits it without {@link GradOptions#materializeGrads}
   * @throws IllegalStateException if an output or an input requires no gradients, if no output
   *     depends on an input, or if the graph was freed or changed in place
   * @throws IllegalArgumentException if the numbers or the shapes do not fit
   * @throws UnsupportedOperationException with {@link GradOptions#createGraph}, if an op on the way
   *     does not implement {@link dev.forja.op.Op#gradient}
   */
  public static List<@Nullable Tensor> grad(
      List<? extends Tensor> outputs,
      List<? extends Tensor> inputs,
      @Nullable List<? extends @Nullable Tensor> gradOutputs,
      GradOptions options) {
    if (gradOutputs != null && gradOutputs.size() != outputs.size()) {
      throw new IllegalArgumentException(
          "grad: %d outputs, but %d gradients of outputs"
              .formatted(outputs.size(), gradOutputs.size()));
    }
    List<Backward.Seed<Tensor>> seeds = new ArrayList<>();
    for (int i = 0; i < outputs.size(); i++) {
      seeds.add(seed(i, outputs.get(i), gradOutputs == null ? null : gradOutputs.get(i)));
    }
    List<Tensor> of = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      Tensor input = ParameterOverride.of(inputs.get(i));
      if (!input.requiresGrad()) {
        throw new IllegalStateException(
            "grad: input %d, %s, requires no gradients: call requiresGrad(true) on it before the"
                    .formatted(i, Shapes.show(input.array().shape()))
                + " outputs are computed");
      }
      of.add(input);
    }
    List<@Nullable Tensor> gradients = new ArrayList<>();
    Backward.heard(
        () ->
            gradients.addAll(
                options.createGraph()
                    ? GraphBackward.gradients(seeds, of, options.keepsGraph())
                    : ArrayBackward.gradients(seeds, of, options.keepsGraph())));
    for (int i = 0; i < gradients.size(); i++) {
      if (gradients.get(i) == null && !options.allowUnused()) {
        throw new IllegalStateException(
            "grad: no output depends on input %d, %s: leave it out, or permit it with allowUnused"
                .formatted(i, Shapes.show(of.get(i).array().shape())));
      }
      if (gradients.get(i) == null && options.materializeGrads()) {
        gradients.set(i, Tensor.zeros(of.get(i).shape()));
      }
    }
    return Collections.unmodifiableList(gradients);
  }

  /**
   * The leaves that require gradients and that a tensor was computed from, each once; itself if it
   * is such a leaf.
   */
  public static List<Tensor> leaves(Tensor of) {
    GradNode node = of.node();
    if (node == null) {
      return of.requiresGrad() ? List.of(of) : List.of();
    }
    Set<Tensor> leaves = new LinkedHashSet<>();
    for (GradNode each : Backward.consumersFirst(List.of(node))) {
      for (GradNode.Edge edge : each.edges()) {
        if (edge != null && edge.leaf() != null) {
          leaves.add(edge.leaf());
        }
      }
    }
    return List.copyOf(leaves);
  }

  private static Backward.Seed<Tensor> seed(int index, Tensor output, @Nullable Tensor given) {
    Tensor gradient = given;
    if (gradient == null) {
      if (output.count() != 1) {
        throw new IllegalStateException(
            "grad: output %d, %s, has %d elements: pass its gradient, or reduce it with sum() or"
                    .formatted(index, Shapes.show(output.array().shape()), output.count())
                + " mean()");
      }
      gradient = Tensor.ones(output.shape());
    }
    Backward.check("grad", output, gradient);
    return new Backward.Seed<>(output, gradient);
  }
}
