package dev.forja.tensor;

import dev.forja.array.DType;
import dev.forja.array.Shapes;
import dev.forja.op.FullLikeOp;
import dev.forja.op.SlidingWindowOp;
import dev.forja.spi.ShapeRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Repeating, turning, moving and cutting dimensions, beyond {@link ShapeOps}. Any thread may call
 * these methods; see {@link Tensor}.
 */
public sealed interface Arrangement permits Tensor {
  private Tensor self() {
    return (Tensor) this;
  }

  /**
   * Repeats this as a whole, as often as given for each dimension; further repeats at the front add
   * dimensions. Equivalent to {@code Tensor.repeat}.
   */
  @ShapeRule("tile(this, $0)")
  default Tensor repeat(int... repeats) {
    int[] shape = self().shape();
    int rank = repeats.length;
    if (rank < shape.length || Arrays.stream(repeats).anyMatch(times -> times < 0)) {
      throw new IllegalArgumentException(
          "repeat: %s by %s: expected 0 or more for each dimension"
              .formatted(Shapes.show(shape), Arrays.toString(repeats)));
    }
    int lead = rank - shape.length;
    int[] apart = new int[2 * rank];
    int[] wide = new int[2 * rank];
    int[] result = new int[rank];
    for (int d = 0; d < rank; d++) {
      int size = d < lead ? 1 : shape[d - lead];
      apart[2 * d] = 1;
      apart[2 * d + 1] = size;
      wide[2 * d] = repeats[d];
      wide[2 * d + 1] = size;
      result[d] = Shapes.size("repeat", (long) repeats[d] * size);
    }
    return self().reshape(apart).expand(wide).reshape(result);
  }

  /** As {@link #repeat}, with repeats for the last dimensions only, as {@code Tensor.tile}. */
  @ShapeRule("tile(this, $0)")
  default Tensor tile(int... repeats) {
    int lead = Math.max(0, self().rank() - repeats.length);
    int[] all = new int[lead + repeats.length];
    Arrays.fill(all, 1);
    System.arraycopy(repeats, 0, all, lead, repeats.length);
    return repeat(all);
  }

  /** Repeats each element several times in succession, as a vector. */
  @ShapeRule("[null]")
  default Tensor repeatInterleave(int repeats) {
    return self().flatten().repeatInterleave(repeats, 0);
  }

  /** Repeats each place of a dimension as often as a vector of integers says. */
  @ShapeRule("unsized(this)")
  default Tensor repeatInterleave(Tensor repeats, int dim) {
    int size = self().size(dim);
    long[] times = repeats.toLongs();
    if (repeats.rank() > 1 || times.length != size || Arrays.stream(times).anyMatch(n -> n < 0)) {
      throw new IllegalArgumentException(
          "repeatInterleave: repeats %s for dimension %d of %s: expected 0 or more for each place"
              .formatted(Shapes.show(repeats.shape()), dim, Shapes.show(self().shape())));
    }
    long[] places =
        IntStream.range(0, size)
            .mapToObj(i -> IntStream.generate(() -> i).limit(times[i]).asLongStream())
            .flatMapToLong(each -> each)
            .toArray();
    return self().indexSelect(dim, Tensor.of(places));
  }

  /** Turns two dimensions by k quarters, from the first towards the second. */
  @ShapeRule("when(atLeast(($0 * $0) % 2, 1), transpose(this, $1, $2), this)")
  default Tensor rot90(int k, int first, int second) {
    int rank = self().rank();
    if (rank < 2 || Shapes.dim(first, rank) == Shapes.dim(second, rank)) {
      throw new IllegalArgumentException(
          "rot90: %s, dimensions %d and %d: expected two different dimensions"
              .formatted(Shapes.show(self().shape()), first, second));
    }
    return switch (Math.floorMod(k, 4)) {
      case 1 -> self().flip(second).transpose(first, second);
      case 2 -> self().flip(first, second);
      case 3 -> self().flip(first).transpose(first, second);
      default -> self().contiguous();
    };
  }

  /** Reverses the second dimension. */
  @ShapeRule("ranked(this, 2, 99)")
  default Tensor fliplr() {
    return self().flip(1);
  }

  /** Reverses the first dimension. */
  @ShapeRule("ranked(this, 1, 99)")
  default Tensor flipud() {
    return self().flip(0);
  }

  /** Moves a dimension to another position. A view. */
  @ShapeRule("movedim(this, $0, $1)")
  default Tensor movedim(int from, int to) {
    return movedim(new int[] {from}, new int[] {to});
  }

