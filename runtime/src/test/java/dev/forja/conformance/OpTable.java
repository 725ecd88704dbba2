package dev.forja.conformance;

import static java.util.Map.entry;

import dev.forja.conformance.FunctionCases.Function;
import dev.forja.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/** The functions of torch, by name. */
final class OpTable {
  static final FunctionCases CASES =
      new FunctionCases(
          Map.ofEntries(
              entry("abs", unary(Tensor::abs)),
              entry("cos", unary(Tensor::cos)),
              entry("erf", unary(Tensor::erf)),
              entry("exp", unary(Tensor::exp)),
              entry("log", unary(Tensor::log)),
              entry("neg", unary(Tensor::neg)),
              entry("rsqrt", unary(Tensor::rsqrt)),
              entry("sigmoid", unary(Tensor::sigmoid)),
              entry("sin", unary(Tensor::sin)),
              entry("sqrt", unary(Tensor::sqrt)),
              entry("tanh", unary(Tensor::tanh)),
              entry("add", binary(Tensor::add)),
              entry("div", binary(Tensor::div)),
              entry("matmul", binary(Tensor::matmul)),
              entry("maximum", binary(Tensor::maximum)),
              entry("minimum", binary(Tensor::minimum)),
              entry("mul", binary(Tensor::mul)),
              entry("sub", binary(Tensor::sub)),
              entry("clamp", OpTable::clamp),
              entry("sum", reduction(Tensor::sum)),
              entry("mean", reduction(Tensor::mean)),
              entry("reshape", (in, args) -> one(in.get(0).reshape(args.integers("shape"))))));

  private OpTable() {}

  /** A reduction over some dimensions, or over all where none is given. */
  private interface Reducing {
    Tensor apply(Tensor input, int[] dims, boolean keepDim);
  }

  private static Function unary(UnaryOperator<Tensor> function) {
    return (in, _) -> one(function.apply(in.get(0)));
  }

  private static Function binary(BinaryOperator<Tensor> function) {
    return (in, _) -> one(function.apply(in.get(0), in.get(1)));
  }

  private static Function reduction(Reducing function) {
    return (in, args) -> {
      int[] dims = args.has("dim") ? args.integers("dim") : new int[0];
      return one(function.apply(in.get(0), dims, args.flag("keepdim", false)));
    };
  }

  private static List<Tensor> clamp(List<Tensor> in, Args args) {
    double least = args.number("min", Double.NEGATIVE_INFINITY);
    double most = args.number("max", Double.POSITIVE_INFINITY);
    return one(in.get(0).clamp(least, most));
  }

  private static List<Tensor> one(Tensor output) {
    return List.of(output);
  }
}
