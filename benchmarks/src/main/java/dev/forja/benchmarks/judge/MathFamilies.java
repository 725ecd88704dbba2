package dev.forja.benchmarks.judge;

import dev.forja.array.DType;
import dev.forja.op.Rounding;
import dev.forja.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/** Further functions of each element: of one number, of two, of three, and comparisons. */
final class MathFamilies {
  private final List<Family> families = new ArrayList<>();

  private MathFamilies() {}

  static List<Family> all() {
    MathFamilies made = new MathFamilies();
    made.functions();
    made.special();
    made.activations();
    made.pairs();
    made.options();
    made.comparisons();
    return made.families;
  }

  private void unary(String code, double low, double high, UnaryOperator<Tensor> forja) {
    families.add(
        new Family(
            code.substring(0, code.indexOf('(')),
            draw ->
                Trial.of(
                    "torch." + code,
                    List.of(draw.between(low, high, draw.shape(draw.count(0, 4), 9))),
                    in -> forja.apply(in.getFirst()))));
  }

  private void functions() {
    unary("floor(a0)", -5, 5, Tensor::floor);
    unary("ceil(a0)", -5, 5, Tensor::ceil);
    unary("round(a0)", -5, 5, Tensor::round);
    unary("trunc(a0)", -5, 5, Tensor::trunc);
    unary("frac(a0)", -5, 5, Tensor::frac);
    unary("sign(a0)", -5, 5, Tensor::sign);
    unary("log1p(a0)", -0.8, 5, Tensor::log1p);
    unary("expm1(a0)", -3, 3, Tensor::expm1);
    unary("log2(a0)", 0.1, 9, Tensor::log2);
    unary("log10(a0)", 0.1, 9, Tensor::log10);
    unary("exp2(a0)", -4, 4, Tensor::exp2);
    unary("tan(a0)", -1.2, 1.2, Tensor::tan);
    unary("asin(a0)", -0.9, 0.9, Tensor::asin);
    unary("acos(a0)", -0.9, 0.9, Tensor::acos);
    unary("atan(a0)", -5, 5, Tensor::atan);
    unary("sinh(a0)", -3, 3, Tensor::sinh);
    unary("cosh(a0)", -3, 3, Tensor::cosh);
    unary("asinh(a0)", -5, 5, Tensor::asinh);
    unary("acosh(a0)", 1.1, 5, Tensor::acosh);
    unary("atanh(a0)", -0.9, 0.9, Tensor::atanh);
    unary("deg2rad(a0)", -360, 360, Tensor::deg2rad);
    unary("rad2deg(a0)", -6, 6, Tensor::rad2deg);
    unary("nan_to_num(a0)", -5, 5, Tensor::nanToNum);
  }

  private void special() {
    unary("erfc(a0)", -3, 3, Tensor::erfc);
    unary("erfinv(a0)", -0.9, 0.9, Tensor::erfinv);
    unary("lgamma(a0)", 0.2, 6, Tensor::lgamma);
    unary("digamma(a0)", 0.3, 6, Tensor::digamma);
    unary("i0(a0)", -4, 4, Tensor::i0);
    unary("sinc(a0)", 0.2, 3, Tensor::sinc);
    unary("logit(a0)", 0.05, 0.95, Tensor::logit);
    unary("mvlgamma(a0, 2)", 1.2, 6, x -> x.mvlgamma(2));
    families.add(
        new Family(
            "polygamma",
            draw -> {
              int n = draw.count(1, 3);
              return Trial.of(
                  "torch.polygamma(" + n + ", a0)",
                  List.of(draw.between(0.5, 6, draw.shape(2, 6))),
                  in -> in.getFirst().polygamma(n));
            }));
  }