  /** Moves dimensions to other positions; the others keep their order. A view. */
  @ShapeRule("movedim(this, $0, $1)")
  default Tensor movedim(int[] from, int[] to) {
    int rank = self().rank();
    int[] source = Arrays.stream(from).map(d -> Shapes.dim(d, rank)).toArray();
    int[] target = Arrays.stream(to).map(d -> Shapes.dim(d, rank)).toArray();
    if (source.length != target.length
        || Arrays.stream(source).distinct().count() != source.length
        || Arrays.stream(target).distinct().count() != target.length) {
      throw new IllegalArgumentException(
          "movedim: %s to %s: expected as many positions as dimensions, each once"
              .formatted(Arrays.toString(from), Arrays.toString(to)));
    }
    if (rank == 0) {
      return self();
    }
    int[] order = new int[rank];
    Arrays.fill(order, -1);
    for (int i = 0; i < source.length; i++) {
      order[target[i]] = source[i];
    }
    int next = 0;
    for (int d = 0; d < rank; d++) {
      int dim = d;
      if (Arrays.stream(source).noneMatch(s -> s == dim)) {
        while (order[next] >= 0) {
          next++;
        }
        order[next] = d;
      }
    }
    return self().permute(order);
  }

  /**
   * All windows of {@code size} neighbouring places of a dimension, {@code step} apart, as a new
   * last dimension. A view. See {@link SlidingWindowOp}.
   */
  @ShapeRule(
      "resize(unsqueeze(resize(this, $0, window(size(this, $0), $1, $2, 0, 1, false)), -1), -1, $1)")
  default Tensor unfold(int dim, int size, int step) {
    return Tensor.apply(new SlidingWindowOp(dim, size, step), self());
  }

  /** This expanded to the shape of another tensor. A view. */
  @ShapeRule("same($0)")
  default Tensor expandAs(Tensor other) {
    return self().expand(other.array().shape());
  }

  /** This in the shape of another tensor. */
  @ShapeRule("same($0)")
  default Tensor reshapeAs(Tensor other) {
    return self().reshape(other.array().shape());
  }

  /**
   * Splits a dimension into {@code count} parts whose sizes differ by one at most, the larger ones
   * first. Views.
   */
  @ShapeRule("tensorSplit(this, $0, $1)")
  default List<Tensor> tensorSplit(int count, int dim) {
    if (count < 1) {
      throw new IllegalArgumentException(
          "tensorSplit: %d parts: expected 1 or more".formatted(count));
    }
    int size = self().size(dim);
    int[] sizes = new int[count];
    Arrays.setAll(sizes, i -> size / count + (i < size % count ? 1 : 0));
    return self().split(sizes, dim);
  }

  /** Splits a dimension before each of these places. Views. */
  @ShapeRule("tensorSplit(this, null, $1)")
  default List<Tensor> tensorSplit(int[] places, int dim) {
    List<Tensor> parts = new ArrayList<>();
    int from = 0;
    for (int place : places) {
      parts.add(self().slice(dim, from, place));
      from = place;
    }
    parts.add(self().slice(dim, from, Integer.MAX_VALUE));
    return List.copyOf(parts);
  }

  /** The elements whose indices differ by an offset, as a new last dimension. A view. */
  @ShapeRule("diagonal(this, $1, $2, $0)")
  default Tensor diagonal(int offset, int first, int second) {
    int rank = self().rank();
    if (rank < 2 || offset == 0) {
      return self().diagonal(first, second);
    }
    int dim = Shapes.dim(offset > 0 ? second : first, rank);
    int size = self().size(dim);
    int from = (int) Math.min(size, Math.abs((long) offset));
    return self().slice(dim, from, size).diagonal(first, second);
  }

  /** A tensor of zeros of this shape and type. */
  @ShapeRule("same(this)")
  default Tensor zerosLike() {
    return fullLike(0);
  }

  /** A tensor of ones of this shape and type. */
  @ShapeRule("same(this)")
  default Tensor onesLike() {
    return fullLike(1);
  }

  /** A tensor of this shape and type in which every element is a value. */
  @ShapeRule("same(this)")
  default Tensor fullLike(double value) {
    DType type = self().dtype();
    Tensor like = self().detach().to(Promotion.computed(type));
    return Tensor.apply(new FullLikeOp(value), like).to(type);
  }

  /** A float32 tensor of this shape, filled as {@link Tensor#rand}. */
  @ShapeRule("same(this)")
  default Tensor randLike() {
    return Tensor.rand(self().array().shape());
  }

  /** A float32 tensor of this shape, filled as {@link Tensor#randn}. */
  @ShapeRule("same(this)")
  default Tensor randnLike() {
    return Tensor.randn(self().array().shape());
  }

  /** 1 with the probabilities that this holds, else 0, drawn from {@link Randoms#current}. */
  @ShapeRule("same(this)")
  default Tensor bernoulli() {
    return Sampler.bernoulli(self());
  }

  /**
   * Draws {@code count} places of each row of weights [n] or [m, n], as int64, with probabilities
   * in proportion to the weights; each place once at most, unless {@code replacement}.
   */
  @ShapeRule("resize(ranked(this, 1, 2), -1, $0)")
  default Tensor multinomial(int count, boolean replacement) {
    return Sampler.multinomial(self(), count, replacement);
  }
}
