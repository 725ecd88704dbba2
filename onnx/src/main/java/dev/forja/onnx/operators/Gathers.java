package dev.forja.onnx.operators;

import dev.forja.array.DType;
import dev.forja.array.Shapes;
import dev.forja.op.ScatterKind;
import dev.forja.tensor.Tensor;
import java.util.Arrays;

/** Elements at places given by indices. */
final class Gathers {
  private Gathers() {}

  static void addTo(OperatorTable table) {
    table.add("Gather", "axis", Gathers::gather);
    table.add("GatherElements", "axis", Gathers::gatherElements);
    table.add("GatherND", "batch_dims", Gathers::gatherNd);
    table.add("Scatter", "axis", Gathers::scatterElements);
    table.add("ScatterElements", "axis reduction", Gathers::scatterElements);
    table.add("ScatterND", "reduction", Gathers::scatterNd);
    table.add("TensorScatter", "axis mode", Gathers::tensorScatter);
    table.add("Compress", "axis", Gathers::compress);
    table.add("NonZero", "", Gathers::nonZero);
    table.add("OneHot", "axis", Gathers::oneHot);
  }

  /** Places of a dimension of this size, as int64 from 0 on. */
  private static Tensor places(Tensor index, int size) {
    if (index.dtype() != DType.I64 && index.dtype() != DType.I32) {
      throw new IllegalArgumentException(
          "its indices are %s, expected int32 or int64".formatted(index.dtype()));
    }
    Tensor wide = index.to(DType.I64);
    return Tensor.where(wide.lt(0), wide.add(size), wide);
  }

  private static void gather(Call call) {
    Tensor x = call.x(0);
    int axis = call.axis("axis", 0, x.rank());
    Tensor index = places(call.x(1), x.size(axis));
    int[] shape = new int[x.rank() - 1 + index.rank()];
    System.arraycopy(x.shape(), 0, shape, 0, axis);
    System.arraycopy(index.shape(), 0, shape, axis, index.rank());
    System.arraycopy(x.shape(), axis + 1, shape, axis + index.rank(), x.rank() - axis - 1);
    call.give(x.indexSelect(axis, index.flatten()).reshape(shape));
  }

  private static void gatherElements(Call call) {
    Tensor x = call.x(0);
    int axis = call.axis("axis", 0, x.rank());
    Tensor index = places(call.x(1), x.size(axis));
    call.give(Types.keep(x, each -> each.gather(axis, index)));
  }

  /** The index in the flat tensor of the first element of each part that the tuples name. */
  private static Tensor flatPlaces(Tensor index, int[] shape, int skipped) {
    int depth = index.size(-1);
    if (skipped + depth > shape.length) {
      throw new IllegalArgumentException(
          "the tuples of %d indices exceed the shape %s".formatted(depth, Shapes.show(shape)));
    }
    Tensor flat = null;
    for (int k = 0; k < depth; k++) {
      int size = shape[skipped + k];
      Tensor one = places(index.select(-1, k), size);
      flat = flat == null ? checked(one, size) : flat.mul(size).add(checked(one, size));
    }
    int[] lead = Arrays.copyOf(index.shape(), index.rank() - 1);
    return flat == null ? Tensor.zeros(lead).to(DType.I64) : flat;
  }

  private static Tensor checked(Tensor places, int size) {
    if (places.count() > 0
        && places.lt(0).logicalOr(places.ge(size)).any().to(DType.I64).itemLong() != 0) {
      throw new IllegalArgumentException("an index is out of the size %d".formatted(size));
    }
    return places;
  }

  private static int product(int[] shape, int from, int to) {
    return Shapes.count(Arrays.copyOfRange(shape, from, to));
  }

  private static void gatherNd(Call call) {
    Tensor x = call.x(0);
    Tensor index = call.x(1);
    int batch = call.node().small("batch_dims", 0);
    if (batch < 0 || batch >= Math.min(x.rank(), index.rank())) {
      throw new IllegalArgumentException(
          "'batch_dims' is %d for ranks %d and %d".formatted(batch, x.rank(), index.rank()));
    }
    int depth = index.size(-1);
    Tensor flat = flatPlaces(index, x.shape(), batch);
    int batches = product(x.shape(), 0, batch);
    int rows = product(x.shape(), batch, batch + depth);
    int width = product(x.shape(), batch + depth, x.rank());
    if (batch > 0) {
      Tensor offsets = Tensor.arange(0L, batches, 1L).mul(rows);
      flat = flat.reshape(batches, -1).add(offsets.reshape(batches, 1));
    }
    int[] lead = Arrays.copyOf(index.shape(), index.rank() - 1);
    int[] shape = Arrays.copyOf(lead, lead.length + x.rank() - batch - depth);
    System.arraycopy(x.shape(), batch + depth, shape, lead.length, x.rank() - batch - depth);
    call.give(x.reshape(batches * rows, width).indexSelect(0, flat.flatten()).reshape(shape));
  }

  private static ScatterKind kind(String reduction) {
    return switch (reduction) {
      case "add" -> ScatterKind.SUM;
      case "mul" -> ScatterKind.PROD;
      case "max" -> ScatterKind.AMAX;
      case "min" -> ScatterKind.AMIN;
      default ->
          throw Elementwise.unknown("reduction", reduction, "none", "add", "mul", "max", "min");
    };
  }

