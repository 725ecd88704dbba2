package dev.forja.conformance;

import static java.util.Objects.requireNonNull;

import dev.forja.conformance.FunctionCases.Function;
import dev.forja.op.ScatterKind;
import dev.forja.tensor.Index;
import dev.forja.tensor.Interpolation;
import dev.forja.tensor.Ranked;
import dev.forja.tensor.Tensor;
import dev.forja.tensor.UniqueOutput;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Functions of torch that order elements, or write to some of them. */
final class PlaceTable {
  private final Map<String, Function> rows = new HashMap<>();

  private PlaceTable() {}

  static Map<String, Function> rows() {
    PlaceTable table = new PlaceTable();
    table.order();
    table.counts();
    table.scattering();
    table.puts();
    return table.rows;
  }

  private interface Ranking {
    Ranked apply(Tensor input, int dim, boolean keepDim);
  }

  private static List<Tensor> ranked(Ranked ranked) {
    return List.of(ranked.values(), ranked.indices());
  }

  private void along(String name, Ranking function) {
    rows.put(
        name,
        (in, args) ->
            ranked(function.apply(in.get(0), args.integer("dim"), args.flag("keepdim", false))));
  }

  private void order() {
    along("cummax", (x, dim, _) -> x.cummax(dim));
    along("cummin", (x, dim, _) -> x.cummin(dim));
    along("mode", Tensor::mode);
    along("median", Tensor::median);
    along("nanmedian", Tensor::nanmedian);
    Function median = requireNonNull(rows.get("median"));
    rows.put(
        "median",
        (in, args) -> args.has("dim") ? median.apply(in, args) : List.of(in.get(0).median()));
    Function nanmedian = requireNonNull(rows.get("nanmedian"));
    rows.put(
        "nanmedian",
        (in, args) -> args.has("dim") ? nanmedian.apply(in, args) : List.of(in.get(0).nanmedian()));
    rows.put(
        "kthvalue",
        (in, args) -> {
          boolean keep = args.flag("keepdim", false);
          return ranked(in.get(0).kthvalue(args.integer("k"), args.integer("dim"), keep));
        });
    rows.put("msort", (in, _) -> List.of(in.get(0).msort()));
    rows.put("quantile", (in, args) -> quantile(in, args, false));
    rows.put("nanquantile", (in, args) -> quantile(in, args, true));
    rows.put(
        "searchsorted",
        (in, args) -> List.of(in.get(0).searchsorted(in.get(1), args.flag("right", false))));
    rows.put(
        "bucketize",
        (in, args) -> List.of(in.get(0).bucketize(in.get(1), args.flag("right", false))));
  }

  private static List<Tensor> quantile(List<Tensor> in, Args args, boolean skipNan) {
    Tensor q = in.size() > 1 ? in.get(1) : Tensor.scalar(args.number("q"));
    Integer dim = args.integerOrNull("dim");
    boolean keep = args.flag("keepdim", false);
    Interpolation way = args.option("interpolation", Interpolation.LINEAR);
    Tensor x = in.get(0);
    return List.of(skipNan ? x.nanquantile(q, dim, keep, way) : x.quantile(q, dim, keep, way));
  }

  private void counts() {
    rows.put(
        "histc",
        (in, args) ->
            List.of(
                in.get(0)
                    .histc(args.integer("bins"), args.number("min", 0), args.number("max", 0))));
    rows.put(
        "bincount",
        (in, args) ->
            List.of(
                in.get(0)
                    .bincount(in.size() > 1 ? in.get(1) : null, args.integer("minlength", 0))));
    rows.put(
        "unique",
        (in, args) ->
            unique(args.has("dim") ? in.get(0).unique(args.integer("dim")) : in.get(0).unique()));
    rows.put(
        "unique_consecutive",
        (in, args) ->
            unique(
                args.has("dim")
                    ? in.get(0).uniqueConsecutive(args.integer("dim"))
                    : in.get(0).uniqueConsecutive()));
    rows.put("nonzero", (in, _) -> List.of(in.get(0).nonzero()));
  }

  private static List<Tensor> unique(UniqueOutput found) {
    return List.of(found.values(), found.inverse(), found.counts());
  }

  private void scattering() {
    rows.put(
        "scatter",
        (in, args) ->
            List.of(
                in.size() > 2
                    ? in.get(0).scatter(args.integer("dim"), in.get(1), in.get(2))
                    : in.get(0).scatter(args.integer("dim"), in.get(1), args.number("value"))));
    rows.put(
        "scatter_reduce",
        (in, args) ->
            List.of(
                in.get(0)
                    .scatterReduce(
                        args.integer("dim"),
                        in.get(1),
                        in.get(2),
                        args.option("reduce", ScatterKind.SUM),
                        args.flag("include_self", true))));
    rows.put(
        "index_reduce",
        (in, args) -> {
          long[] places = Arrays.stream(args.integers("index")).asLongStream().toArray();
          return List.of(
              in.get(0)
                  .indexReduce(
                      args.integer("dim"),
                      Tensor.of(places),
                      in.get(1),
                      args.option("reduce", ScatterKind.SUM),
                      args.flag("include_self", true)));
        });
    rows.put(
        "index_add",
        (in, args) ->
            List.of(
                in.get(0)
                    .indexAdd(args.integer("dim"), in.get(1), in.get(2), args.number("alpha", 1))));
    rows.put(
        "index_copy",
        (in, args) -> List.of(in.get(0).indexCopy(args.integer("dim"), in.get(1), in.get(2))));
    rows.put(
        "index_fill",
        (in, args) ->
            List.of(in.get(0).indexFill(args.integer("dim"), in.get(1), args.number("value"))));
  }

  private void puts() {
    rows.put(
        "index_put",
        (in, args) -> {
          boolean mask = in.get(1).dtype() == dev.forja.array.DType.BOOL;
          Index index = mask ? Index.where(in.get(1)) : Index.places(in.get(1));
          return List.of(in.get(0).indexPut(in.get(2), args.flag("accumulate", false), index));
        });
    rows.put(
        "put",
        (in, args) -> List.of(in.get(0).put(in.get(1), in.get(2), args.flag("accumulate", false))));
    rows.put("take", (in, _) -> List.of(in.get(0).take(in.get(1))));
    rows.put(
        "take_along_dim",
        (in, args) -> List.of(in.get(0).takeAlongDim(in.get(1), args.integer("dim"))));
    rows.put("masked_scatter", (in, _) -> List.of(in.get(0).maskedScatter(in.get(1), in.get(2))));
    rows.put("masked_select", (in, _) -> List.of(in.get(0).maskedSelect(in.get(1))));
    rows.put(
        "select_scatter",
        (in, args) ->
            List.of(
                in.get(0).selectScatter(in.get(1), args.integer("dim"), args.integer("index"))));
    rows.put(
        "slice_scatter",
        (in, args) ->
            List.of(
                in.get(0)
                    .sliceScatter(
                        in.get(1),
                        args.integer("dim"),
                        args.integer("start"),
                        args.integer("end"),
                        args.integer("step"))));
    rows.put(
        "diagonal_scatter",
        (in, args) -> List.of(in.get(0).diagonalScatter(in.get(1), args.integer("offset"), 0, 1)));
  }
}
