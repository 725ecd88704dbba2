package dev.forja.onnx.operators;

import dev.forja.array.Shapes;
import dev.forja.tensor.Tensor;
import java.util.Arrays;

/** Operators that give the same elements in another shape or order. */
final class Arrangements {
  private Arrangements() {}

  static void addTo(OperatorTable table) {
    table.add("Shape", "start end", Arrangements::shape);
    table.add("Size", "", call -> call.give(Tensor.scalarLong(call.x(0).count())));
    table.add("Reshape", "allowzero", Arrangements::reshape);
    table.add("Flatten", "axis", Arrangements::flatten);
    table.add("Transpose", "perm", Arrangements::transpose);
    table.add("Squeeze", "axes", Arrangements::squeeze);
    table.add("Unsqueeze", "axes", Arrangements::unsqueeze);
    table.add("Expand", "", Arrangements::expand);
    table.add("Tile", "", Arrangements::tile);
    table.add("Concat", "axis", Arrangements::concat);
    table.add("DepthToSpace", "blocksize mode", Arrangements::depthToSpace);
    table.add("SpaceToDepth", "blocksize mode", Arrangements::spaceToDepth);
    table.add("ReverseSequence", "batch_axis time_axis", Arrangements::reverseSequence);
    table.add("Trilu", "upper", Arrangements::trilu);
  }

  private static void shape(Call call) {
    int[] shape = call.x(0).shape();
    int rank = shape.length;
    int start = bound(call.node().integer("start", 0), rank);
    int end = Math.max(start, bound(call.node().integer("end", rank), rank));
    call.give(
        Tensor.of(Arrays.stream(Arrays.copyOfRange(shape, start, end)).asLongStream().toArray()));
  }

  private static int bound(long at, int rank) {
    return (int) Math.clamp(at < 0 ? at + rank : at, 0L, rank);
  }

  private static void reshape(Call call) {
    Tensor x = call.x(0);
    long[] wanted = call.longs(1);
    boolean zeros = call.node().flag("allowzero", false);
    long known = 1;
    int open = -1;
    for (int d = 0; d < wanted.length; d++) {
      if (wanted[d] == 0 && !zeros) {
        if (d >= x.rank()) {
          throw new IllegalArgumentException(
              "the shape %s takes size %d from the input, which has rank %d"
                  .formatted(Arrays.toString(wanted), d, x.rank()));
        }
        wanted[d] = x.size(d);
      }
      if (wanted[d] == -1) {
        if (open >= 0) {
          throw new IllegalArgumentException(
              "the shape %s leaves two sizes open".formatted(Arrays.toString(wanted)));
        }
        open = d;
      } else {
        known *= wanted[d];
      }
    }
    if (open >= 0) {
      wanted[open] = known <= 0 ? 0 : x.count() / known;
    }
    call.give(x.reshape(Sizes.shape("the shape", wanted)));
  }

  private static void flatten(Call call) {
    Tensor x = call.x(0);
    long axis = call.node().integer("axis", 1);
    int at = axis == x.rank() ? x.rank() : call.axis("axis", 1, Math.max(1, x.rank()));
    int rows = 1;
    for (int d = 0; d < Math.min(at, x.rank()); d++) {
      rows *= x.size(d);
    }
    int width = 1;
    for (int d = at; d < x.rank(); d++) {
      width *= x.size(d);
    }
    call.give(x.reshape(rows, width));
  }

  private static void transpose(Call call) {
    Tensor x = call.x(0);
    long[] order = call.node().integers("perm");
    int[] dims = Sizes.range(0, x.rank());
    for (int d = 0; d < dims.length; d++) {
      dims[d] = dims.length - 1 - d;
    }
    if (order != null) {
      if (order.length != x.rank()) {
        throw new IllegalArgumentException(
            "'perm' is %s, but the rank is %d".formatted(Arrays.toString(order), x.rank()));
      }
      dims = Sizes.dims("perm", order, x.rank());
    }
    call.give(x.permute(dims));
  }

  /** The dimensions from the second input, or before version 13 from the attribute. */
  static long[] axes(Call call, int input, String attribute) {
    long[] axes = call.node().integers(attribute);
    return call.has(input) ? call.longs(input) : axes == null ? new long[0] : axes;
  }

  private static void squeeze(Call call) {
    Tensor x = call.x(0);
    boolean named = call.has(1) || call.node().has("axes");
    boolean[] gone = new boolean[x.rank()];
    for (int dim : Sizes.dims("axes", axes(call, 1, "axes"), x.rank())) {
      if (x.size(dim) != 1) {
        throw new IllegalArgumentException(
            "dimension %d of %s is not of size 1".formatted(dim, Arrays.toString(x.shape())));
      }
      gone[dim] = true;
    }
    int[] rest =
        Arrays.stream(Sizes.range(0, x.rank()))
            .filter(d -> named ? !gone[d] : x.size(d) != 1)
            .map(x::size)
            .toArray();
    call.give(x.reshape(rest));
  }

