package dev.forja.nn;

import dev.forja.CallContext;
import dev.forja.Forward;
import dev.forja.Named;
import dev.forja.module.NeuralModule;
import dev.forja.spi.Puts;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.InPlace;
import dev.forja.tensor.Init;
import dev.forja.tensor.NoGrad;
import dev.forja.tensor.Parameter;
import dev.forja.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BinaryOperator;

/**
 * A layer whose weight is divided by its largest singular value, as {@code
 * torch.nn.utils.parametrizations.spectral_norm} makes of it. The weight is seen as a matrix whose
 * rows are the indices of one dimension; its singular vectors are estimated by power iterations,
 * one with each call in training. The state has PyTorch's names: {@code
 * parametrizations.weight.original} is the weight, {@code parametrizations.weight.0._u} and {@code
 * ._v} are the vectors, and the other parameters of the layer keep their names.
 *
 * <p>Shapes: those of the layer.
 *
 * <p>Source: T. Miyato et al., Spectral Normalization for Generative Adversarial Networks, <a
 * href="https://arxiv.org/abs/1802.05957">arXiv:1802.05957</a>.
 */
final class SpectralNormLayer {
  /** The parameters of the layer that are used as they are. */
  @Named("")
  final LinkedHashMap<String, Parameter> others;

  /** The weight and its vectors, by the name of the parameter that they replace. */
  final LinkedHashMap<String, SpectralNormParts> parametrizations = new LinkedHashMap<>();

  @SuppressWarnings("forja:StateOpen") // a function: the layer inside has no state of its own
  final BinaryOperator<Tensor> layer;

  private final String text;
  private final int iterations;
  private final int dim;
  private final double eps;

  /** Guards the vectors, so that no thread reads those that another one changes. */
  private final ReentrantLock estimating = new ReentrantLock();

  /** Takes over a layer, with one power iteration and PyTorch's dimension for the kind of layer. */
  @Puts("inner = $0")
  public SpectralNormLayer(NeuralModule inner) {
    this(inner, "weight", 1, isTransposed(inner) ? 1 : 0, 1e-12);
  }

  /**
   * Takes over a layer from tensor to tensor, which must not be used by itself afterwards.
   *
   * @param name the name of the parameter to replace
   * @param iterations the number of power iterations with each call in training
   * @param dim the dimension whose indices are the rows of the matrix
   * @param eps the smallest length that vectors are divided by
   * @throws IllegalArgumentException if the layer has no such parameter of two dimensions or more,
   *     or is none from tensor to tensor
   */
  @Puts("inner = $0")
  public SpectralNormLayer(NeuralModule inner, String name, int iterations, int dim, double eps) {
    Reparametrized reparametrized = Reparametrized.of("SpectralNorm", inner, name);
    this.layer = reparametrized::call;
    this.text = reparametrized.text();
    this.iterations = iterations;
    this.dim = dim;
    this.eps = eps;
    this.others = reparametrized.others();
    Parameter weight = Parameter.of(reparametrized.parameter().detach());
    if (iterations < 1 || weight.rank() < 2 || dim < 0 || dim >= weight.rank()) {
      throw new IllegalArgumentException(
          "SpectralNorm: %d iterations, dimension %d of a weight with %d: expected 1 or more iterations, and 2 or more dimensions"
              .formatted(iterations, dim, weight.rank()));
    }
    Tensor matrix = matrix(weight).detach();
    Tensor u = unit(Init.normal(Tensor.zeros(matrix.size(0)), 0, 1));
    Tensor v = unit(Init.normal(Tensor.zeros(matrix.size(1)), 0, 1));
    SingularVectors vectors = new SingularVectors(u, v);
    parametrizations.put(name, new SpectralNormParts(weight, vectors));
    iterate(matrix, vectors, 15);
  }

  private static boolean isTransposed(NeuralModule layer) {
    return layer.typeName().startsWith("ConvTranspose");
  }

  /** The weight with the indices of the dimension as rows. */
  private Tensor matrix(Tensor weight) {
    int[] order = new int[weight.rank()];
    order[0] = dim;
    for (int d = 0, at = 1; d < order.length; d++) {
      if (d != dim) {
        order[at++] = d;
      }
    }
    return weight.permute(order).flatten(1);
  }

  private Tensor unit(Tensor vector) {
    return vector.div(vector.norm().clampMin(eps));
  }

  private void iterate(Tensor matrix, SingularVectors vectors, int times) {
    NoGrad.run(
        () -> {
          for (int i = 0; i < times; i++) {
            Tensor u = unit(matrix.matmul(vectors.v()));
            InPlace.copy(vectors.u(), u);
            InPlace.copy(vectors.v(), unit(matrix.t().matmul(u)));
          }
        });
  }

  @Forward(invoker = "SpectralNorm")
  @ShapeRule("chain($0, inner)")
  Tensor forward(Tensor input, CallContext context) {
    SpectralNormParts parts = parametrizations.firstEntry().getValue();
    Tensor matrix = matrix(parts.original());
    Tensor u;
    Tensor v;
    estimating.lock();
    try {
      if (context.training()) {
        iterate(matrix.detach(), parts.vectors(), iterations);
      }
      // Copies, because a later call changes the vectors while this one may wait for its backward.
      u = parts.vectors().u().add(0);
      v = parts.vectors().v().add(0);
    } finally {
      estimating.unlock();
    }
    Tensor sigma = u.mul(matrix.matmul(v)).sum();
    return layer.apply(parts.original().div(sigma), input);
  }

  String extraRepr() {
    return "%s, n_power_iterations=%d, dim=%d".formatted(text, iterations, dim);
  }
}
