package dev.forja.benchmarks.judge;

import dev.forja.op.ScatterKind;
import dev.forja.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Writing to and reading from places that tensors or dimensions name. */
final class ScatterFamilies {
  private final List<Family> families = new ArrayList<>();

  private ScatterFamilies() {}

  static List<Family> all() {
    ScatterFamilies made = new ScatterFamilies();
    made.scatters();
    made.indexes();
    made.places();
    made.parts();
    made.arrangements();
    return made.families;
  }

  private void family(String name, Function<Draw, Trial> make) {
    families.add(new Family(name, make));
  }

  private static String yes(boolean value) {
    return value ? "True" : "False";
  }

  /** Different places along a dimension, no more than there are. */
  private static Tensor different(Draw draw, int[] shape, int dim, int count) {
    Tensor order = draw.uniform(0, 1, shape).argsort(dim, false);
    return order.narrow(dim, 0, count).contiguous();
  }

  private static int[] resized(int[] shape, int dim, int size) {
    int[] other = shape.clone();
    other[dim] = size;
    return other;
  }

  private void scatters() {
    family(
        "scatter",
        draw -> {
          int[] s = draw.shape(3, 5);
          int dim = draw.count(0, 2);
          int n = draw.count(1, s[dim]);
          return Trial.of(
              "torch.scatter(a0, %d, a1, a2)".formatted(dim),
              List.of(draw.leaf(s), different(draw, s, dim, n), draw.leaf(resized(s, dim, n))),
              in -> in.get(0).scatter(dim, in.get(1), in.get(2)));
        });
    family(
        "scatter value",
        draw -> {
          int[] s = draw.shape(3, 5);
          int dim = draw.count(0, 2);
          return Trial.of(
              "torch.scatter(a0, %d, a1, 0.75)".formatted(dim),
              List.of(draw.leaf(s), draw.places(s[dim], resized(s, dim, draw.count(1, 6)))),
              in -> in.get(0).scatter(dim, in.get(1), 0.75));
        });
    for (ScatterKind kind : ScatterKind.values()) {
      String reduce = kind.name().toLowerCase(Locale.ROOT);
      family(
          "scatter_reduce " + reduce,
          draw -> {
            int[] s = draw.shape(2, 5);
            int dim = draw.count(0, 1);
            boolean self = draw.flag();
            int[] given = resized(s, dim, draw.count(1, 7));
            return Trial.of(
                "torch.scatter_reduce(a0, %d, a1, a2, \"%s\", include_self=%s)"
                    .formatted(dim, reduce, yes(self)),
                List.of(draw.leaf(s), draw.places(s[dim], given), draw.leaf(given)),
                in -> in.get(0).scatterReduce(dim, in.get(1), in.get(2), kind, self));
          });
      if (kind != ScatterKind.SUM) {
        family(
            "index_reduce " + reduce,
            draw -> {
              int[] s = draw.shape(2, 5);
              int dim = draw.count(0, 1);
              int n = draw.count(1, 7);
              boolean self = draw.flag();
              return Trial.of(
                  "torch.index_reduce(a0, %d, a1, a2, \"%s\", include_self=%s)"
                      .formatted(dim, reduce, yes(self)),
                  List.of(draw.leaf(s), draw.places(s[dim], n), draw.leaf(resized(s, dim, n))),
                  in -> in.get(0).indexReduce(dim, in.get(1), in.get(2), kind, self));
            });
      }
    }
  }

