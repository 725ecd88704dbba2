package dev.forja.tensor;

import dev.forja.array.DType;
import dev.forja.array.Shapes;
import dev.forja.op.DropoutOp;
import dev.forja.op.EluOp;
import dev.forja.op.HardtanhOp;
import dev.forja.op.LeakyReluOp;
import dev.forja.op.LogSoftmaxOp;
import dev.forja.op.PreluOp;
import dev.forja.op.SoftmaxOp;
import dev.forja.op.SoftplusOp;
import dev.forja.op.UnaryKind;
import dev.forja.op.UnaryOp;
import dev.forja.spi.ShapeRule;
import java.util.random.RandomGenerator;

/** The activation functions. Any thread may call these methods; see {@link Tensor}. */
public sealed interface ActivationFunctions permits Tensor {
  private Tensor self() {
    return (Tensor) this;
  }

  /** {@code max(this, 0)}. */
  @ShapeRule("same(this)")
  default Tensor relu() {
    return Tensor.apply(new UnaryOp(UnaryKind.RELU), self());
  }

  /** {@code 1 / (1 + e^-this)}. */
  @ShapeRule("same(this)")
  default Tensor sigmoid() {
    return Tensor.apply(new UnaryOp(UnaryKind.SIGMOID), self().to(DType.F32));
  }

  /** The hyperbolic tangent. */
  @ShapeRule("same(this)")
  default Tensor tanh() {
    return Tensor.apply(new UnaryOp(UnaryKind.TANH), self().to(DType.F32));
  }

  /** {@code e^x / sum of e^x} along a dimension. */
  @ShapeRule("along(this, $0)")
  default Tensor softmax(int dim) {
    return Tensor.apply(new SoftmaxOp(dim), self());
  }

  /** The logarithm of {@link #softmax}, accurate even where that underflows. */
  @ShapeRule("along(this, $0)")
  default Tensor logSoftmax(int dim) {
    return Tensor.apply(new LogSoftmaxOp(dim), self());
  }

  /**
   * Sets each element to zero with probability p and divides the others by 1 - p; the generator
   * determines which. Use it only in training: this method always drops elements.
   */
  @ShapeRule("same(this)")
  default Tensor dropout(double p, RandomGenerator random) {
    PhiloxState from =
        random instanceof Philox philox
            ? philox.reserve(self().count())
            : new PhiloxState(random.nextLong(), 0);
    return Tensor.apply(new DropoutOp((float) p, from.seed(), from.counter()), self());
  }

  /** {@code min(max(this, 0), 6)}. */
  @ShapeRule("same(this)")
  default Tensor relu6() {
    return Tensor.apply(new UnaryOp(UnaryKind.RELU6), self());
  }

  /**
   * This where it is above 0, otherwise {@code slope} times this. PyTorch's default slope is 0.01.
   */
  @ShapeRule("same(this)")
  default Tensor leakyRelu(double slope) {
    return Tensor.apply(new LeakyReluOp((float) slope), self());
  }

  /** As {@link #leakyRelu}, with learned slopes: [1], or one for each channel. */
  @ShapeRule("same(this)")
  default Tensor prelu(Tensor weight) {
    return Tensor.apply(new PreluOp(), self(), weight);
  }

  /**
   * This where it is above 0, otherwise {@code alpha (e^this - 1)}. PyTorch's default alpha is 1.
   */
  @ShapeRule("same(this)")
  default Tensor elu(double alpha) {
    return Tensor.apply(new EluOp(alpha), self());
  }

  /** A scaled {@link #elu} that keeps mean 0 and variance 1. */
  @ShapeRule("same(this)")
  default Tensor selu() {
    return Tensor.apply(new UnaryOp(UnaryKind.SELU), self());
  }

  /** {@code x (1 + erf(x / sqrt 2)) / 2}. */
  @ShapeRule("same(this)")
  default Tensor gelu() {
    return Tensor.apply(new UnaryOp(UnaryKind.GELU), self());
  }

  /**
   * {@link #gelu} with the approximation {@code x (1 + tanh(sqrt(2/pi) (x + 0.044715 x^3))) / 2}.
   */
  @ShapeRule("same(this)")
  default Tensor geluTanh() {
    return Tensor.apply(new UnaryOp(UnaryKind.GELU_TANH), self());
  }

  /** {@code x / (1 + e^-x)}. */
  @ShapeRule("same(this)")
  default Tensor silu() {
    return Tensor.apply(new UnaryOp(UnaryKind.SILU), self());
  }

  /** {@code x tanh(log(1 + e^x))}. */
  @ShapeRule("same(this)")
  default Tensor mish() {
    return Tensor.apply(new UnaryOp(UnaryKind.MISH), self());
  }

  /** {@code log(1 + e^this)}. */
  @ShapeRule("same(this)")
  default Tensor softplus() {
    return softplus(1, 20);
  }

  /** {@code log(1 + e^(beta x)) / beta}, or x itself where {@code beta x} is above a threshold. */
  @ShapeRule("same(this)")
  default Tensor softplus(double beta, double threshold) {
    return Tensor.apply(new SoftplusOp(beta, threshold), self());
  }

  /** {@code x min(max(x + 3, 0), 6) / 6}. */
  @ShapeRule("same(this)")
  default Tensor hardswish() {
    return Tensor.apply(new UnaryOp(UnaryKind.HARDSWISH), self());
  }

