package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.Named;
import dev.forja.module.NeuralModule;
import dev.forja.spi.Puts;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Init;
import dev.forja.tensor.Parameter;
import dev.forja.tensor.QrOutput;
import dev.forja.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.function.BinaryOperator;

/**
 * A layer whose weight has orthonormal columns, or rows if it has fewer rows than columns, as
 * {@code torch.nn.utils.parametrizations.orthogonal} makes of it. A weight of more than two
 * dimensions is a batch of matrices, its last two dimensions. The weight is the product of a fixed
 * orthogonal matrix, made of the weight of the layer, and of one that is trained, which starts as
 * the unit matrix. The state has PyTorch's names: {@code parametrizations.weight.original} is what
 * is trained, {@code parametrizations.weight.0.base} is the fixed matrix, and the other parameters
 * of the layer keep their names. PyTorch's {@code use_trivialization=False} is not offered.
 *
 * <p>Shapes: those of the layer.
 *
 * <p>Source: M. Lezcano-Casado, Trivializations for Gradient-Based Optimization on Manifolds, <a
 * href="https://arxiv.org/abs/1909.09501">arXiv:1909.09501</a>.
 */
final class OrthogonalLayer {
  /** The parameters of the layer that are used as they are. */
  @Named("")
  final LinkedHashMap<String, Parameter> others;

  /** What is trained and the fixed matrices, by the name of the parameter that they replace. */
  final LinkedHashMap<String, OrthogonalParts> parametrizations = new LinkedHashMap<>();

  @SuppressWarnings("forja:StateOpen") // a function: the layer inside has no state of its own
  final BinaryOperator<Tensor> layer;

  private final String text;
  private final OrthogonalMap map;

  /** Takes over a layer, with the exponential for square weights and reflections for others. */
  @Puts("inner = $0")
  public OrthogonalLayer(NeuralModule inner) {
    this(inner, "weight", usual(inner));
  }

  /**
   * Takes over a layer from tensor to tensor, which must not be used by itself afterwards.
   *
   * @param name the name of the parameter to replace
   * @param map how orthogonal matrices are made
   * @throws IllegalArgumentException if the layer has no such parameter of two dimensions or more,
   *     or is none from tensor to tensor
   */
  @Puts("inner = $0")
  public OrthogonalLayer(NeuralModule inner, String name, OrthogonalMap map) {
    Reparametrized reparametrized = Reparametrized.of("Orthogonal", inner, name);
    this.layer = reparametrized::call;
    this.text = reparametrized.text();
    this.map = map;
    this.others = reparametrized.others();
    Tensor weight = reparametrized.parameter().detach();
    if (weight.rank() < 2) {
      throw new IllegalArgumentException(
          "Orthogonal: a weight with %d dimensions: expected 2 or more".formatted(weight.rank()));
    }
    Tensor unit = Tensor.eye(weight.size(-2), weight.size(-1)).neg().expand(weight.shape());
    parametrizations.put(
        name,
        new OrthogonalParts(
            Parameter.of(unit.contiguous()), new OrthogonalBase(whole(upright(weight)))));
  }

  private static OrthogonalMap usual(NeuralModule layer) {
    Parameter weight = layer.namedParameters().get("weight");
    boolean square = weight != null && weight.rank() > 1 && weight.size(-1) == weight.size(-2);
    return square ? OrthogonalMap.MATRIX_EXP : OrthogonalMap.HOUSEHOLDER;
  }

  /** The matrices, turned so that they have as many rows as columns, or more. */
  private static Tensor upright(Tensor x) {
    return x.size(-2) < x.size(-1) ? x.transpose(-2, -1) : x;
  }

  /** Square orthogonal matrices whose first columns span those of given matrices. */
  private static Tensor whole(Tensor matrices) {
    int[] more = matrices.shape();
    more[more.length - 1] = matrices.size(-2) - matrices.size(-1);
    Tensor square = Tensor.cat(more.length - 1, matrices, Init.normal(Tensor.zeros(more), 0, 1));
    QrOutput parts = square.qr();
    return parts.q().mul(parts.r().diagonal(-2, -1).sign().unsqueeze(-2)).contiguous();
  }

  /** Orthonormal columns made of any matrices that have as many rows as columns, or more. */
  private Tensor orthonormal(Tensor x) {
    int n = x.size(-2);
    int k = x.size(-1);
    if (map == OrthogonalMap.HOUSEHOLDER) {
      return reflected(x);
    }
    Tensor lower = x.tril();
    if (k < n) {
      lower = lower.pad(new int[] {0, n - k}, 0);
    }
    Tensor skew = lower.sub(lower.transpose(-2, -1));
    Tensor q;
    if (map == OrthogonalMap.MATRIX_EXP) {
      q = skew.matrixExp();
    } else {
      Tensor unit = Tensor.eye(n);
      q = unit.sub(skew.mul(0.5)).solve(unit.add(skew.mul(0.5)));
    }
    return q.narrow(-1, 0, k);
  }

  /** The first columns of the product of the reflections, times the signs on the diagonal. */
  private static Tensor reflected(Tensor x) {
    int n = x.size(-2);
    int k = x.size(-1);
    Tensor vectors = x.tril(-1).add(Tensor.eye(n, k));
    Tensor product = Tensor.eye(n, k).expand(x.shape());
    for (int column = k - 1; column >= 0; column--) {
      Tensor v = vectors.narrow(-1, column, 1);
      Tensor squares = v.square().sum(new int[] {-2}, true);
      Tensor along = v.transpose(-2, -1).matmul(product).mul(squares.reciprocal().mul(2));
      product = product.sub(v.matmul(along));
    }
    return product.mul(x.detach().diagonal(-2, -1).trunc().unsqueeze(-2));
  }

  @Forward(invoker = "Orthogonal")
  @ShapeRule("chain($0, inner)")
  Tensor forward(Tensor input) {
    OrthogonalParts parts = parametrizations.firstEntry().getValue();
    Tensor original = parts.original();
    Tensor turned = parts.matrices().base().matmul(orthonormal(upright(original)));
    boolean wide = original.size(-2) < original.size(-1);
    return layer.apply(wide ? turned.transpose(-2, -1) : turned, input);
  }

  String extraRepr() {
    return "%s, orthogonal_map=%s".formatted(text, map.name().toLowerCase(Locale.ROOT));
  }
}
