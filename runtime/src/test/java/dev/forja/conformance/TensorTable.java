package dev.forja.conformance;

import dev.forja.conformance.FunctionCases.Function;
import dev.forja.tensor.FourierNorm;
import dev.forja.tensor.PaddingMode;
import dev.forja.tensor.StftOptions;
import dev.forja.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/** Functions of torch that multiply and arrange tensors, make them, and transform signals. */
final class TensorTable {
  private final Map<String, Function> rows = new HashMap<>();

  private TensorTable() {}

  static Map<String, Function> rows() {
    TensorTable table = new TensorTable();
    table.products();
    table.matrices();
    table.arrangement();
    table.ranges();
    table.spectra();
    return table.rows;
  }

  private void pair(String name, BinaryOperator<Tensor> function) {
    rows.put(name, (in, _) -> List.of(function.apply(in.get(0), in.get(1))));
  }

  private interface Summing {
    Tensor apply(Tensor base, Tensor first, Tensor second, double beta, double alpha);
  }

  private void summing(String name, Summing function) {
    rows.put(
        name,
        (in, args) ->
            List.of(
                function.apply(
                    in.get(0), in.get(1), in.get(2), args.number("beta"), args.number("alpha"))));
  }

  private void products() {
    pair("mm", Tensor::mm);
    pair("bmm", Tensor::bmm);
    pair("mv", Tensor::mv);
    pair("dot", Tensor::dot);
    pair("inner", Tensor::inner);
    pair("outer", Tensor::outer);
    pair("kron", Tensor::kron);
    summing("addmm", Tensor::addmm);
    summing("addmv", Tensor::addmv);
    summing("baddbmm", Tensor::baddbmm);
    summing("addbmm", Tensor::addbmm);
    summing("addr", Tensor::addr);
    rows.put("cross", (in, args) -> List.of(in.get(0).cross(in.get(1), args.integer("dim"))));
    rows.put(
        "tensordot",
        (in, args) -> {
          if (!args.isList("dims")) {
            return List.of(in.get(0).tensordot(in.get(1), args.integer("dims")));
          }
          List<?> dims = args.list("dims");
          return List.of(
              in.get(0).tensordot(in.get(1), integers(dims.get(0)), integers(dims.get(1))));
        });
    rows.put("cdist", (in, args) -> List.of(in.get(0).cdist(in.get(1), args.number("p"))));
    rows.put("pdist", (in, args) -> List.of(in.get(0).pdist(args.number("p"))));
    rows.put("dist", (in, args) -> List.of(in.get(0).dist(in.get(1), args.number("p"))));
  }

  private static int[] integers(Object list) {
    return ((List<?>) list).stream().mapToInt(each -> Math.toIntExact((Long) each)).toArray();
  }

  private void matrices() {
    rows.put("matrix_power", (in, args) -> List.of(in.get(0).matrixPower(args.integer("n"))));
    rows.put("diag", (in, args) -> List.of(in.get(0).diag(args.integer("diagonal"))));
    rows.put("diagflat", (in, args) -> List.of(in.get(0).diagflat(args.integer("offset"))));
    rows.put(
        "diagonal",
        (in, args) ->
            List.of(
                in.get(0)
                    .diagonal(args.integer("offset"), args.integer("dim1"), args.integer("dim2"))));
    rows.put(
        "diag_embed",
        (in, args) ->
            List.of(
                in.get(0)
                    .diagEmbed(
                        args.integer("offset"), args.integer("dim1"), args.integer("dim2"))));
    rows.put("trace", (in, _) -> List.of(in.get(0).trace()));
    rows.put(
        "cov",
        (in, args) -> {
          Tensor frequencies = in.size() > 1 ? in.get(1) : null;
          Tensor weights = in.size() > 2 ? in.get(2) : null;
          return List.of(in.get(0).cov(args.integer("correction", 1), frequencies, weights));
        });
    rows.put("corrcoef", (in, _) -> List.of(in.get(0).corrcoef()));
    rows.put("block_diag", (in, _) -> List.of(Tensor.blockDiag(in.toArray(Tensor[]::new))));
  }