  private void indexes() {
    family(
        "index_add",
        draw -> {
          int[] s = draw.shape(3, 5);
          int dim = draw.count(0, 2);
          int n = draw.count(1, 6);
          double alpha = draw.of(1.0, 0.5, -2.0);
          return Trial.of(
              "torch.index_add(a0, %d, a1, a2, alpha=%s)".formatted(dim, alpha),
              List.of(draw.leaf(s), draw.places(s[dim], n), draw.leaf(resized(s, dim, n))),
              in -> in.get(0).indexAdd(dim, in.get(1), in.get(2), alpha));
        });
    family(
        "index_copy",
        draw -> {
          int[] s = draw.shape(3, 5);
          int dim = draw.count(0, 2);
          int n = draw.count(1, s[dim]);
          return Trial.of(
              "torch.index_copy(a0, %d, a1, a2)".formatted(dim),
              List.of(
                  draw.leaf(s),
                  different(draw, new int[] {s[dim]}, 0, n),
                  draw.leaf(resized(s, dim, n))),
              in -> in.get(0).indexCopy(dim, in.get(1), in.get(2)));
        });
    family(
        "index_fill",
        draw -> {
          int[] s = draw.shape(3, 5);
          int dim = draw.count(0, 2);
          return Trial.of(
              "torch.index_fill(a0, %d, a1, 0.25)".formatted(dim),
              List.of(draw.leaf(s), draw.places(s[dim], draw.count(1, 6))),
              in -> in.get(0).indexFill(dim, in.get(1), 0.25));
        });
  }

  private void places() {
    family(
        "take",
        draw -> {
          int[] s = draw.shape(2, 5);
          return Trial.of(
              "torch.take(a0, a1)",
              List.of(draw.leaf(s), draw.places(s[0] * s[1], draw.shape(2, 5))),
              in -> in.get(0).take(in.get(1)));
        });
    family(
        "put",
        draw -> {
          int[] s = draw.shape(2, 5);
          int n = draw.count(1, s[0] * s[1]);
          boolean more = draw.flag();
          Tensor places =
              more ? draw.places(s[0] * s[1], n) : different(draw, new int[] {s[0] * s[1]}, 0, n);
          return Trial.of(
              "torch.put(a0, a1, a2, %s)".formatted(yes(more)),
              List.of(draw.leaf(s), places, draw.leaf(n)),
              in -> in.get(0).put(in.get(1), in.get(2), more));
        });
    family(
        "take_along_dim",
        draw -> {
          int[] s = draw.shape(3, 5);
          int dim = draw.count(0, 2);
          return Trial.of(
              "torch.take_along_dim(a0, a1, %d)".formatted(dim),
              List.of(draw.leaf(s), draw.places(s[dim], resized(s, dim, draw.count(1, 6)))),
              in -> in.get(0).takeAlongDim(in.get(1), dim));
        });
    family(
        "masked_scatter",
        draw -> {
          int[] s = draw.shape(2, 5);
          return Trial.of(
              "torch.masked_scatter(a0, a1, a2)",
              List.of(draw.leaf(s), draw.flags(s), draw.leaf(s[0] * s[1] + draw.count(0, 3))),
              in -> in.get(0).maskedScatter(in.get(1), in.get(2)));
        });
    family(
        "masked_select",
        draw -> {
          int[] s = draw.shape(2, 6);
          return Trial.of(
              "torch.masked_select(a0, a1)",
              List.of(draw.leaf(s), draw.flags(s)),
              in -> in.get(0).maskedSelect(in.get(1)));
        });
  }

