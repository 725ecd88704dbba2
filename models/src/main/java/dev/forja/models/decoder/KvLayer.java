package dev.forja.models.decoder;

import dev.forja.array.NdArray;
import dev.forja.array.StridedCopy;
import dev.forja.tensor.InPlace;
import dev.forja.tensor.NoGrad;
import dev.forja.tensor.Tensor;
import java.util.stream.IntStream;

/** The keys and values of one layer, in arrays with room for further tokens. */
final class KvLayer {
  private final int window;
  private final boolean fixed;
  private Tensor keys;
  private Tensor values;

  /** The token whose keys stand first in the arrays. */
  private int from;

  /** Views of keys and values, [n, heads, tokens, width]. */
  record Views(Tensor keys, Tensor values) {}

  private KvLayer(Tensor keys, Tensor values, int window, boolean fixed, int from) {
    this.keys = keys;
    this.values = values;
    this.window = window;
    this.fixed = fixed;
    this.from = from;
  }

  /** Room like that of the first keys and values, [n, heads, l, width]. */
  static KvLayer of(Tensor keys, Tensor values, int room, boolean fixed, int window) {
    int most = window == 0 ? room : Math.min(room, 2 * window);
    return new KvLayer(roomFor(keys, most), roomFor(values, most), window, fixed && window == 0, 0);
  }

  private static Tensor roomFor(Tensor like, int tokens) {
    return Tensor.zeros(like.size(0), like.size(1), tokens, like.size(3));
  }

  int window() {
    return window;
  }

  int from() {
    return from;
  }

  int texts() {
    return keys.size(0);
  }

  long step() {
    return (long) Float.BYTES * keys.size(0) * keys.size(1) * (keys.size(3) + values.size(3));
  }

  long bytes() {
    return step() * keys.size(2);
  }

  boolean canRewind(int to) {
    return from <= (window == 0 ? 0 : Math.max(0, to - window + 1));
  }

  /**
   * Adds keys and values.
   *
   * @param past the number of tokens before them
   * @param first the first token whose keys are wanted
   */
  Views add(Tensor newKeys, Tensor newValues, int past, int first) {
    int more = newKeys.size(2);
    int end = past + more;
    if (end - from > keys.size(2)) {
      makeRoom(past, end);
    }
    put(keys, past - from, newKeys);
    put(values, past - from, newValues);
    return new Views(
        keys.narrow(2, first - from, end - first), values.narrow(2, first - from, end - first));
  }

  /** Writes into the array itself: a view of a tensor is an op. */
  private static void put(Tensor all, int place, Tensor values) {
    NdArray from = values.array();
    InPlace.update(all, array -> StridedCopy.copy(from, array.slice(2, place, from.shape()[2], 1)));
  }

  /** Drops tokens that no later token sees, and takes larger arrays if that is not enough. */
  private void makeRoom(int past, int end) {
    int kept = window == 0 ? 0 : Math.max(from, past - window + 1);
    int needed = end - kept;
    int room = keys.size(2);
    if (window > 0 && needed > room) {
      room = Math.max(needed, Math.min(2 * room, 2 * window));
    } else if (needed > room) {
      room = fixed ? needed : Math.max(needed, 2 * room);
    }
    keys = moved(keys, past, kept, room);
    values = moved(values, past, kept, room);
    from = kept;
  }

  private Tensor moved(Tensor old, int past, int kept, int room) {
    Tensor left = old.narrow(2, kept - from, past - kept);
    Tensor target = room == old.size(2) ? old : roomFor(old, room);
    InPlace.copy(target.narrow(2, 0, past - kept), left);
    return target;
  }

  KvLayer select(int... texts) {
    Tensor places = Tensor.of(IntStream.of(texts).asLongStream().toArray(), texts.length);
    return NoGrad.call(
        () -> new KvLayer(chosen(keys, places), chosen(values, places), window, fixed, from));
  }

  /** A copy outside of any Workspace. */
  static Tensor outside(Tensor values) {
    Tensor target = Tensor.zeros(values.shape());
    InPlace.copy(target, values);
    return target;
  }

  private static Tensor chosen(Tensor all, Tensor places) {
    return outside(all.indexSelect(0, places));
  }
}
