package dev.forja.conformance;

import static java.util.Map.entry;

import dev.forja.conformance.FunctionCases.Function;
import dev.forja.op.Rounding;
import dev.forja.optim.GradClip;
import dev.forja.tensor.Parameter;
import dev.forja.tensor.Ranked;
import dev.forja.tensor.ScaledDotProductOptions;
import dev.forja.tensor.Tensor;
import dev.forja.tensor.ValuesAndIndices;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The functions of torch, by name. */
final class OpTable {
  private static final Map<String, Function> ROWS =
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
          entry("add", (in, args) -> one(in.get(0).add(scaled(in, args)))),
          entry("div", OpTable::div),
          entry("matmul", binary(Tensor::matmul)),
          entry("maximum", binary(Tensor::maximum)),
          entry("minimum", binary(Tensor::minimum)),
          entry("mul", (in, args) -> one(in.get(0).mul(other(in, args)))),
          entry("sub", (in, args) -> one(in.get(0).sub(scaled(in, args)))),
          entry("clamp", OpTable::clamp),
          entry("clip_grad_norm_", OpTable::clipGradNorm),
          entry("sum", reduction(Tensor::sum)),
          entry("mean", reduction(Tensor::mean)),
          entry("amax", reduction(Tensor::amax)),
          entry("amin", reduction(Tensor::amin)),
          entry("max", extremum(Tensor::max, Tensor::max, Tensor::maximum)),
          entry("min", extremum(Tensor::min, Tensor::min, Tensor::minimum)),
          entry("argmax", place(Tensor::argmax, Tensor::argmax)),
          entry("argmin", place(Tensor::argmin, Tensor::argmin)),
          entry("pow", OpTable::pow),
          entry("reshape", (in, args) -> one(in.get(0).reshape(args.integers("shape")))),
          entry("reshape_of_transpose", OpTable::reshapeOfTranspose),
          entry("transpose", (in, args) -> one(transpose(in.get(0), args))),
          entry("permute", (in, args) -> one(in.get(0).permute(args.integers("dims")))),
          entry("expand", (in, args) -> one(in.get(0).expand(args.integers("size")))),
          entry("squeeze", OpTable::squeeze),
          entry("unsqueeze", (in, args) -> one(in.get(0).unsqueeze(args.integer("dim")))),
          entry("slice", OpTable::slice),
          entry("index_select", OpTable::indexSelect),
          entry("gather", OpTable::gather),
          entry("masked_fill", OpTable::maskedFill),
          entry("one_hot", OpTable::oneHot),
          entry("where", OpTable::where),
          entry("cat", (in, args) -> one(Tensor.cat(args.integer("dim", 0), array(in)))),
          entry("stack", (in, args) -> one(Tensor.stack(args.integer("dim", 0), array(in)))),
          entry("mean_of_stack", (in, _) -> one(Tensor.stack(0, array(in)).mean(0))),
          entry("chunk", (in, args) -> in.get(0).chunk(args.integer("chunks"), dim(args))),
          entry("split", OpTable::split),
          entry("cumsum", (in, args) -> one(in.get(0).cumsum(args.integer("dim")))),
          entry("einsum", (in, args) -> one(Tensor.einsum(args.text("equation", ""), array(in)))),
          entry("flip", (in, args) -> one(in.get(0).flip(args.integers("dims")))),
          entry("roll", OpTable::roll),
          entry("logsumexp", reduction(Tensor::logsumexp)),
          entry("norm", OpTable::norm),
          entry("prod", reduction(Tensor::prod)),
          entry("std", spread(Tensor::std)),
          entry("var", spread(Tensor::variance)),
          entry("scaled_dot_product_attention", OpTable::attention),
          entry("scatter_add", OpTable::scatterAdd),
          entry("sort", OpTable::sort),
          entry("topk", OpTable::topk),
          entry("tril", (in, args) -> one(in.get(0).tril(args.integer("diagonal", 0)))),
          entry("triu", (in, args) -> one(in.get(0).triu(args.integer("diagonal", 0)))));

  static final FunctionCases CASES =
      FunctionCases.of(
          ROWS, MathTable.rows(), MatrixTable.rows(), PlaceTable.rows(), TensorTable.rows());

  private OpTable() {}

  /** A reduction over some dimensions; over all if none is given. */
  private interface Reducing {
    Tensor apply(Tensor input, int[] dims, boolean keepDim);
  }

  /** The largest or smallest element along a dimension. */
  private interface Extreme {
    ValuesAndIndices apply(Tensor input, int dim, boolean keepDim);
  }

  /** The index of the largest or smallest element along a dimension. */
  private interface Placing {
    Tensor apply(Tensor input, int dim, boolean keepDim);
  }

  /** A variance or a standard deviation. */
  private interface Spread {
    Tensor apply(Tensor input, int[] dims, double correction, boolean keepDim);
  }

  private static Function unary(UnaryOperator<Tensor> function) {
    return (in, _) -> one(function.apply(in.get(0)));
  }

  /** The second operand: a tensor, or a number under its name. */
  private static Tensor other(List<Tensor> in, Args args) {
    return in.size() > 1 ? in.get(1) : args.scalar("other");
  }

  private static List<Tensor> div(List<Tensor> in, Args args) {
    Tensor other = other(in, args);
    return one(
        args.has("rounding_mode")
            ? in.get(0).div(other, args.option("rounding_mode", Rounding.FLOOR))
            : in.get(0).div(other));
  }

  /**
   * Numbers may replace either choice; without choices, the indices at which the condition holds.
   */
  private static List<Tensor> where(List<Tensor> in, Args args) {
    if (in.size() == 3) {
      return one(Tensor.where(in.get(0), in.get(1), in.get(2)));
    }
    if (in.size() == 1 && !args.has("input") && !args.has("self")) {
      return in.get(0).nonzero().unbind(1);
    }
    boolean first = args.has("input") || args.has("self");
    Tensor chosen = first ? args.scalar("input", "self") : in.get(1);
    Tensor otherwise = args.has("other") ? args.scalar("other") : in.getLast();
    return one(Tensor.where(in.get(0), chosen, otherwise));
  }

  private static Tensor scaled(List<Tensor> in, Args args) {
    Tensor other = other(in, args);
    return args.has("alpha") ? other.mul(args.scalar("alpha")) : other;
  }

  private static Function binary(BinaryOperator<Tensor> function) {
    return (in, _) -> one(function.apply(in.get(0), in.get(1)));
  }

  private static Function reduction(Reducing function) {
    return (in, args) -> {
      return one(function.apply(in.get(0), dims(args), args.flag("keepdim", false)));
    };
  }

  private static Function spread(Spread function) {
    return (in, args) -> {
      double correction = args.number("correction", args.flag("unbiased", true) ? 1 : 0);
      return one(function.apply(in.get(0), dims(args), correction, args.flag("keepdim", false)));
    };
  }

  private static List<Tensor> norm(List<Tensor> in, Args args) {
    if (args.isText("p") && args.text("p", "").equals("nuc")) {
      throw new NoCounterpart("the norm of singular values");
    }
    double p = args.isText("p") && args.text("p", "").equals("fro") ? 2 : args.number("p", 2);
    return one(in.get(0).norm(p, dims(args), args.flag("keepdim", false)));
  }

  /** The dimensions of a reduction; none if it is over all. */
  private static int[] dims(Args args) {
    return args.has("dim") ? args.integers("dim") : new int[0];
  }

  private static int dim(Args args) {
    return args.integer("dim", 0);
  }

  private static List<Tensor> split(List<Tensor> in, Args args) {
    String sizes = "split_size_or_sections";
    return args.isList(sizes)
        ? in.get(0).split(args.integers(sizes), dim(args))
        : in.get(0).split(args.integer(sizes), dim(args));
  }

  private static List<Tensor> roll(List<Tensor> in, Args args) {
    int[] shifts = args.integers("shifts");
    return one(
        args.has("dims")
            ? in.get(0).roll(shifts, args.integers("dims"))
            : in.get(0).roll(shifts[0]));
  }

  private static List<Tensor> sort(List<Tensor> in, Args args) {
    boolean descending = args.flag("descending", false);
    args.flag("stable", false);
    return ranked(in.get(0).sort(args.integer("dim", -1), descending));
  }

  private static List<Tensor> topk(List<Tensor> in, Args args) {
    boolean largest = args.flag("largest", true);
    args.flag("sorted", true);
    return ranked(in.get(0).topk(args.integer("k"), args.integer("dim", -1), largest));
  }

  private static List<Tensor> ranked(Ranked ranked) {
    return List.of(ranked.values(), ranked.indices());
  }

  private static List<Tensor> scatterAdd(List<Tensor> in, Args args) {
    return one(in.get(0).scatterAdd(args.integer("dim"), in.get(1), in.get(2)));
  }

  private static List<Tensor> attention(List<Tensor> in, Args args) {
    if (args.number("dropout_p", 0) != 0) {
      throw new NoCounterpart("dropout, whose draws are PyTorch's own");
    }
    ScaledDotProductOptions options =
        ScaledDotProductOptions.defaults()
            .withScale(args.numberOrNull("scale"))
            .withIsCausal(args.flag("is_causal", false))
            .withEnableGqa(args.flag("enable_gqa", false));
    Tensor mask = in.size() == 4 ? in.get(3) : null;
    return one(in.get(0).scaledDotProductAttention(in.get(1), in.get(2), mask, options));
  }

  private static List<Tensor> clamp(List<Tensor> in, Args args) {
    Tensor low = args.input("min");
    Tensor high = args.input("max");
    if (low != null || high != null) {
      return one(
          in.get(0)
              .clamp(
                  low == null && args.has("min") ? args.scalar("min") : low,
                  high == null && args.has("max") ? args.scalar("max") : high));
    }
    if (in.size() > 1) {
      return one(in.get(0).clamp(in.get(1), in.size() > 2 ? in.get(2) : null));
    }
    double least = args.number("min", Double.NEGATIVE_INFINITY);
    double most = args.number("max", Double.POSITIVE_INFINITY);
    return one(in.get(0).clamp(least, most));
  }

  private static Function extremum(
      UnaryOperator<Tensor> overAll, Extreme overDim, BinaryOperator<Tensor> ofTwo) {
    return (in, args) -> {
      if (in.size() == 2) {
        return one(ofTwo.apply(in.get(0), in.get(1)));
      }
      if (!args.has("dim")) {
        return one(overAll.apply(in.get(0)));
      }
      ValuesAndIndices found =
          overDim.apply(in.get(0), args.integer("dim"), args.flag("keepdim", false));
      return List.of(found.values(), found.indices());
    };
  }

  /** If the reduction is over all elements, keepdim keeps a size of 1 for each dimension. */
  private static Function place(UnaryOperator<Tensor> overAll, Placing overDim) {
    return (in, args) -> {
      boolean keep = args.flag("keepdim", false);
      if (args.has("dim")) {
        return one(overDim.apply(in.get(0), args.integer("dim"), keep));
      }
      Tensor place = overAll.apply(in.get(0));
      int[] ones = new int[in.get(0).rank()];
      Arrays.fill(ones, 1);
      return one(keep ? place.reshape(ones) : place);
    };
  }

  private static List<Tensor> pow(List<Tensor> in, Args args) {
    if (args.has("self")) {
      return one(Tensor.scalar(args.number("self")).pow(in.get(0)));
    }
    return one(in.size() == 2 ? in.get(0).pow(in.get(1)) : in.get(0).pow(args.number("exponent")));
  }

  private static Tensor transpose(Tensor input, Args args) {
    return input.transpose(args.integer("dim0"), args.integer("dim1"));
  }

  private static List<Tensor> reshapeOfTranspose(List<Tensor> in, Args args) {
    return one(transpose(in.get(0), args).reshape(args.integers("shape")));
  }

  private static List<Tensor> squeeze(List<Tensor> in, Args args) {
    return one(args.has("dim") ? in.get(0).squeeze(args.integers("dim")) : in.get(0).squeeze());
  }

  /**
   * {@code slices} contains {@code [start, stop, step]} for each dimension; None stands for the
   * default.
   */
  private static List<Tensor> slice(List<Tensor> in, Args args) {
    Tensor output = in.get(0);
    List<?> slices = args.list("slices");
    for (int dim = 0; dim < slices.size(); dim++) {
      List<?> slice = (List<?>) slices.get(dim);
      output =
          output.slice(
              dim,
              orElse(slice.get(0), 0),
              orElse(slice.get(1), Integer.MAX_VALUE),
              orElse(slice.get(2), 1));
    }
    return one(output);
  }

  private static int orElse(@Nullable Object number, int otherwise) {
    return number == null ? otherwise : Math.toIntExact((Long) number);
  }

  private static List<Tensor> indexSelect(List<Tensor> in, Args args) {
    return one(in.get(0).indexSelect(args.integer("dim"), in.get(1)));
  }

  private static List<Tensor> gather(List<Tensor> in, Args args) {
    return one(in.get(0).gather(args.integer("dim"), in.get(1)));
  }

  private static List<Tensor> oneHot(List<Tensor> in, Args args) {
    int classes = args.integer("num_classes", -1);
    return one(classes < 0 ? in.get(0).oneHot() : in.get(0).oneHot(classes));
  }

  private static List<Tensor> maskedFill(List<Tensor> in, Args args) {
    return one(
        in.size() == 3
            ? in.get(0).maskedFill(in.get(1), in.get(2))
            : in.get(0).maskedFill(in.get(1), args.number("value")));
  }

  /**
   * The inputs are gradients; the outputs are their total norm, followed by the clipped gradients.
   */
  private static List<Tensor> clipGradNorm(List<Tensor> in, Args args) {
    List<Parameter> parameters = in.stream().map(grad -> Parameter.zeros(grad.shape())).toList();
    for (int i = 0; i < in.size(); i++) {
      parameters.get(i).setGrad(in.get(i));
    }
    args.flag("error_if_nonfinite", false);
    double norm = GradClip.norm(parameters, args.number("max_norm"), args.number("norm_type", 2));
    List<Tensor> outputs = new ArrayList<>(List.of(Tensor.scalar(norm)));
    parameters.forEach(parameter -> outputs.add(Objects.requireNonNull(parameter.grad())));
    return outputs;
  }

  private static List<Tensor> one(Tensor output) {
    return List.of(output);
  }

  private static Tensor[] array(List<Tensor> tensors) {
    return tensors.toArray(Tensor[]::new);
  }
}