  private void parts() {
    family(
        "select_scatter",
        draw -> {
          int[] s = draw.shape(2, 5);
          int dim = draw.count(0, 1);
          int place = draw.count(-s[dim], s[dim] - 1);
          return Trial.of(
              "torch.select_scatter(a0, a1, %d, %d)".formatted(dim, place),
              List.of(draw.leaf(s), draw.leaf(s[1 - dim])),
              in -> in.get(0).selectScatter(in.get(1), dim, place));
        });
    family(
        "slice_scatter",
        draw -> {
          int step = draw.count(1, 3);
          int start = draw.count(0, 3);
          int end = draw.count(start + 1, 8);
          int n = Math.ceilDiv(end - start, step);
          return Trial.of(
              "torch.slice_scatter(a0, a1, 1, %d, %d, %d)".formatted(start, end, step),
              List.of(draw.leaf(3, 8), draw.leaf(3, n)),
              in -> in.get(0).sliceScatter(in.get(1), 1, start, end, step));
        });
    family(
        "diagonal_scatter",
        draw -> {
          int n = draw.count(2, 5);
          int offset = draw.count(1 - n, n - 1);
          return Trial.of(
              "torch.diagonal_scatter(a0, a1, %d, 0, 2)".formatted(offset),
              List.of(draw.leaf(n, 2, n), draw.leaf(2, n - Math.abs(offset))),
              in -> in.get(0).diagonalScatter(in.get(1), offset, 0, 2));
        });
    family(
        "diagonal",
        draw -> {
          int[] s = draw.shape(3, 5);
          int offset = draw.count(-2, 2);
          return Trial.of(
              "torch.diagonal(a0, %d, 0, 2)".formatted(offset),
              List.of(draw.leaf(s)),
              in -> in.getFirst().diagonal(offset, 0, 2));
        });
    family(
        "diag_embed",
        draw -> {
          int offset = draw.count(-2, 2);
          return Trial.of(
              "torch.diag_embed(a0, %d, 0, -1)".formatted(offset),
              List.of(draw.leaf(draw.shape(2, 5))),
              in -> in.getFirst().diagEmbed(offset, 0, -1));
        });
    family(
        "unfold",
        draw -> {
          int size = draw.count(1, 4);
          int step = draw.count(1, 3);
          int dim = draw.count(-2, 1);
          return Trial.of(
              "torch.unfold(a0, %d, %d, %d)".formatted(dim, size, step),
              List.of(draw.leaf(draw.count(4, 8), draw.count(4, 8))),
              in -> in.getFirst().unfold(dim, size, step));
        });
    family(
        "tensor_split",
        draw -> {
          int[] s = draw.shape(2, 7);
          int parts = draw.count(1, 4);
          int part = draw.count(0, parts - 1);
          return Trial.of(
              "torch.select(torch.tensor_split(a0, %d, 1), %d)".formatted(parts, part),
              List.of(draw.leaf(s)),
              in -> in.getFirst().tensorSplit(parts, 1).get(part));
        });
  }

  private void arrangements() {
    family(
        "repeat",
        draw -> {
          int[] times = draw.shape(3, 3);
          return Trial.of(
              "torch.repeat(a0, %s)".formatted(Arrays.toString(times)),
              List.of(draw.leaf(draw.shape(draw.count(1, 3), 4))),
              in -> in.getFirst().repeat(times));
        });
    family(
        "tile",
        draw -> {
          int[] times = draw.shape(draw.count(1, 3), 3);
          return Trial.of(
              "torch.tile(a0, %s)".formatted(Arrays.toString(times)),
              List.of(draw.leaf(draw.shape(2, 4))),
              in -> in.getFirst().tile(times));
        });
    family(
        "rot90",
        draw -> {
          int k = draw.count(-5, 5);
          return Trial.of(
              "torch.rot90(a0, %d, [0, 2])".formatted(k),
              List.of(draw.leaf(draw.shape(3, 5))),
              in -> in.getFirst().rot90(k, 0, 2));
        });
    family(
        "movedim",
        draw -> {
          int from = draw.count(-3, 2);
          int to = draw.count(-3, 2);
          return Trial.of(
              "torch.movedim(a0, %d, %d)".formatted(from, to),
              List.of(draw.leaf(draw.shape(3, 5))),
              in -> in.getFirst().movedim(from, to));
        });
    family(
        "block_diag",
        draw ->
            Trial.of(
                "torch.block_diag([a0, a1])",
                List.of(draw.leaf(draw.shape(2, 4)), draw.leaf(draw.shape(2, 4))),
                in -> Tensor.blockDiag(in.get(0), in.get(1))));
    family(
        "meshgrid",
        draw -> {
          int part = draw.count(0, 1);
          return Trial.of(
              "torch.select(torch.meshgrid([a%d, a%d], indexing=\"ij\"), %d)".formatted(0, 1, part),
              List.of(
                  part == 0 ? draw.leaf(draw.count(1, 5)) : draw.constant(draw.count(1, 5)),
                  part == 1 ? draw.leaf(draw.count(1, 5)) : draw.constant(draw.count(1, 5))),
              in -> Tensor.meshgrid(in.get(0), in.get(1)).get(part));
        });
  }
}