  private static void unsqueeze(Call call) {
    Tensor x = call.x(0);
    long[] axes = axes(call, 1, "axes");
    int rank = x.rank() + axes.length;
    boolean[] added = new boolean[rank];
    for (int dim : Sizes.dims("axes", axes, rank)) {
      if (added[dim]) {
        throw new IllegalArgumentException("'axes' names dimension %d twice".formatted(dim));
      }
      added[dim] = true;
    }
    int[] shape = new int[rank];
    int at = 0;
    for (int d = 0; d < rank; d++) {
      shape[d] = added[d] ? 1 : x.size(at++);
    }
    call.give(x.reshape(shape));
  }

  private static void expand(Call call) {
    int[] wanted = Sizes.shape("the shape", call.longs(1));
    Tensor x = call.x(0);
    call.give(x.expand(Shapes.broadcast("expand", x.shape(), wanted)));
  }

  private static void tile(Call call) {
    Tensor x = call.x(0);
    long[] repeats;
    if (call.count() == 3) {
      repeats = new long[x.rank()];
      Arrays.fill(repeats, 1);
      repeats[Sizes.dim("axis", call.number(2), x.rank())] = call.number(1);
    } else {
      repeats = call.longs(1);
    }
    if (repeats.length != x.rank()) {
      throw new IllegalArgumentException(
          "it has %d repeats for rank %d".formatted(repeats.length, x.rank()));
    }
    long[] shape = new long[repeats.length];
    for (int d = 0; d < shape.length; d++) {
      shape[d] = Math.multiplyExact(repeats[d], (long) x.size(d));
    }
    int[] result = Sizes.shape("the result", shape);
    call.give(
        x.count() == 0 || result.length == 0
            ? x.reshape(result)
            : x.repeat(Sizes.toInts("the repeats", repeats)));
  }

  private static void concat(Call call) {
    Tensor[] all = call.all();
    if (all.length == 0) {
      throw new IllegalArgumentException("it has no inputs");
    }
    for (Tensor each : all) {
      Types.requireAlike(all[0], each);
    }
    call.give(Tensor.cat(call.axis("axis", 1, all[0].rank()), all));
  }

  private static int block(Call call) {
    int block = call.node().small("blocksize", 0);
    if (block < 1 || call.x(0).rank() != 4) {
      throw new IllegalArgumentException(
          "'blocksize' is %d and the rank %d: expected 1 or more, and rank 4"
              .formatted(block, call.x(0).rank()));
    }
    return block;
  }

  private static void depthToSpace(Call call) {
    Tensor x = call.x(0);
    int b = block(call);
    String mode = call.node().text("mode", "DCR");
    int n = x.size(0);
    int c = x.size(1) / (b * b);
    int h = x.size(2);
    int w = x.size(3);
    Tensor split =
        switch (mode) {
          case "DCR" -> x.reshape(n, b, b, c, h, w).permute(0, 3, 4, 1, 5, 2);
          case "CRD" -> x.reshape(n, c, b, b, h, w).permute(0, 1, 4, 2, 5, 3);
          default -> throw Elementwise.unknown("mode", mode, "DCR", "CRD");
        };
    call.give(split.reshape(n, c, h * b, w * b));
  }

  private static void spaceToDepth(Call call) {
    Tensor x = call.x(0);
    int b = block(call);
    String mode = call.node().text("mode", "DCR");
    int n = x.size(0);
    int c = x.size(1);
    int h = x.size(2) / b;
    int w = x.size(3) / b;
    Tensor split = x.reshape(n, c, h, b, w, b);
    Tensor moved =
        switch (mode) {
          case "DCR" -> split.permute(0, 3, 5, 1, 2, 4);
          case "CRD" -> split.permute(0, 1, 3, 5, 2, 4);
          default -> throw Elementwise.unknown("mode", mode, "DCR", "CRD");
        };
    call.give(moved.reshape(n, c * b * b, h, w));
  }

  private static void reverseSequence(Call call) {
    Tensor x = call.x(0);
    int batch = call.axis("batch_axis", 1, x.rank());
    int time = call.axis("time_axis", 0, x.rank());
    long[] lengths = call.longs(1);
    if (batch == time || lengths.length != x.size(batch)) {
      throw new IllegalArgumentException(
          "%d lengths for the dimensions %d and %d of %s"
              .formatted(lengths.length, batch, time, Arrays.toString(x.shape())));
    }
    Tensor[] parts = new Tensor[lengths.length];
    for (int i = 0; i < parts.length; i++) {
      Tensor one = x.slice(batch, i, i + 1);
      int length = Sizes.toInt("a length", lengths[i]);
      if (length < 0 || length > x.size(time)) {
        throw new IllegalArgumentException(
            "the length %d is not within 0 to %d".formatted(length, x.size(time)));
      }
      Tensor turned = Slices.flip(one.slice(time, 0, length), time);
      parts[i] = Tensor.cat(time, turned, one.slice(time, length, x.size(time)));
    }
    call.give(parts.length == 0 ? x : Tensor.cat(batch, parts));
  }

  private static void trilu(Call call) {
    Tensor x = call.x(0);
    int k = call.has(1) ? Sizes.held(call.number(1)) : 0;
    boolean upper = call.node().flag("upper", true);
    int far = Math.clamp(k, -x.size(-2) - 1, x.size(-1) + 1);
    call.give(Types.keep(x, each -> upper ? each.triu(far) : each.tril(far)));
  }
}