  /** {@code min(max(x + 3, 0), 6) / 6}. */
  @ShapeRule("same(this)")
  default Tensor hardsigmoid() {
    return Tensor.apply(new UnaryOp(UnaryKind.HARDSIGMOID), self());
  }

  /**
   * {@code min(max(this, least), most)}, without a gradient on the bounds. PyTorch's default bounds
   * are -1 and 1.
   */
  @ShapeRule("same(this)")
  default Tensor hardtanh(double least, double most) {
    return Tensor.apply(new HardtanhOp((float) least, (float) most), self());
  }

  /** The first half of a dimension times the sigmoid of the second half. */
  @ShapeRule("halved(this, $0)")
  default Tensor glu(int dim) {
    int size = self().size(dim);
    if (size % 2 != 0) {
      throw new IllegalArgumentException(
          "glu: dimension %d of %s cannot be halved"
              .formatted(dim, Shapes.show(self().array().shape())));
    }
    return self().narrow(dim, 0, size / 2).mul(self().narrow(dim, size / 2, size / 2).sigmoid());
  }

  /** {@code max(0, x) + min(0, alpha (e^(x / alpha) - 1))}. */
  @ShapeRule("same(this)")
  default Tensor celu(double alpha) {
    if (alpha == 0) {
      throw new IllegalArgumentException("celu: alpha is 0, but x is divided by it");
    }
    Tensor bent = self().div(alpha).elu(1).mul(alpha);
    return Tensor.where(self().gt(0), self(), bent);
  }

  /** This where it is above lambda or below minus lambda, otherwise 0. */
  @ShapeRule("same(this)")
  default Tensor hardshrink(double lambda) {
    return self().maskedFill(self().abs().le(lambda), 0);
  }

  /** This moved towards 0 by lambda, and 0 where it would change its sign. */
  @ShapeRule("same(this)")
  default Tensor softshrink(double lambda) {
    if (!(lambda >= 0)) {
      throw new IllegalArgumentException(
          "softshrink: lambda is %s: expected 0 or more".formatted(lambda));
    }
    return self().sub(self().clamp(-lambda, lambda));
  }

  /** {@code x - tanh(x)}. */
  @ShapeRule("same(this)")
  default Tensor tanhshrink() {
    return self().sub(self().tanh());
  }

  /** This where it is above a threshold, otherwise a value. */
  @ShapeRule("same(this)")
  default Tensor threshold(double threshold, double value) {
    return self().maskedFill(self().le(threshold), value);
  }

  /** {@code x / (1 + |x|)}. */
  @ShapeRule("same(this)")
  default Tensor softsign() {
    return self().div(self().abs().add(1));
  }

  /** {@code log(1 / (1 + e^-x))}. */
  @ShapeRule("same(this)")
  default Tensor logSigmoid() {
    return self().neg().softplus().neg();
  }

  /** The softmax of the negated elements of a dimension. */
  @ShapeRule("along(this, $0)")
  default Tensor softmin(int dim) {
    return self().neg().softmax(dim);
  }

  /**
   * This where it is above 0, otherwise this times a factor that is drawn for each element from the
   * uniform distribution between two bounds.
   */
  @ShapeRule("same(this)")
  default Tensor rrelu(double lower, double upper, RandomGenerator random) {
    return RandomLayers.rrelu(self(), lower, upper, random);
  }

  /**
   * Zeroes each channel with probability p and divides the others by {@code 1 - p}: {@code
   * torch.nn.functional.dropout1d}, {@code dropout2d} and {@code dropout3d}.
   *
   * @param dims the number of dimensions after the channels
   */
  @ShapeRule("same(this)")
  default Tensor featureDropout(double p, int dims, RandomGenerator random) {
    return RandomLayers.featureDropout(self(), p, dims, random);
  }

  /**
   * Sets each element with probability p to the value to which {@link #selu} saturates, and scales
   * and moves all of them so that mean 0 and variance 1 are kept.
   */
  @ShapeRule("same(this)")
  default Tensor alphaDropout(double p, RandomGenerator random) {
    return RandomLayers.alphaDropout(self(), p, self().shape(), random);
  }

  /** The same for whole channels of [n, c, ..]. */
  @ShapeRule("ranked(this, 2, 99)")
  default Tensor featureAlphaDropout(double p, RandomGenerator random) {
    return RandomLayers.featureAlphaDropout(self(), p, random);
  }

  /**
   * Draws from the categories of a dimension whose logits these are, in a form that has a gradient,
   * as {@code torch.nn.functional.gumbel_softmax}: the softmax of the logits and Gumbel noise,
   * divided by {@code tau}. With {@code hard} the result is one-hot, and has the gradient of the
   * softmax. The noise is drawn from {@link Randoms#current}.
   */
  @ShapeRule("same(this)")
  default Tensor gumbelSoftmax(double tau, boolean hard, int dim) {
    Tensor uniform = Tensor.rand(self().shape()).clampMin(Float.MIN_NORMAL);
    return gumbelSoftmax(tau, hard, dim, uniform.log().neg().log().neg());
  }

  /** The same, with this noise. */
  @ShapeRule("same(this)")
  default Tensor gumbelSoftmax(double tau, boolean hard, int dim, Tensor noise) {
    Tensor soft = self().add(noise).div(tau).softmax(dim);
    if (!hard) {
      return soft;
    }
    Tensor place = soft.detach().argmax(dim, true);
    Tensor one = Tensor.zeros(soft.shape()).scatter(dim, place, 1);
    return one.sub(soft.detach()).add(soft);
  }
}
