package dev.forja.conformance;

import dev.forja.conformance.FunctionCases.Function;
import dev.forja.tensor.ExtremesOutput;
import dev.forja.tensor.MomentsOutput;
import dev.forja.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/** Functions of torch that work element by element, and reductions. */
final class MathTable {
  private final Map<String, Function> rows = new HashMap<>();

  private MathTable() {}

  static Map<String, Function> rows() {
    MathTable table = new MathTable();
    table.functions();
    table.pairs();
    table.logic();
    table.reductions();
    return table.rows;
  }

  private void unary(String name, UnaryOperator<Tensor> function) {
    rows.put(name, (in, _) -> List.of(function.apply(in.get(0))));
  }

  /** A function of two tensors, the second of which may be a number. */
  private void pair(String name, BinaryOperator<Tensor> function) {
    rows.put(
        name,
        (in, args) ->
            List.of(function.apply(in.get(0), in.size() > 1 ? in.get(1) : args.scalar("other"))));
  }

  private void functions() {
    unary("floor", Tensor::floor);
    unary("ceil", Tensor::ceil);
    unary("trunc", Tensor::trunc);
    unary("frac", Tensor::frac);
    unary("sign", Tensor::sign);
    unary("log1p", Tensor::log1p);
    unary("expm1", Tensor::expm1);
    unary("log2", Tensor::log2);
    unary("log10", Tensor::log10);
    unary("exp2", Tensor::exp2);
    unary("tan", Tensor::tan);
    unary("asin", Tensor::asin);
    unary("acos", Tensor::acos);
    unary("atan", Tensor::atan);
    unary("sinh", Tensor::sinh);
    unary("cosh", Tensor::cosh);
    unary("asinh", Tensor::asinh);
    unary("acosh", Tensor::acosh);
    unary("atanh", Tensor::atanh);
    unary("erfc", Tensor::erfc);
    unary("erfinv", Tensor::erfinv);
    unary("lgamma", Tensor::lgamma);
    unary("digamma", Tensor::digamma);
    unary("i0", Tensor::i0);
    unary("sinc", Tensor::sinc);
    unary("deg2rad", Tensor::deg2rad);
    unary("rad2deg", Tensor::rad2deg);
    rows.put("round", (in, args) -> List.of(in.get(0).round(args.integer("decimals", 0))));
    rows.put("polygamma", (in, args) -> List.of(in.get(0).polygamma(args.integer("n"))));
    rows.put("mvlgamma", (in, args) -> List.of(in.get(0).mvlgamma(args.integer("p"))));
    rows.put(
        "logit",
        (in, args) ->
            List.of(args.has("eps") ? in.get(0).logit(args.number("eps")) : in.get(0).logit()));
    rows.put(
        "nan_to_num",
        (in, args) ->
            List.of(
                args.has("nan")
                    ? in.get(0)
                        .nanToNum(args.number("nan"), args.number("posinf"), args.number("neginf"))
                    : in.get(0).nanToNum()));
  }

  private void pairs() {
    pair("atan2", Tensor::atan2);
    pair("hypot", Tensor::hypot);
    pair("copysign", Tensor::copysign);
    pair("fmax", Tensor::fmax);
    pair("fmin", Tensor::fmin);
    pair("logaddexp", Tensor::logaddexp);
    pair("logaddexp2", Tensor::logaddexp2);
    pair("xlogy", Tensor::xlogy);
    pair("nextafter", Tensor::nextafter);
    pair("heaviside", Tensor::heaviside);
    pair("ldexp", Tensor::ldexp);
    pair("igamma", Tensor::igamma);
    pair("igammac", Tensor::igammac);
    pair("gcd", Tensor::gcd);
    pair("lcm", Tensor::lcm);
    pair("floor_divide", Tensor::floorDivide);
    rows.put(
        "fmod",
        (in, args) ->
            List.of(
                in.size() > 1 ? in.get(0).fmod(in.get(1)) : in.get(0).fmod(args.number("other"))));
    rows.put(
        "remainder",
        (in, args) ->
            List.of(
                in.size() > 1
                    ? in.get(0).remainder(in.get(1))
                    : in.get(0).remainder(args.number("other"))));
    rows.put(
        "lerp",
        (in, args) ->
            List.of(
                in.size() > 2
                    ? in.get(0).lerp(in.get(1), in.get(2))
                    : in.get(0).lerp(in.get(1), args.number("weight"))));
    rows.put(
        "addcmul",
        (in, args) -> List.of(in.get(0).addcmul(in.get(1), in.get(2), args.number("value", 1))));
    rows.put(
        "addcdiv",
        (in, args) -> List.of(in.get(0).addcdiv(in.get(1), in.get(2), args.number("value", 1))));
  }