  private void activations() {
    unary("softsign(a0)".replace("softsign", "log_sigmoid"), -5, 5, Tensor::logSigmoid);
    unary("tanh(a0)", -3, 3, Tensor::tanh);
    families.add(
        new Family(
            "tanhshrink and softsign",
            draw ->
                new Trial(
                    "s = torch.div(a0, torch.add(torch.abs(a0), 1))\n"
                        + "y = torch.add(torch.sub(a0, torch.tanh(a0)), s)",
                    List.of(draw.leaf(draw.shape(2, 8))),
                    in -> in.getFirst().tanhshrink().add(in.getFirst().softsign()))));
    families.add(Family.ofOption("celu", "torch.celu(a0, %s)", 0.5, 2, Tensor::celu));
    families.add(
        Family.ofOption("hardshrink", "torch.hardshrink(a0, %s)", 0.2, 1, Tensor::hardshrink));
    families.add(
        Family.ofOption("softshrink", "torch.softshrink(a0, %s)", 0.2, 1, Tensor::softshrink));
    families.add(
        Family.ofOption(
            "threshold", "torch.threshold(a0, %s, 0.3)", -1, 1, (x, v) -> x.threshold(v, 0.3)));
    families.add(
        Family.ofOption(
            "rrelu, evaluating",
            "torch.rrelu(a0, 0.1, %s)",
            0.2,
            0.9,
            (x, v) -> x.leakyRelu((float) ((0.1 + v) / 2))));
  }

  private void pair(
      String name, double low, double high, boolean differentiable, BinaryOperator<Tensor> forja) {
    families.add(
        new Family(
            name,
            draw -> {
              int[] shape = draw.shape(draw.count(1, 4), 6);
              int[] other = draw.broadcastable(shape);
              boolean turned = draw.flag();
              Tensor a = draw.uniform(low, high, turned ? other : shape);
              Tensor b = draw.uniform(low, high, turned ? shape : other);
              return Trial.of(
                  "torch." + name + "(a0, a1)",
                  List.of(a.requiresGrad(differentiable), b.requiresGrad(differentiable)),
                  in -> forja.apply(in.get(0), in.get(1)));
            }));
  }

  private void pairs() {
    pair("atan2", -3, 3, true, Tensor::atan2);
    pair("hypot", -3, 3, true, Tensor::hypot);
    pair("copysign", -3, 3, false, Tensor::copysign);
    pair("fmax", -3, 3, true, Tensor::fmax);
    pair("fmin", -3, 3, true, Tensor::fmin);
    pair("logaddexp", -3, 3, true, Tensor::logaddexp);
    pair("logaddexp2", -3, 3, true, Tensor::logaddexp2);
    pair("xlogy", 0.1, 3, true, Tensor::xlogy);
    pair("nextafter", -3, 3, false, Tensor::nextafter);
    pair("heaviside", -3, 3, false, Tensor::heaviside);
    pair("igamma", 0.2, 5, false, Tensor::igamma);
    pair("igammac", 0.2, 5, false, Tensor::igammac);
    pair("ldexp", -3, 3, false, (x, y) -> x.ldexp(y));
    quotient("fmod", Tensor::fmod);
    quotient("remainder", Tensor::remainder);
    quotient("floor_divide", Tensor::floorDivide);
    integers("gcd", Tensor::gcd);
    integers("lcm", Tensor::lcm);
    integers("bitwise_and", Tensor::bitwiseAnd);
    integers("bitwise_or", Tensor::bitwiseOr);
    integers("bitwise_xor", Tensor::bitwiseXor);
    integers("bitwise_left_shift", Tensor::bitwiseLeftShift);
    integers("bitwise_right_shift", Tensor::bitwiseRightShift);
  }

  /** Multiples of a quarter, whose quotients are exact or far from an integer. */
  private void quotient(String name, BinaryOperator<Tensor> forja) {
    families.add(
        new Family(
            name,
            draw -> {
              int[] shape = draw.shape(draw.count(1, 3), 6);
              Tensor a = draw.places(41, shape).to(DType.F32).sub(20).mul(0.25).detach();
              Tensor b = draw.places(9, shape).to(DType.F32).add(1).mul(0.5).detach();
              Tensor signs = draw.flags(shape).to(DType.F32).mul(2).sub(1);
              return Trial.of(
                  "torch." + name + "(a0, a1)",
                  List.of(a, b.mul(signs).detach()),
                  in -> forja.apply(in.get(0), in.get(1)));
            }));
  }

