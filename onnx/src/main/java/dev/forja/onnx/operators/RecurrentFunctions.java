package dev.forja.onnx.operators;

import dev.forja.tensor.Tensor;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The activations that recurrent networks name, with their own defaults of alpha and beta. */
final class RecurrentFunctions {
  private static final Set<String> WITH_ALPHA =
      Set.of("affine", "leakyrelu", "thresholdedrelu", "scaledtanh", "hardsigmoid", "elu");
  private static final Set<String> WITH_BETA = Set.of("affine", "scaledtanh", "hardsigmoid");

  private RecurrentFunctions() {}

  static boolean takesAlpha(String name) {
    return WITH_ALPHA.contains(name);
  }

  static boolean takesBeta(String name) {
    return WITH_BETA.contains(name);
  }

  private static float or(@Nullable Float value, double otherwise) {
    return value == null ? (float) otherwise : value;
  }

  /** The function of a name in small letters. */
  static UnaryOperator<Tensor> of(String name, @Nullable Float alpha, @Nullable Float beta) {
    return switch (name) {
      case "relu" -> Tensor::relu;
      case "tanh" -> Tensor::tanh;
      case "sigmoid" -> Tensor::sigmoid;
      case "softsign" -> Tensor::softsign;
      case "softplus" -> x -> x.softplus();
      case "affine" -> x -> x.mul(or(alpha, 1)).add(or(beta, 0));
      case "leakyrelu" -> x -> x.leakyRelu(or(alpha, 0.01));
      case "thresholdedrelu" -> x -> Activations.above(x, or(alpha, 1));
      case "scaledtanh" -> x -> x.mul(or(beta, 1)).tanh().mul(or(alpha, 1));
      case "hardsigmoid" -> x -> x.mul(or(alpha, 0.2)).add(or(beta, 0.5)).clamp(0, 1);
      case "elu" -> x -> x.elu(or(alpha, 1));
      default ->
          throw Elementwise.unknown(
              "activations",
              name,
              "Relu",
              "Tanh",
              "Sigmoid",
              "Softsign",
              "Softplus",
              "Affine",
              "LeakyRelu",
              "ThresholdedRelu",
              "ScaledTanh",
              "HardSigmoid",
              "Elu");
    };
  }
}
