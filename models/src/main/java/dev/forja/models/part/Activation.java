package dev.forja.models.part;

import dev.forja.models.config.ModelConfig;
import dev.forja.tensor.Tensor;
import dev.forja.tensor.TensorFunction;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The activation functions under the names of Hugging Face's configurations. Safe for use by many
 * threads.
 */
public final class Activation {
  private static final Map<String, Name> KNOWN = new HashMap<>();

  static {
    for (Name name : Name.values()) {
      KNOWN.put(name.name().toLowerCase(Locale.ROOT), name);
    }
  }

  private Activation() {}

  /** The function that an option names. */
  public static TensorFunction of(ModelConfig config, String option) {
    return of(config, option, "gelu");
  }

  /** The function that an option names, or that of another name without it. */
  public static TensorFunction of(ModelConfig config, String option, String otherwise) {
    return config.choice(option, otherwise, KNOWN).function();
  }

  /**
   * The integral of a normal distribution, as in X. Ma et al., Mega, <a
   * href="https://arxiv.org/abs/2209.10655">arXiv:2209.10655</a>.
   */
  private static Tensor laplace(Tensor x) {
    return x.sub(0.707107).div(0.282095 * Math.sqrt(2)).erf().add(1).mul(0.5);
  }

  /** The names, in capitals; a function is made when it is asked for, since most never are. */
  private enum Name {
    GELU,
    GELU_10,
    GELU_ACCURATE,
    GELU_FAST,
    GELU_NEW,
    GELU_PYTHON,
    GELU_PYTHON_TANH,
    GELU_PYTORCH_TANH,
    HARDSWISH,
    LAPLACE,
    LEAKY_RELU,
    LINEAR,
    MISH,
    QUICK_GELU,
    RELU,
    RELU2,
    RELU6,
    SIGMOID,
    SILU,
    SQRTSOFTPLUS,
    SWISH,
    TANH;

    TensorFunction function() {
      return switch (this) {
        case GELU, GELU_PYTHON -> Tensor::gelu;
        case GELU_10 -> x -> x.gelu().clamp(-10, 10);
        case GELU_ACCURATE, GELU_FAST, GELU_NEW, GELU_PYTHON_TANH, GELU_PYTORCH_TANH ->
            Tensor::geluTanh;
        case HARDSWISH -> Tensor::hardswish;
        case LAPLACE -> Activation::laplace;
        case LEAKY_RELU -> x -> x.leakyRelu(0.01);
        case LINEAR -> x -> x;
        case MISH -> Tensor::mish;
        case QUICK_GELU -> x -> x.mul(x.mul(1.702).sigmoid());
        case RELU -> Tensor::relu;
        case RELU2 -> x -> x.relu().square();
        case RELU6 -> Tensor::relu6;
        case SIGMOID -> Tensor::sigmoid;
        case SILU, SWISH -> Tensor::silu;
        case SQRTSOFTPLUS -> x -> x.softplus().sqrt();
        case TANH -> Tensor::tanh;
      };
    }
  }
}