  private void integers(String name, BinaryOperator<Tensor> forja) {
    families.add(
        new Family(
            name,
            draw -> {
              int[] shape = draw.shape(draw.count(1, 3), 6);
              return Trial.of(
                  "torch.to(torch." + name + "(a0, a1), 6)",
                  List.of(draw.places(50, shape), draw.places(8, draw.broadcastable(shape))),
                  in -> forja.apply(in.get(0), in.get(1)).to(DType.F32));
            }));
  }

  private void options() {
    families.add(Family.ofOption("clamp_max", "torch.clamp_max(a0, %s)", -1, 1, Tensor::clampMax));
    families.add(Family.ofOption("rsub", "torch.rsub(a0, %s)", -1, 1, Tensor::rsub));
    families.add(
        Family.ofOption(
            "logit eps",
            "torch.logit(torch.sigmoid(a0), %s)",
            0.1,
            0.3,
            (x, e) -> x.sigmoid().logit(e)));
    families.add(
        Family.ofOption(
            "div trunc",
            "torch.div(a0, %s, rounding_mode=\"trunc\")",
            0.5,
            2,
            (x, v) -> x.div(v, Rounding.TRUNC)));
    families.add(
        Family.ofOption(
            "lerp", "torch.lerp(a0, torch.square(a0), %s)", 0, 1, (x, v) -> x.lerp(x.square(), v)));
    three("lerp of three", "torch.lerp(a0, a1, a2)", (x, y, z) -> x.lerp(y, z));
    three("addcmul", "torch.addcmul(a0, a1, a2, value=0.5)", (x, y, z) -> x.addcmul(y, z, 0.5));
    three("addcdiv", "torch.addcdiv(a0, a1, a2, value=0.5)", (x, y, z) -> x.addcdiv(y, z, 0.5));
    three("clamp of three", "torch.clamp(a0, a1, a2)", Tensor::clamp);
  }

  private interface Ternary {
    Tensor apply(Tensor x, Tensor y, Tensor z);
  }

  private void three(String name, String code, Ternary forja) {
    families.add(
        new Family(
            name,
            draw -> {
              int[] shape = draw.shape(3, 5);
              return Trial.of(
                  code,
                  List.of(
                      draw.between(0.3, 3, shape),
                      draw.between(0.3, 3, draw.broadcastable(shape)),
                      draw.between(0.3, 3, draw.broadcastable(shape))),
                  in -> forja.apply(in.get(0), in.get(1), in.get(2)));
            }));
  }

  private void compare(String name, BinaryOperator<Tensor> forja) {
    families.add(
        new Family(
            name,
            draw -> {
              int[] shape = draw.shape(draw.count(1, 3), 6);
              Tensor a = draw.places(4, shape).to(DType.F32).detach();
              Tensor b = draw.places(4, draw.broadcastable(shape)).to(DType.F32).detach();
              return Trial.of(
                  "torch.to(torch." + name + "(a0, a1), 6)",
                  List.of(a, b),
                  in -> forja.apply(in.get(0), in.get(1)).to(DType.F32));
            }));
  }

  private void comparisons() {
    compare("eq", Tensor::eq);
    compare("ne", Tensor::ne);
    compare("lt", Tensor::lt);
    compare("le", Tensor::le);
    compare("gt", Tensor::gt);
    compare("ge", Tensor::ge);
    compare("logical_and", Tensor::logicalAnd);
    compare("logical_or", Tensor::logicalOr);
    compare("logical_xor", Tensor::logicalXor);
    compare("isclose", (x, y) -> x.isclose(y, 1e-5, 1e-8));
  }
}