  private void logic() {
    unary("isnan", Tensor::isnan);
    unary("isinf", Tensor::isinf);
    unary("isfinite", Tensor::isfinite);
    unary("isposinf", Tensor::isposinf);
    unary("isneginf", Tensor::isneginf);
    unary("signbit", Tensor::signbit);
    unary("logical_not", Tensor::logicalNot);
    unary("bitwise_not", Tensor::bitwiseNot);
    pair("logical_and", Tensor::logicalAnd);
    pair("logical_or", Tensor::logicalOr);
    pair("logical_xor", Tensor::logicalXor);
    pair("bitwise_and", Tensor::bitwiseAnd);
    pair("bitwise_or", Tensor::bitwiseOr);
    pair("bitwise_xor", Tensor::bitwiseXor);
    pair("bitwise_left_shift", Tensor::bitwiseLeftShift);
    pair("bitwise_right_shift", Tensor::bitwiseRightShift);
    rows.put(
        "isclose",
        (in, args) ->
            List.of(
                in.get(0)
                    .isclose(
                        in.get(1),
                        args.number("rtol", 1e-5),
                        args.number("atol", 1e-8),
                        args.flag("equal_nan", false))));
  }

  private interface Reducing {
    Tensor apply(Tensor input, int[] dims, boolean keepDim);
  }

  private void reduction(String name, Reducing function) {
    rows.put(
        name,
        (in, args) -> List.of(function.apply(in.get(0), dims(args), args.flag("keepdim", false))));
  }

  private static int[] dims(Args args) {
    return args.has("dim") ? args.integers("dim") : new int[0];
  }

  private void reductions() {
    reduction("any", Tensor::any);
    reduction("all", Tensor::all);
    reduction("nansum", Tensor::nansum);
    reduction("nanmean", Tensor::nanmean);
    rows.put("count_nonzero", (in, args) -> List.of(in.get(0).countNonzero(dims(args))));
    rows.put(
        "aminmax",
        (in, args) -> {
          ExtremesOutput found = in.get(0).aminmax(dims(args));
          return List.of(found.min(), found.max());
        });
    rows.put("var_mean", (in, args) -> moments(in, args, Tensor::varMean));
    rows.put("std_mean", (in, args) -> moments(in, args, Tensor::stdMean));
    rows.put("cumprod", (in, args) -> List.of(in.get(0).cumprod(args.integer("dim"))));
    rows.put("logcumsumexp", (in, args) -> List.of(in.get(0).logcumsumexp(args.integer("dim"))));
    rows.put(
        "diff",
        (in, args) -> {
          Tensor before = in.size() > 1 ? in.get(1) : null;
          Tensor behind = in.size() > 2 ? in.get(2) : null;
          int dim = args.integer("dim", -1);
          return List.of(in.get(0).diff(args.integer("n", 1), dim, before, behind));
        });
  }

  private interface Spreading {
    MomentsOutput apply(Tensor input, int[] dims, double correction, boolean keepDim);
  }

  private static List<Tensor> moments(List<Tensor> in, Args args, Spreading function) {
    double correction = args.number("correction", 1);
    MomentsOutput found =
        function.apply(in.get(0), dims(args), correction, args.flag("keepdim", false));
    return List.of(found.spread(), found.mean());
  }
}
