package dev.forja.tensor;

import dev.forja.ThrowingCallable;
import dev.forja.ThrowingRunnable;
import dev.forja.array.Allocator;
import dev.forja.array.ArrayPool;
import dev.forja.array.DType;
import dev.forja.array.NdArray;
import dev.forja.array.Shapes;
import dev.forja.array.Storage;
import dev.forja.kernel.parallel.ScratchPool;
import dev.forja.op.OpResult;
import java.lang.ref.SoftReference;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A block in which ops reuse arrays of earlier, finished blocks for their results, so that a
 * repeated call allocates almost nothing:
 *
 * <pre>{@code
 * try (var workspace = Workspace.open()) {
 *   float[] scores = model.call(images).toFloats();
 *   Tensor last = workspace.keep(hidden);   // remains valid after the block
 * }
 * }</pre>
 *
 * <p>A tensor that was computed in the block becomes invalid at its end: if a hook or a field has
 * kept it, any later use is an error and never yields other values. Within the block, only the
 * temporary arrays of an op are reused. Blocks may be nested, for example one around each layer;
 * tensors kept by the inner block belong to the outer one. Gradients work inside a block; those
 * that backward stores in parameters remain valid.
 *
 * <p>A workspace belongs to the thread that opened it; ops on other threads do not use it. The Java
 * arrays of a tensor ({@link Tensor#array}) must not be used after the block. There are as many
 * sets of arrays as blocks were ever open at once, however many threads there are. A set is kept
 * until memory is short, and an array of it until several blocks in a row have not needed it.
 */
public final class Workspace implements AutoCloseable {
  private static final ThreadLocal<@Nullable Workspace> CURRENT = new ThreadLocal<>();

  /** Free arrays for the next block, which are released when memory is short. */
  private static final ScratchPool<SoftReference<ArrayPool>> POOLS =
      new ScratchPool<>(() -> new SoftReference<>(new ArrayPool()));

  private final ArrayPool pool;
  private final @Nullable Workspace outer;

  /** By identity, which needs no object for each entry. */
  private final Set<Storage> live = Collections.newSetFromMap(new IdentityHashMap<>());

  private boolean open = true;

  private Workspace(ArrayPool pool, @Nullable Workspace outer) {
    this.pool = pool;
    this.outer = outer;
  }

  /** Begins a block, which ends when the workspace is closed. */
  public static Workspace open() {
    Workspace outer = CURRENT.get();
    Workspace workspace = new Workspace(outer == null ? pool() : outer.pool, outer);
    CURRENT.set(workspace);
    return workspace;
  }

  private static ArrayPool pool() {
    ArrayPool pool = POOLS.take().get();
    return pool == null ? new ArrayPool() : pool;
  }

  /** Runs {@code body} in a block and returns its result; if that is a tensor, it is kept. */
  public static <T extends @Nullable Object, X extends Throwable> T call(
      ThrowingCallable<? extends T, X> body) throws X {
    try (Workspace workspace = open()) {
      T result = body.call();
      if (result instanceof Tensor tensor) {
        workspace.keep(tensor);
      }
      return result;
    }
  }

  /** Runs {@code body} in a block. What it throws is thrown as it is. */
  public static <X extends Throwable> void run(ThrowingRunnable<X> body) throws X {
    try (Workspace _ = open()) {
      body.run();
    }
  }

  /** The total size of the free arrays for the next block of this thread, in bytes. */
  public static long pooledBytes() {
    ArrayPool pool = pool();
    long bytes = pool.bytes();
    POOLS.giveBack(new SoftReference<>(pool));
    return bytes;
  }

  /**
   * Keeps a tensor of this block, or of a nested one, valid after the end of this block: until the
   * end of the enclosing block, or indefinitely if there is none. Only the values are kept; the
   * arrays that backward would need still end with the block.
   *
   * @return the same tensor
   */
  public Tensor keep(Tensor tensor) {
    Storage storage = tensor.array().storage();
    storage.checkNotEnded();
    for (Workspace at = CURRENT.get(); at != null && at != this; at = at.outer) {
      if (isAround(at) && at.live.remove(storage)) {
        live.add(storage); // computed in a nested block
      }
    }
    if (live.remove(storage) && outer != null) {
      outer.live.add(storage);
    }
    return tensor;
  }

  /**
   * Ends a tensor that was computed in this block, or kept by a nested one, before the block ends,
   * so that the next ops use its memory. Any later use of it, or of a view of the same elements, is
   * an error. Other tensors stay as they are.
   */
  public void free(Tensor tensor) {
    Storage storage = tensor.array().storage();
    if (live.remove(storage)) {
      pool.giveBack(storage);
    }
  }

  /** Ends the block, and nested blocks that are still open. Closing it again has no effect. */
  @Override
  public void close() {
    if (!open) {
      return;
    }
    Workspace inner = CURRENT.get();
    if (!isAround(inner)) {
      throw new IllegalStateException("a Workspace must be closed by the thread that opened it");
    }
    CURRENT.set(outer);
    for (Workspace ended = inner; ended != null && ended != outer; ended = ended.outer) {
      ended.open = false;
      for (Storage storage : ended.live) {
        pool.giveBack(storage);
      }
      ended.live.clear();
    }
    if (outer == null) {
      CURRENT.remove();
      pool.nextRound();
      POOLS.giveBack(new SoftReference<>(pool));
    }
  }

  private boolean isAround(@Nullable Workspace inner) {
    Workspace at = inner;
    while (at != null && at != this) {
      at = at.outer;
    }
    return at == this;
  }

  private NdArray take(DType type, int[] shape) {
    Storage storage = pool.take(type, Shapes.count(shape));
    live.add(storage);
    return NdArray.dense(storage, shape);
  }

  /** The allocator for intermediate gradients on this thread. */
  static Allocator allocator() {
    Workspace current = CURRENT.get();
    return current == null ? Allocator.HEAP : current::take;
  }

  /** Detaches an array from its workspace and returns it. */
  static NdArray outside(NdArray array) {
    for (Workspace at = CURRENT.get(); at != null; at = at.outer) {
      at.live.remove(array.storage());
    }
    return array;
  }

  /** The allocator for the arrays of an op on this thread, until {@link #endOp}. */
  static Allocator memory() {
    Workspace current = CURRENT.get();
    return current == null ? Allocator.HEAP : new Lease(current);
  }

  /**
   * Called after an op: arrays from {@code memory} that it neither returned nor saved can be
   * reused.
   *
   * @param recording whether the saved arrays are needed; if not, they can be reused too
   */
  static void endOp(Allocator memory, OpResult computed, boolean recording) {
    if (memory instanceof Lease lease) {
      lease.end(array -> computed.gives(array) || (recording && computed.saves(array)));
    }
  }

  /** Called after the gradient of an op: arrays that it took but did not return can be reused. */
  static void endBackward(Allocator memory, @Nullable NdArray[] gradients) {
    if (memory instanceof Lease lease) {
      lease.end(array -> holds(gradients, array.storage()));
    }
  }

  /** The arrays that one op allocates. */
  private static final class Lease implements Allocator {
    private static final NdArray[] NONE = {};

    private final Workspace workspace;
    private NdArray[] taken = NONE;
    private int count;

    Lease(Workspace workspace) {
      this.workspace = workspace;
    }

    @Override
    public NdArray empty(DType type, int... shape) {
      NdArray array = workspace.take(type, shape);
      if (count == taken.length) {
        taken = Arrays.copyOf(taken, count + 2);
      }
      taken[count++] = array;
      return array;
    }

    void end(Predicate<NdArray> isKept) {
      for (int i = 0; i < count; i++) {
        Storage storage = taken[i].storage();
        if (!isKept.test(taken[i])) {
          workspace.live.remove(storage);
          workspace.pool.giveBack(storage);
        }
      }
    }
  }

  private static boolean holds(@Nullable NdArray[] arrays, Storage storage) {
    for (NdArray array : arrays) {
      if (array != null && array.storage() == storage) {
        return true;
      }
    }
    return false;
  }
}
