package dev.forja.tensor;

import dev.forja.array.Shapes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Implements {@link Indexing#get(Index...)} by the rules of PyTorch. */
final class Indexer {
  /** A dimension, and the selected places of it. */
  private record Pick(int dim, Tensor places) {}

  private final Tensor source;
  private Tensor tensor;
  private final List<Pick> picks = new ArrayList<>();

  private Indexer(Tensor source) {
    this.source = source;
    this.tensor = source;
  }

  static Tensor get(Tensor source, Index... indices) {
    Indexer indexer = new Indexer(source);
    int dim = 0;
    for (Index index : indexer.expanded(indices)) {
      dim = indexer.apply(index, dim);
    }
    return indexer.picks.isEmpty() ? indexer.tensor : indexer.pick();
  }

  /** The indices with whole dimensions in place of an ellipsis. */
  private List<Index> expanded(Index[] indices) {
    int named = Arrays.stream(indices).mapToInt(Indexer::covers).sum();
    int left = source.rank() - named;
    if (left < 0) {
      throw new IndexOutOfBoundsException(
          "get: there are indices for %d dimensions, but the tensor is %s"
              .formatted(named, show(source)));
    }
    List<Index> all = new ArrayList<>();
    boolean dots = false;
    for (Index index : indices) {
      if (index instanceof Index.Ellipsis) {
        if (dots) {
          throw new IllegalArgumentException("get: two ellipses: give at most one");
        }
        dots = true;
        for (int i = 0; i < left; i++) {
          all.add(Index.all());
        }
      } else {
        all.add(index);
      }
    }
    return all;
  }

  private static int covers(Index index) {
    return switch (index) {
      case Index.At _, Index.Span _, Index.Places _ -> 1;
      case Index.Ellipsis _, Index.NewAxis _ -> 0;
      case Index.Where(Tensor mask) -> mask.rank();
    };
  }

  /** Applies an index to a dimension, and returns the next dimension. */
  private int apply(Index index, int dim) {
    switch (index) {
      case Index.At(int place) -> {
        tensor = tensor.select(dim, place);
        return dim;
      }
      case Index.Span(int start, int end, int step) -> tensor = tensor.slice(dim, start, end, step);
      case Index.NewAxis _ -> tensor = tensor.unsqueeze(dim);
      case Index.Ellipsis _ -> throw new IllegalStateException("expanded before");
      case Index.Places(Tensor places) -> picks.add(new Pick(dim, places));
      case Index.Where(Tensor mask) -> {
        return addMask(mask, dim);
      }
    }
    return dim + 1;
  }

  /** The places where a mask is true, as one list of places for each of its dimensions. */
  private int addMask(Tensor mask, int dim) {
    int[] covered = Arrays.copyOfRange(tensor.shape(), dim, dim + mask.rank());
    if (mask.rank() == 0 || !Arrays.equals(mask.shape(), covered)) {
      throw new IndexOutOfBoundsException(
          "get: a mask %s for the dimensions from %d on of %s: expected %s"
              .formatted(show(mask), dim, show(tensor), Shapes.show(covered)));
    }
    Tensor places = mask.nonzero();
    for (int d = 0; d < mask.rank(); d++) {
      picks.add(new Pick(dim + d, places.select(1, d)));
    }
    return dim + mask.rank();
  }

  /**
   * Merges the indexed dimensions into one and selects a single list of places from it. The result
   * takes their position, or the first one if they were not adjacent.
   */
  private Tensor pick() {
    int[] wanted = picks.getFirst().places.shape();
    for (Pick pick : picks) {
      wanted = Shapes.broadcast("get: index", wanted, pick.places.shape());
    }
    int[] shape = tensor.shape();
    List<Integer> others = new ArrayList<>();
    for (int d = 0; d < shape.length; d++) {
      int dim = d;
      if (picks.stream().noneMatch(pick -> pick.dim == dim)) {
        others.add(d);
      }
    }
    int first = picks.getFirst().dim;
    boolean together = picks.getLast().dim - first == picks.size() - 1;
    int at = together ? first : 0;
    List<Integer> order = new ArrayList<>(others);
    order.addAll(at, picks.stream().map(Pick::dim).toList());
    int[] outer = sizes(shape, others.subList(0, at));
    int[] inner = sizes(shape, others.subList(at, others.size()));
    int count = picks.stream().mapToInt(pick -> shape[pick.dim]).reduce(1, Math::multiplyExact);
    Tensor flat =
        tensor
            .permute(order.stream().mapToInt(d -> d).toArray())
            .reshape(join(outer, new int[] {count}, inner));
    Tensor taken = flat.indexSelect(at, Tensor.ofLongs(places(wanted, shape)));
    return taken.reshape(join(outer, wanted, inner));
  }

  /** The selected places in the merged dimension. */
  private long[] places(int[] wanted, int[] shape) {
    long[] flat = new long[Shapes.count(wanted)];
    for (Pick pick : picks) {
      int size = shape[pick.dim];
      long[] places = pick.places.expand(wanted).toLongs();
      for (int i = 0; i < flat.length; i++) {
        long place = places[i] < 0 ? places[i] + size : places[i];
        if (place < 0 || place >= size) {
          throw new IndexOutOfBoundsException(
              "get: index %d is out of range for dimension %d of %s"
                  .formatted(places[i], pick.dim, show(tensor)));
        }
        flat[i] = flat[i] * size + place;
      }
    }
    return flat;
  }

  private static int[] sizes(int[] shape, List<Integer> dims) {
    return dims.stream().mapToInt(d -> shape[d]).toArray();
  }

  private static int[] join(int[]... parts) {
    return Arrays.stream(parts).flatMapToInt(Arrays::stream).toArray();
  }

  private static String show(Tensor tensor) {
    return Shapes.show(tensor.shape());
  }
}