  private static Tensor scattered(
      Tensor x, int axis, Tensor index, Tensor source, String reduction) {
    Types.requireAlike(x, source);
    if (x.dtype() == DType.BOOL) {
      return scattered(x.to(DType.I64), axis, index, source.to(DType.I64), reduction)
          .to(DType.BOOL);
    }
    return Types.both(
        x,
        source,
        (a, b) ->
            reduction.equals("none")
                ? a.scatter(axis, index, b)
                : a.scatterReduce(axis, index, b, kind(reduction), true));
  }

  private static void scatterElements(Call call) {
    Tensor x = call.x(0);
    int axis = call.axis("axis", 0, x.rank());
    Tensor index = places(call.x(1), x.size(axis));
    String reduction = call.node().text("reduction", "none");
    call.give(scattered(x, axis, index, call.x(2), reduction));
  }

  private static void scatterNd(Call call) {
    Tensor x = call.x(0);
    Tensor index = call.x(1);
    int depth = index.size(-1);
    Tensor flat = flatPlaces(index, x.shape(), 0).flatten();
    int rows = product(x.shape(), 0, depth);
    int width = product(x.shape(), depth, x.rank());
    Tensor source = call.x(2).reshape(flat.count(), width);
    Tensor index2 = flat.reshape(flat.count(), 1).expand(flat.count(), width).contiguous();
    String reduction = call.node().text("reduction", "none");
    call.give(scattered(x.reshape(rows, width), 0, index2, source, reduction).reshape(x.shape()));
  }

  /** Writes an update into a cache, each batch at its own place of a dimension. */
  private static void tensorScatter(Call call) {
    Tensor cache = call.x(0);
    Tensor update = call.x(1);
    int axis = call.axis("axis", -2, cache.rank());
    String mode = call.node().text("mode", "linear");
    if (!mode.equals("linear") && !mode.equals("circular")) {
      throw Elementwise.unknown("mode", mode, "linear", "circular");
    }
    int batches = cache.size(0);
    int length = update.size(axis);
    int size = cache.size(axis);
    long[] starts = call.has(2) ? call.longs(2) : new long[batches];
    if (starts.length != batches || axis == 0) {
      throw new IllegalArgumentException(
          "%d starts for %d batches, dimension %d".formatted(starts.length, batches, axis));
    }
    long[] places = new long[Shapes.count(batches, length)];
    for (int b = 0; b < batches; b++) {
      for (int i = 0; i < length; i++) {
        long at = starts[b] + i;
        places[b * length + i] = mode.equals("circular") ? Math.floorMod(at, size) : at;
      }
    }
    int[] lead = new int[cache.rank()];
    Arrays.fill(lead, 1);
    lead[0] = batches;
    lead[axis] = length;
    Tensor index = Tensor.of(places, lead).expand(update.shape()).contiguous();
    call.give(scattered(cache, axis, index, update, "none"));
  }

  private static void compress(Call call) {
    Tensor x = call.x(0);
    boolean[] wanted = Elementwise.truth(call.x(1)).toBooleans();
    boolean flat = !call.node().has("axis");
    int axis = flat ? 0 : call.axis("axis", 0, x.rank());
    Tensor from = flat ? x.flatten() : x;
    if (wanted.length > from.size(axis)) {
      throw new IllegalArgumentException(
          "%d conditions for %d places".formatted(wanted.length, from.size(axis)));
    }
    long[] places =
        Arrays.stream(Sizes.range(0, wanted.length))
            .filter(i -> wanted[i])
            .asLongStream()
            .toArray();
    call.give(from.indexSelect(axis, Tensor.of(places)));
  }

  private static void nonZero(Call call) {
    Tensor x = call.x(0);
    call.give(
        x.rank() == 0
            ? Tensor.of(new long[0], 0, x.toBooleans()[0] ? 1 : 0)
            : x.nonzero().t().contiguous());
  }

  private static void oneHot(Call call) {
    Tensor index = call.x(0);
    long depth = call.x(1).to(DType.I64).flatten().toLongs()[0];
    Tensor values = call.x(2);
    if (values.count() != 2 || depth < 1) {
      throw new IllegalArgumentException(
          "depth %d and %d values: expected 1 or more, and two values"
              .formatted(depth, values.count()));
    }
    int axis = call.axis("axis", -1, index.rank() + 1);
    int size = Sizes.shape("the depth", depth)[0];
    int[] line = new int[index.rank() + 1];
    Arrays.fill(line, 1);
    line[axis] = size;
    Tensor wide = index.to(DType.I64);
    Tensor at = Tensor.where(wide.lt(0), wide.add(size), wide).unsqueeze(axis);
    Tensor hot = at.eq(Tensor.arange(0L, size, 1L).reshape(line));
    Tensor off = values.flatten().slice(0, 0, 1).reshape();
    Tensor on = values.flatten().slice(0, 1, 2).reshape();
    call.give(
        Types.both(
            on, off, (a, b) -> Tensor.where(hot, a.expand(hot.shape()), b.expand(hot.shape()))));
  }
}
