package dev.forja.models.part;

import dev.forja.models.config.ModelConfig;
import dev.forja.tensor.Tensor;
import dev.forja.tensor.TensorFunction;
import java.util.Map;

/**
 * The activation functions under the names of Hugging Face's configurations. Safe for use by many
 * threads.
 */
public final class Activation {
  private static final Map<String, TensorFunction> KNOWN =
      Map.ofEntries(
          Map.entry("gelu", Tensor::gelu),
          Map.entry("gelu_10", x -> x.gelu().clamp(-10, 10)),
          Map.entry("gelu_accurate", Tensor::geluTanh),
          Map.entry("gelu_fast", Tensor::geluTanh),
          Map.entry("gelu_new", Tensor::geluTanh),
          Map.entry("gelu_python", Tensor::gelu),
          Map.entry("gelu_python_tanh", Tensor::geluTanh),
          Map.entry("gelu_pytorch_tanh", Tensor::geluTanh),
          Map.entry("hardswish", Tensor::hardswish),
          Map.entry("laplace", Activation::laplace),
          Map.entry("leaky_relu", x -> x.leakyRelu(0.01)),
          Map.entry("linear", x -> x),
          Map.entry("mish", Tensor::mish),
          Map.entry("quick_gelu", x -> x.mul(x.mul(1.702).sigmoid())),
          Map.entry("relu", Tensor::relu),
          Map.entry("relu2", x -> x.relu().square()),
          Map.entry("relu6", Tensor::relu6),
          Map.entry("sigmoid", Tensor::sigmoid),
          Map.entry("silu", Tensor::silu),
          Map.entry("sqrtsoftplus", x -> x.softplus().sqrt()),
          Map.entry("swish", Tensor::silu),
          Map.entry("tanh", Tensor::tanh));

  private Activation() {}

  /** The function that an option names. */
  public static TensorFunction of(ModelConfig config, String option) {
    return of(config, option, "gelu");
  }

  /** The function that an option names, or that of another name without it. */
  public static TensorFunction of(ModelConfig config, String option, String otherwise) {
    return config.choice(option, otherwise, KNOWN);
  }

  /**
   * The integral of a normal distribution, as in X. Ma et al., Mega, <a
   * href="https://arxiv.org/abs/2209.10655">arXiv:2209.10655</a>.
   */
  private static Tensor laplace(Tensor x) {
    return x.sub(0.707107).div(0.282095 * Math.sqrt(2)).erf().add(1).mul(0.5);
  }
}
