package dev.forja.conformance;

import static dev.forja.conformance.LayerCases.unary;
import static java.util.Map.entry;

import dev.forja.nn.GELU;
import dev.forja.nn.Linear;
import dev.forja.nn.ReLU;
import dev.forja.nn.Sequential;
import dev.forja.nn.SiLU;
import dev.forja.nn.Sigmoid;
import dev.forja.nn.Tanh;
import dev.forja.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The whole models, by their names in the script that wrote the cases. */
final class ModelTable {
  static final ModelCases CASES =
      new ModelCases(
          Map.ofEntries(
              entry("EncoderClassifier", unary(ModelTable::encoderClassifier)),
              entry("GPT", unary(ModelTable::gpt)),
              entry("LeNet", unary(ModelTable::leNet)),
              entry("MLP", unary(ModelTable::mlp)),
              entry(
                  "ResidualNet",
                  unary(
                      args ->
                          ResidualNetInvoker.of(
                              args.integer("channels"), args.integer("classes")))),
              entry("Tagger", unary(ModelTable::tagger))));

  private ModelTable() {}

  private static EncoderClassifierInvoker encoderClassifier(Args args) {
    return EncoderClassifierInvoker.of(
        args.integer("vocabulary"),
        args.integer("length"),
        args.integer("width"),
        args.integer("heads"),
        args.integer("hidden"),
        args.integer("classes"),
        args.flag("norm_first", false));
  }

  private static GptInvoker gpt(Args args) {
    return GptInvoker.of(
        args.integer("vocabulary"),
        args.integer("length"),
        args.integer("width"),
        args.integer("heads"),
        args.integer("layers"));
  }

  private static LeNetInvoker leNet(Args args) {
    return LeNetInvoker.of(
        args.integer("side"),
        args.integer("c1"),
        args.integer("c2"),
        args.integer("hidden"),
        args.integer("classes"));
  }

  private static Sequential mlp(Args args) {
    int[] sizes = args.integers("sizes");
    List<?> activations = args.list("activations");
    return Sequential.of(
        Linear.of(sizes[0], sizes[1]),
        activation(activations.get(0)),
        Linear.of(sizes[1], sizes[2]),
        activation(activations.get(1)),
        Linear.of(sizes[2], sizes[3]));
  }

  private static UnaryOperator<Tensor> activation(Object name) {
    return switch ((String) name) {
      case "GELU" -> GELU.of();
      case "ReLU" -> ReLU.of();
      case "SiLU" -> SiLU.of();
      case "Sigmoid" -> Sigmoid.of();
      case "Tanh" -> Tanh.of();
      default -> throw new IllegalArgumentException("no row for the activation " + name);
    };
  }

  private static TaggerInvoker tagger(Args args) {
    return TaggerInvoker.of(
        args.integer("vocabulary"),
        args.integer("width"),
        args.integer("hidden"),
        args.integer("tags"));
  }
}
