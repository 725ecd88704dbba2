package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.Named;
import dev.forja.module.NeuralModule;
import dev.forja.spi.Puts;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Parameter;
import dev.forja.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.function.BinaryOperator;

/**
 * A layer whose weight is {@code g v / |v|}, as {@code torch.nn.utils.parametrizations.weight_norm}
 * makes of it: g, the lengths, and v, the directions, are trained in place of the weight. The
 * lengths are those of the parts of v at each index of one dimension. The state has PyTorch's
 * names: {@code parametrizations.weight.original0} is g, {@code original1} is v, and the other
 * parameters of the layer keep their names.
 *
 * <p>Shapes: those of the layer.
 *
 * <p>Source: T. Salimans and D. Kingma, Weight Normalization, <a
 * href="https://arxiv.org/abs/1602.07868">arXiv:1602.07868</a>.
 */
final class WeightNormLayer {
  /** The parameters of the layer that are used as they are. */
  @Named("")
  final LinkedHashMap<String, Parameter> others;

  /** The lengths and directions, by the name of the parameter that they replace. */
  final LinkedHashMap<String, WeightNormParts> parametrizations = new LinkedHashMap<>();

  @SuppressWarnings("forja:StateOpen") // a function: the layer inside has no state of its own
  final BinaryOperator<Tensor> layer;

  private final String text;
  private final int dim;

  /** Takes over a layer, such as a convolution, with a length for each index of dimension 0. */
  @Puts("inner = $0")
  public WeightNormLayer(NeuralModule inner) {
    this(inner, "weight", 0);
  }

  /**
   * Takes over a layer from tensor to tensor, which must not be used by itself afterwards.
   *
   * @param name the name of the parameter to replace
   * @param dim the dimension with a length for each index; -1 for one length of all elements
   * @throws IllegalArgumentException if the layer has no such parameter, or is none from tensor to
   *     tensor
   */
  @Puts("inner = $0")
  public WeightNormLayer(NeuralModule inner, String name, int dim) {
    Reparametrized reparametrized = Reparametrized.of("WeightNorm", inner, name);
    this.layer = reparametrized::call;
    this.text = reparametrized.text();
    this.dim = dim;
    this.others = reparametrized.others();
    Tensor weight = reparametrized.parameter().detach();
    parametrizations.put(
        name, new WeightNormParts(Parameter.of(lengths(weight)), Parameter.of(weight)));
  }

  private Tensor lengths(Tensor v) {
    if (dim == -1) {
      return v.norm();
    }
    int[] rest = new int[v.rank() - 1];
    for (int d = 0; d < rest.length; d++) {
      rest[d] = d < dim ? d : d + 1;
    }
    return rest.length == 0 ? v.abs() : v.norm(2, rest, true);
  }

  @Forward(invoker = "WeightNorm")
  @ShapeRule("chain($0, inner)")
  Tensor forward(Tensor input) {
    WeightNormParts parts = parametrizations.firstEntry().getValue();
    Tensor v = parts.original1();
    return layer.apply(v.mul(parts.original0().div(lengths(v))), input);
  }

  String extraRepr() {
    return "%s, dim=%d".formatted(text, dim);
  }
}
