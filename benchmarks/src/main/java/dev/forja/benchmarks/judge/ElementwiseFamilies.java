package dev.forja.benchmarks.judge;

import dev.forja.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/** Functions of each element, and activations. */
final class ElementwiseFamilies {
  private final List<Family> families = new ArrayList<>();

  private ElementwiseFamilies() {}

  static List<Family> all() {
    ElementwiseFamilies made = new ElementwiseFamilies();
    made.functions();
    made.activations();
    made.pairs();
    return made.families;
  }

  private void unary(String name, UnaryOperator<Tensor> forja) {
    families.add(
        new Family(
            name,
            draw -> {
              Tensor x = draw.leaf(draw.shape(draw.count(0, 4), 9));
              return Trial.of(
                  "torch." + name + "(a0)", List.of(x), in -> forja.apply(in.getFirst()));
            }));
  }

  private void positive(String name, UnaryOperator<Tensor> forja) {
    families.add(
        new Family(
            name,
            draw -> {
              Tensor x = draw.between(0.1, 5, draw.shape(draw.count(0, 4), 9));
              return Trial.of(
                  "torch." + name + "(a0)", List.of(x), in -> forja.apply(in.getFirst()));
            }));
  }

  private void functions() {
    unary("abs", Tensor::abs);
    unary("neg", Tensor::neg);
    unary("exp", Tensor::exp);
    unary("sin", Tensor::sin);
    unary("cos", Tensor::cos);
    unary("tanh", Tensor::tanh);
    unary("sigmoid", Tensor::sigmoid);
    unary("erf", Tensor::erf);
    unary("square", Tensor::square);
    positive("log", Tensor::log);
    positive("sqrt", Tensor::sqrt);
    positive("rsqrt", Tensor::rsqrt);
    positive("reciprocal", Tensor::reciprocal);
  }

  private void activations() {
    unary("relu", Tensor::relu);
    unary("relu6", Tensor::relu6);
    unary("selu", Tensor::selu);
    unary("silu", Tensor::silu);
    unary("mish", Tensor::mish);
    unary("gelu", Tensor::gelu);
    unary("hardswish", Tensor::hardswish);
    unary("hardsigmoid", Tensor::hardsigmoid);
    families.add(
        Family.ofOption("leaky_relu", "torch.leaky_relu(a0, %s)", 0, 0.5, Tensor::leakyRelu));
    families.add(Family.ofOption("elu", "torch.elu(a0, %s)", 0.5, 2, Tensor::elu));
    families.add(
        Family.ofOption(
            "softplus", "torch.softplus(a0, %s, 20.)", 0.5, 3, (x, b) -> x.softplus(b, 20)));
    families.add(
        Family.ofOption(
            "hardtanh", "torch.hardtanh(a0, -0.5, %s)", 0.1, 2, (x, b) -> x.hardtanh(-0.5, b)));
    families.add(
        Family.ofOption("clamp", "torch.clamp(a0, -0.5, %s)", 0.1, 2, (x, b) -> x.clamp(-0.5, b)));
    families.add(Family.ofOption("clamp_min", "torch.clamp_min(a0, %s)", -1, 1, Tensor::clampMin));
    families.add(
        Family.ofOption(
            "gelu_tanh", "torch.gelu(a0, approximate=\"tanh\")", 0, 1, (x, _) -> x.geluTanh()));
    families.add(
        new Family(
            "pow",
            draw -> {
              Tensor x = draw.between(0.2, 3, draw.shape(3, 7));
              double exponent = draw.of(-2.0, -0.5, 0.5, 1.0, 2.0, 3.0, 2.5);
              return Trial.of(
                  "torch.pow(a0, " + exponent + ")", List.of(x), in -> in.getFirst().pow(exponent));
            }));
    families.add(
        new Family(
            "prelu",
            draw -> {
              int[] shape = draw.shape(draw.count(2, 4), 6);
              Tensor weight = draw.leaf(draw.flag() ? shape[1] : 1);
              return Trial.of(
                  "torch.prelu(a0, a1)",
                  List.of(draw.leaf(shape), weight),
                  in -> in.get(0).prelu(in.get(1)));
            }));
    families.add(
        new Family(
            "glu",
            draw -> {
              int[] shape = draw.shape(3, 6);
              int dim = draw.count(-3, 2);
              shape[Math.floorMod(dim, 3)] *= 2;
              return Trial.of(
                  "torch.glu(a0, " + dim + ")",
                  List.of(draw.leaf(shape)),
                  in -> in.getFirst().glu(dim));
            }));
  }

  private void pairs() {
    pair("add", Tensor::add);
    pair("sub", Tensor::sub);
    pair("mul", Tensor::mul);
    pair("div", Tensor::div);
    pair("maximum", Tensor::maximum);
    pair("minimum", Tensor::minimum);
    pair("pow", Tensor::pow);
  }

  private void pair(String name, BinaryOperator<Tensor> forja) {
    families.add(
        new Family(
            name + " of two",
            draw -> {
              int[] shape = draw.shape(draw.count(1, 4), 6);
              Tensor a = draw.between(0.3, 3, shape);
              Tensor b = draw.between(0.3, 3, draw.broadcastable(shape));
              boolean turned = draw.flag();
              return Trial.of(
                  "torch." + name + "(a0, a1)",
                  turned ? List.of(b, a) : List.of(a, b),
                  in -> forja.apply(in.get(0), in.get(1)));
            }));
  }
}
