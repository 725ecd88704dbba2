package dev.forja.conformance;

import static java.util.Map.entry;
import static java.util.Objects.requireNonNull;

import dev.forja.conformance.FunctionCases.Function;
import dev.forja.conformance.LayerCases.Layer;
import dev.forja.conformance.LayerCases.Row;
import dev.forja.nn.AdaptiveLogSoftmaxWithLoss;
import dev.forja.nn.AdaptiveOutput;
import dev.forja.op.CrossEntropyOp;
import dev.forja.op.Reduction;
import dev.forja.tensor.EighOutput;
import dev.forja.tensor.GridMode;
import dev.forja.tensor.GridPadding;
import dev.forja.tensor.QrOutput;
import dev.forja.tensor.SlogdetOutput;
import dev.forja.tensor.SvdOutput;
import dev.forja.tensor.Tensor;
import dev.forja.tensor.ValuesAndIndices;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/** Decompositions, sampling at computed points, and pools at random places. */
final class MatrixTable {
  static final Map<String, Row> LAYERS =
      Map.ofEntries(entry("AdaptiveLogSoftmaxWithLoss", MatrixTable::adaptive));

  private final Map<String, Function> rows = new HashMap<>();

  private MatrixTable() {}

  static Map<String, Function> rows() {
    MatrixTable table = new MatrixTable();
    table.matrices();
    table.places();
    table.joined();
    return table.rows;
  }

  private void one(String name, UnaryOperator<Tensor> function) {
    rows.put(name, (in, _) -> List.of(function.apply(in.get(0))));
  }

  private void two(String name, BinaryOperator<Tensor> function) {
    rows.put(name, (in, _) -> List.of(function.apply(in.get(0), in.get(1))));
  }

  private static Tensor sandwich(Tensor left, Tensor values, Tensor right) {
    return left.mul(values.unsqueeze(-2)).matmul(right);
  }

  private void matrices() {
    one("cholesky", a -> a.add(a.transpose(-2, -1)).div(2).cholesky());
    one("inverse", Tensor::inverse);
    one("det", Tensor::det);
    one("logdet", Tensor::logdet);
    one("matrix_exp", Tensor::matrixExp);
    one("eigvalsh", a -> symmetric(a).eigvalsh());
    one("svdvals", Tensor::svdvals);
    one("pinv", Tensor::pinv);
    two("lstsq", Tensor::lstsq);
    two("solve", Tensor::solve);
    two("cholesky_solve", (b, a) -> a.tril(0).choleskySolve(b));
    rows.put(
        "solve_triangular",
        (in, args) -> List.of(in.get(0).solveTriangular(in.get(1), args.flag("upper", false))));
    rows.put(
        "slogdet",
        (in, _) -> {
          SlogdetOutput output = in.get(0).slogdet();
          return List.of(output.sign(), output.logabsdet());
        });
    rows.put(
        "qr",
        (in, _) -> {
          QrOutput output = in.get(0).qr();
          return List.of(output.q(), output.r());
        });
    rows.put(
        "qr_complete",
        (in, _) -> {
          QrOutput output = in.get(0).qr(true);
          int columns = Math.min(in.get(0).size(-2), in.get(0).size(-1));
          return List.of(
              output.q().narrow(-1, 0, columns), output.r(), beyond(output.q(), columns));
        });
    rows.put(
        "svd_full",
        (in, _) -> {
          SvdOutput output = in.get(0).svd(true);
          Tensor s = output.s();
          Tensor v = output.vh().transpose(-2, -1);
          int count = s.size(-1);
          Tensor inner =
              sandwich(output.u().narrow(-1, 0, count), s.sin(), output.vh().narrow(-2, 0, count));
          return List.of(s, inner, beyond(output.u(), count), beyond(v, count));
        });
    rows.put(
        "eigh",
        (in, _) -> {
          EighOutput output = symmetric(in.get(0)).eigh();
          Tensor w = output.eigenvalues();
          Tensor v = output.eigenvectors();
          return List.of(w, sandwich(v, w.sin(), v.transpose(-2, -1)));
        });
    rows.put(
        "svd",
        (in, _) -> {
          SvdOutput output = in.get(0).svd();
          Tensor u = output.u();
          Tensor s = output.s();
          return List.of(
              s, sandwich(u, s.sin(), output.vh()), sandwich(u, s.cos(), u.transpose(-2, -1)));
        });
  }

  /** The projection onto the columns behind the first ones, which are any that are orthonormal. */
  private static Tensor beyond(Tensor columns, int count) {
    Tensor rest = columns.detach().narrow(-1, count, columns.size(-1) - count);
    return rest.matmul(rest.transpose(-2, -1));
  }

  private static Tensor symmetric(Tensor a) {
    return a.tril(0).add(a.tril(-1).transpose(-2, -1));
  }

  private void joined() {
    rows.put(
        "conv_tbc",
        (in, args) -> List.of(in.get(0).convTbc(in.get(1), in.get(2), args.integer("pad"))));
    rows.put(
        "linear_cross_entropy",
        (in, args) -> {
          CrossEntropyOp options =
              new CrossEntropyOp(
                  args.option("reduction", Reduction.MEAN),
                  CrossEntropyOp.IGNORE_INDEX,
                  (float) args.number("label_smoothing"));
          return List.of(
              in.get(0).linearCrossEntropy(in.get(1), in.get(3), in.get(2), in.get(4), options));
        });
  }

  private void places() {
    rows.put(
        "grid_sample",
        (in, args) ->
            List.of(
                in.get(0)
                    .gridSample(
                        in.get(1),
                        args.option("mode", GridMode.BILINEAR),
                        args.option("padding_mode", GridPadding.ZEROS),
                        args.flag("align_corners", false))));
    rows.put(
        "affine_grid",
        (in, args) ->
            List.of(
                in.get(0).affineGrid(args.integers("size"), args.flag("align_corners", false))));
    rows.put(
        "normalize",
        (in, args) ->
            List.of(
                in.get(0).normalize(args.number("p"), args.integer("dim"), args.number("eps"))));
    rows.put(
        "gumbel_softmax",
        (in, args) ->
            List.of(
                in.get(0)
                    .gumbelSoftmax(
                        args.number("tau"),
                        args.flag("hard", false),
                        args.integer("dim"),
                        in.get(1))));
    rows.put("fractional_max_pool2d", (in, args) -> fractional(in, args, 2));
    rows.put("fractional_max_pool3d", (in, args) -> fractional(in, args, 3));
  }

  private static List<Tensor> fractional(List<Tensor> in, Args args, int dims) {
    var kernel = SpatialTable.size(args, "kernel_size");
    var output = SpatialTable.size(args, "output_size");
    ValuesAndIndices found =
        dims == 2
            ? in.get(0).fractionalMaxPool2dWithIndices(kernel, output, in.get(1))
            : in.get(0).fractionalMaxPool3dWithIndices(kernel, output, in.get(1));
    return List.of(found.values(), found.indices());
  }

  private static Layer adaptive(Args args) {
    AdaptiveLogSoftmaxWithLoss module =
        AdaptiveLogSoftmaxWithLoss.of(
            args.integer("in_features"),
            args.integer("n_classes"),
            args.integers("cutoffs"),
            args.number("div_value", 4),
            args.flag("head_bias", false));
    return new Layer(
        module,
        in -> {
          Tensor x = requireNonNull(in.get(0));
          AdaptiveOutput output = module.call(x, requireNonNull(in.get(1)));
          Tensor all = module.logProb(x.rank() == 1 ? x.unsqueeze(0) : x);
          return List.of(output.output(), output.loss(), all);
        });
  }
}
