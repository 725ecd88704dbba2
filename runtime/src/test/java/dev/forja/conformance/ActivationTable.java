package dev.forja.conformance;

import static dev.forja.conformance.LayerCases.unary;
import static java.util.Map.entry;

import dev.forja.conformance.LayerCases.Layer;
import dev.forja.conformance.LayerCases.Row;
import dev.forja.nn.CosineSimilarity;
import dev.forja.nn.ELU;
import dev.forja.nn.GELU;
import dev.forja.nn.GELUApproximation;
import dev.forja.nn.GLU;
import dev.forja.nn.Hardsigmoid;
import dev.forja.nn.Hardswish;
import dev.forja.nn.Hardtanh;
import dev.forja.nn.Identity;
import dev.forja.nn.LeakyReLU;
import dev.forja.nn.LogSigmoid;
import dev.forja.nn.LogSoftmax;
import dev.forja.nn.Mish;
import dev.forja.nn.PReLU;
import dev.forja.nn.ReLU;
import dev.forja.nn.ReLU6;
import dev.forja.nn.SELU;
import dev.forja.nn.SiLU;
import dev.forja.nn.Sigmoid;
import dev.forja.nn.Softmax;
import dev.forja.nn.Softplus;
import dev.forja.nn.Softsign;
import dev.forja.nn.Tanh;
import java.util.List;
import java.util.Map;

/** The activations, by the name of their class in {@code torch.nn}. */
final class ActivationTable {
  static final Map<String, Row> ROWS =
      Map.ofEntries(
          entry("CosineSimilarity", ActivationTable::cosineSimilarity),
          entry("ELU", unary(args -> ELU.of(args.number("alpha", 1)))),
          entry("GELU", unary(args -> GELU.of(approximate(args)))),
          entry("GLU", unary(args -> GLU.of(args.integer("dim", -1)))),
          entry("Hardsigmoid", unary(_ -> Hardsigmoid.of())),
          entry("Hardswish", unary(_ -> Hardswish.of())),
          entry(
              "Hardtanh",
              unary(args -> Hardtanh.of(args.number("min_val", -1), args.number("max_val", 1)))),
          entry("Identity", unary(_ -> Identity.of())),
          entry("LeakyReLU", unary(args -> LeakyReLU.of(args.number("negative_slope", 0.01)))),
          entry("LogSigmoid", unary(_ -> LogSigmoid.of())),
          entry(
              "LogSoftmax",
              unary(
                  args -> args.has("dim") ? LogSoftmax.of(args.integer("dim")) : LogSoftmax.of())),
          entry("Mish", unary(_ -> Mish.of())),
          entry(
              "PReLU",
              unary(
                  args -> PReLU.of(args.integer("num_parameters", 1), args.number("init", 0.25)))),
          entry("ReLU", unary(_ -> ReLU.of())),
          entry("ReLU6", unary(_ -> ReLU6.of())),
          entry("SELU", unary(_ -> SELU.of())),
          entry("SiLU", unary(_ -> SiLU.of())),
          entry("Sigmoid", unary(_ -> Sigmoid.of())),
          entry(
              "Softmax",
              unary(args -> args.has("dim") ? Softmax.of(args.integer("dim")) : Softmax.of())),
          entry(
              "Softplus",
              unary(args -> Softplus.of(args.number("beta", 1), args.number("threshold", 20)))),
          entry("Softsign", unary(_ -> Softsign.of())),
          entry("Tanh", unary(_ -> Tanh.of())));

  private ActivationTable() {}

  private static GELUApproximation approximate(Args args) {
    return args.text("approximate", "none").equals("tanh")
        ? GELUApproximation.TANH
        : GELUApproximation.NONE;
  }

  private static Layer cosineSimilarity(Args args) {
    CosineSimilarity module = CosineSimilarity.of(args.integer("dim", 1), args.number("eps", 1e-8));
    return new Layer(module, inputs -> List.of(module.call(inputs.get(0), inputs.get(1))));
  }
}
