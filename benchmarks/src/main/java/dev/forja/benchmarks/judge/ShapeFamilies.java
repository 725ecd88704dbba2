package dev.forja.benchmarks.judge;

import dev.forja.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Ops that move and select elements. */
final class ShapeFamilies {
  private final List<Family> families = new ArrayList<>();

  private ShapeFamilies() {}

  static List<Family> all() {
    ShapeFamilies made = new ShapeFamilies();
    made.views();
    made.choices();
    return made.families;
  }

  private void family(String name, Function<Draw, Trial> make) {
    families.add(new Family(name, make));
  }

  private static Trial one(Draw draw, int[] shape, String code, Function<Tensor, Tensor> forja) {
    return Trial.of(code, List.of(draw.leaf(shape)), in -> forja.apply(in.getFirst()));
  }

  private void views() {
    family(
        "transpose and reshape",
        draw -> {
          int[] s = draw.shape(3, 7);
          return one(
              draw,
              s,
              "torch.reshape(torch.transpose(a0, 0, 2), [-1, %d])".formatted(s[0]),
              x -> x.transpose(0, 2).reshape(-1, s[0]));
        });
    family(
        "slice",
        draw -> {
          int dim = draw.count(-2, 1);
          int start = draw.count(-9, 6);
          int end = draw.count(-9, 12);
          int step = draw.count(1, 3);
          return one(
              draw,
              new int[] {7, 7},
              "torch.slice(a0, %d, %d, %d, %d)".formatted(dim, start, end, step),
              x -> x.slice(dim, start, end, step));
        });
    family(
        "flip", draw -> one(draw, draw.shape(3, 6), "torch.flip(a0, [0, -1])", x -> x.flip(0, -1)));
    family(
        "roll",
        draw -> {
          int shift = draw.count(-9, 9);
          return one(
              draw,
              draw.shape(2, 6),
              "torch.roll(a0, [%d, 1], [1, 0])".formatted(shift),
              x -> x.roll(new int[] {shift, 1}, new int[] {1, 0}));
        });
    family(
        "tril",
        draw -> {
          int diagonal = draw.count(-4, 4);
          return one(
              draw,
              draw.shape(3, 6),
              "torch.tril(a0, %d)".formatted(diagonal),
              x -> x.tril(diagonal));
        });
    family(
        "expand",
        draw -> {
          int n = draw.count(1, 5);
          int[] s = {draw.count(1, 4), 1, draw.count(1, 4)};
          return one(
              draw,
              s,
              "torch.expand(a0, [2, %d, %d, -1])".formatted(s[0], n),
              x -> x.expand(2, s[0], n, -1));
        });
    family(
        "repeat_interleave",
        draw -> {
          int dim = draw.count(-3, 2);
          int n = draw.count(1, 4);
          return one(
              draw,
              draw.shape(3, 4),
              "torch.repeat_interleave(a0, %d, %d)".formatted(n, dim),
              x -> x.repeatInterleave(n, dim));
        });
    family(
        "cat",
        draw ->
            Trial.of(
                "torch.cat([a0, a1, a0], 1)",
                List.of(draw.leaf(3, draw.count(0, 4)), draw.leaf(3, draw.count(1, 5))),
                in -> Tensor.cat(1, in.get(0), in.get(1), in.get(0))));
    family(
        "stack",
        draw -> {
          int[] s = draw.shape(2, 5);
          int dim = draw.count(-3, 2);
          return Trial.of(
              "torch.stack([a0, a1], %d)".formatted(dim),
              List.of(draw.leaf(s), draw.leaf(s)),
              in -> Tensor.stack(dim, in.get(0), in.get(1)));
        });
  }

  private void choices() {
    family(
        "index_select",
        draw -> {
          int[] s = draw.shape(3, 6);
          int dim = draw.count(0, 2);
          return Trial.of(
              "torch.index_select(a0, %d, a1)".formatted(dim),
              List.of(draw.leaf(s), draw.places(s[dim], draw.count(1, 9))),
              in -> in.get(0).indexSelect(dim, in.get(1)));
        });
    family(
        "gather",
        draw -> {
          int[] s = draw.shape(2, 6);
          Tensor index = draw.places(s[1], s[0], draw.count(1, 9));
          return Trial.of(
              "torch.gather(a0, 1, a1)",
              List.of(draw.leaf(s), index),
              in -> in.get(0).gather(1, in.get(1)));
        });
    family(
        "scatter_add",
        draw -> {
          int[] s = draw.shape(2, 6);
          int n = draw.count(1, 9);
          return Trial.of(
              "torch.scatter_add(a0, 1, a1, a2)",
              List.of(draw.leaf(s), draw.places(s[1], s[0], n), draw.leaf(s[0], n)),
              in -> in.get(0).scatterAdd(1, in.get(1), in.get(2)));
        });
    family(
        "where",
        draw -> {
          int[] s = draw.shape(3, 5);
          return Trial.of(
              "torch.where(a0, a1, a2)",
              List.of(draw.flags(s), draw.leaf(s), draw.leaf(draw.broadcastable(s))),
              in -> Tensor.where(in.get(0), in.get(1), in.get(2)));
        });
    family(
        "masked_fill",
        draw -> {
          int[] s = draw.shape(3, 5);
          return Trial.of(
              "torch.masked_fill(a0, a1, 0.25)",
              List.of(draw.leaf(s), draw.flags(draw.broadcastable(s))),
              in -> in.get(0).maskedFill(in.get(1), 0.25));
        });
    family(
        "pad",
        draw -> {
          int left = draw.count(-1, 3);
          return one(
              draw,
              new int[] {2, 3, 4},
              "torch.constant_pad_nd(a0, [%d, 1, 0, 2], 0.5)".formatted(left),
              x -> x.pad(new int[] {left, 1, 0, 2}, 0.5));
        });
  }
}