  private void arrangement() {
    rows.put("repeat", (in, args) -> List.of(in.get(0).repeat(args.integers("repeats"))));
    rows.put("tile", (in, args) -> List.of(in.get(0).tile(args.integers("dims"))));
    rows.put(
        "repeat_interleave",
        (in, args) -> {
          if (in.size() > 1) {
            return List.of(in.get(0).repeatInterleave(in.get(1), args.integer("dim")));
          }
          int repeats = args.integer("repeats");
          return List.of(
              args.has("dim")
                  ? in.get(0).repeatInterleave(repeats, args.integer("dim"))
                  : in.get(0).repeatInterleave(repeats));
        });
    rows.put(
        "rot90",
        (in, args) -> {
          int[] dims = args.integers("dims");
          return List.of(in.get(0).rot90(args.integer("k"), dims[0], dims[1]));
        });
    rows.put("fliplr", (in, _) -> List.of(in.get(0).fliplr()));
    rows.put("flipud", (in, _) -> List.of(in.get(0).flipud()));
    rows.put(
        "movedim",
        (in, args) ->
            List.of(in.get(0).movedim(args.integers("source"), args.integers("destination"))));
    rows.put(
        "unfold",
        (in, args) ->
            List.of(
                in.get(0)
                    .unfold(
                        args.integer("dimension"), args.integer("size"), args.integer("step"))));
    rows.put(
        "unflatten",
        (in, args) -> List.of(in.get(0).unflatten(args.integer("dim"), args.integers("sizes"))));
    String parts = "indices_or_sections";
    rows.put(
        "tensor_split",
        (in, args) ->
            args.isList(parts)
                ? in.get(0).tensorSplit(args.integers(parts), args.integer("dim"))
                : in.get(0).tensorSplit(args.integer(parts), args.integer("dim")));
    rows.put("meshgrid", (in, _) -> Tensor.meshgrid(in.toArray(Tensor[]::new)));
  }

  private void ranges() {
    rows.put("eye", (_, args) -> List.of(Tensor.eye(args.integer("n"), args.integer("m"))));
    rows.put(
        "arange",
        (_, args) -> {
          double start = args.number("start");
          double end = args.number("end");
          double step = args.number("step");
          boolean whole = step == Math.rint(step);
          return List.of(
              whole
                  ? Tensor.arange((long) start, (long) end, (long) step)
                  : Tensor.arange(start, end, step));
        });
    rows.put(
        "linspace",
        (_, args) ->
            List.of(
                Tensor.linspace(args.number("start"), args.number("end"), args.integer("steps"))));
    rows.put(
        "logspace",
        (_, args) ->
            List.of(
                Tensor.logspace(
                    args.number("start"),
                    args.number("end"),
                    args.integer("steps"),
                    args.number("base"))));
  }

  private interface Transforming {
    Tensor apply(Tensor input, @Nullable Integer n, int dim, FourierNorm norm);
  }

  private void transform(String name, Transforming function) {
    rows.put(
        name,
        (in, args) ->
            List.of(
                function.apply(
                    in.get(0),
                    args.integerOrNull("n"),
                    args.integer("dim", -1),
                    args.option("norm", FourierNorm.BACKWARD))));
  }

  private void spectra() {
    transform("rfft", Tensor::rfft);
    transform("irfft", Tensor::irfft);
    transform("fft", Tensor::fft);
    transform("ifft", Tensor::ifft);
    rows.put("stft", (in, args) -> List.of(in.get(0).stft(options(in, args))));
    rows.put(
        "istft",
        (in, args) -> List.of(in.get(0).istft(options(in, args), args.integerOrNull("length"))));
  }

  private static StftOptions options(List<Tensor> in, Args args) {
    StftOptions options =
        StftOptions.of(args.integer("n_fft"))
            .withWindow(in.size() > 1 ? in.get(1) : null)
            .withCenter(args.flag("center", true))
            .withNormalized(args.flag("normalized", false))
            .withOnesided(args.flag("onesided", true));
    if (args.has("pad_mode")) {
      boolean zeros = args.text("pad_mode", "").equals("constant");
      options = options.withPadMode(zeros ? PaddingMode.ZEROS : PaddingMode.REFLECT);
    }
    options = args.has("hop_length") ? options.withHopLength(args.integer("hop_length")) : options;
    return args.has("win_length") ? options.withWinLength(args.integer("win_length")) : options;
  }
}
