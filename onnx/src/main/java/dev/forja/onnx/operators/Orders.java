package dev.forja.onnx.operators;

import dev.forja.array.DType;
import dev.forja.tensor.Ranked;
import dev.forja.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The largest elements and their places, and distinct elements. */
final class Orders {
  private Orders() {}

  static void addTo(OperatorTable table) {
    table.add("ArgMax", "axis keepdims select_last_index", call -> arg(call, true));
    table.add("ArgMin", "axis keepdims select_last_index", call -> arg(call, false));
    table.add("TopK", "axis k largest sorted", Orders::topK);
    table.add("Unique", "axis sorted", Orders::unique);
  }

  private static void arg(Call call, boolean largest) {
    Tensor x = Types.wide(call.x(0));
    int axis = call.axis("axis", 0, x.rank());
    boolean keep = call.node().flag("keepdims", true);
    boolean last = call.node().flag("select_last_index", false);
    Tensor from = last ? x.flip(axis) : x;
    Tensor place = largest ? from.argmax(axis, keep) : from.argmin(axis, keep);
    call.give(last ? place.neg().add(Tensor.scalarLong(x.size(axis) - 1L)) : place);
  }

  private static void topK(Call call) {
    Tensor x = call.x(0);
    int axis = call.axis("axis", -1, x.rank());
    long k = call.has(1) ? call.longs(1)[0] : call.node().integer("k");
    if (k < 0 || k > x.size(axis)) {
      throw new IllegalArgumentException(
          "k is %d, but dimension %d has size %d".formatted(k, axis, x.size(axis)));
    }
    boolean largest = call.node().flag("largest", true);
    Ranked sorted = Types.wide(x).sort(axis, largest);
    call.give(sorted.values().slice(axis, 0, (int) k).to(x.dtype()));
    call.give(sorted.indices().slice(axis, 0, (int) k));
  }

  /** Rows of a dimension, or elements; each once, with its first place, its number and so on. */
  private static void unique(Call call) {
    Tensor x = call.x(0);
    boolean flat = !call.node().has("axis");
    int axis = flat ? 0 : call.axis("axis", 0, x.rank());
    Tensor from = flat ? x.flatten() : x;
    int size = from.size(axis);
    double[][] rows =
        rows(from.movedim(axis, 0).reshape(size, size == 0 ? 0 : from.count() / size));
    List<Integer> firsts = new ArrayList<>();
    int[] group = new int[size];
    Integer[] order = IntStream.range(0, size).boxed().toArray(Integer[]::new);
    Arrays.sort(order, (a, b) -> Arrays.compare(rows[a], rows[b]));
    for (int i = 0; i < size; i++) {
      if (i == 0 || !Arrays.equals(rows[order[i]], rows[order[i - 1]])) {
        firsts.add(order[i]);
      }
      group[order[i]] = firsts.size() - 1;
    }
    int[] rank = IntStream.range(0, firsts.size()).toArray();
    if (!call.node().flag("sorted", true)) {
      Integer[] byPlace = IntStream.range(0, firsts.size()).boxed().toArray(Integer[]::new);
      Arrays.sort(byPlace, (a, b) -> Integer.compare(firsts.get(a), firsts.get(b)));
      for (int i = 0; i < byPlace.length; i++) {
        rank[byPlace[i]] = i;
      }
    }
    long[] places = new long[firsts.size()];
    long[] inverse = new long[size];
    long[] counts = new long[firsts.size()];
    for (int i = 0; i < firsts.size(); i++) {
      places[rank[i]] = firsts.get(i);
    }
    for (int i = 0; i < size; i++) {
      inverse[i] = rank[group[i]];
      counts[rank[group[i]]]++;
    }
    call.give(from.indexSelect(axis, Tensor.of(places)));
    call.give(Tensor.of(places));
    call.give(Tensor.of(inverse));
    call.give(Tensor.of(counts));
  }

  private static double[][] rows(Tensor x) {
    int width = x.size(1);
    double[][] rows = new double[x.size(0)][width];
    float[] floats = x.dtype() == DType.F32 ? x.toFloats() : new float[0];
    long[] longs = x.dtype() == DType.F32 ? new long[0] : x.toLongs();
    for (int i = 0; i < rows.length * width; i++) {
      rows[i / width][i % width] = x.dtype() == DType.F32 ? floats[i] : longs[i];
    }
    return rows;
  }
}
