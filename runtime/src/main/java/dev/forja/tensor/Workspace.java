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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A block in which ops take the memory of their results from arrays that earlier blocks are done
 * with, so that a repeated call allocates next to nothing:
 *
 * <pre>{@code
 * try (var workspace = Workspace.open()) {
 *   float[] scores = model.call(images).toFloats();
 *   Tensor last = workspace.keep(hidden);   // goes on to live after the block
 * }
 * }</pre>
 *
 * <p>A tensor that was computed in the block ends with it: whoever touches it later, a hook or a
 * field that has kept it, gets an error, never other values. Within the block nothing is used again
 * but what an op needed for itself. Blocks may stand inside of each other, such as one around each
 * layer; what the inner one keeps belongs to the outer. Gradients work inside a block; those that
 * backward leaves in parameters live on.
 *
 * <p>A workspace belongs to the thread that opened it; ops on other threads take nothing from it.
 * The bare Java arrays below a tensor ({@link Tensor#array}) must not be used after the block.
 * There are as many sets of arrays as blocks were ever open at once, however many threads there
 * are; a set is kept until memory is short, and an array of it until some blocks have not needed
 * it.
 */
public final class Workspace implements AutoCloseable {
  private static final ThreadLocal<@Nullable Workspace> CURRENT = new ThreadLocal<>();

  /** Arrays that wait for the next block, until memory is short. */
  private static final ScratchPool<SoftReference<ArrayPool>> POOLS =
      new ScratchPool<>(() -> new SoftReference<>(new ArrayPool()));

  private final ArrayPool pool;
  private final @Nullable Workspace outer;
  private final Set<Storage> live = new HashSet<>();
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

  /**
   * Gives what {@code body} gives, computed in a block; a result that is a tensor is kept. What the
   * body throws is thrown as it is.
   */
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

  /** The size of the arrays that wait for the next block of this thread, in bytes. */
  public static long pooledBytes() {
    ArrayPool pool = pool();
    long bytes = pool.bytes();
    POOLS.giveBack(new SoftReference<>(pool));
    return bytes;
  }

  /**
   * Lets a tensor of this block, or of one inside of it, live on when this block ends: until the
   * end of the block around it, or as any other where there is none. Its values only: what backward
   * would need of the block still ends.
   *
   * @return the same tensor
   */
  public Tensor keep(Tensor tensor) {
    Storage storage = tensor.array().storage();
    storage.checkNotEnded();
    for (Workspace at = CURRENT.get(); at != null && at != this; at = at.outer) {
      if (isAround(at) && at.live.remove(storage)) {
        live.add(storage); // computed in a block inside of this one
      }
    }
    if (live.remove(storage) && outer != null) {
      outer.live.add(storage);
    }
    return tensor;
  }

  /** Ends the block, and those inside of it that are still open. Closing again does nothing. */
  @Override
  public void close() {
    if (!open) {
      return;
    }
    Workspace inner = CURRENT.get();
    if (!isAround(inner)) {
      throw new IllegalStateException("a Workspace is closed by the thread that opened it");
    }
    CURRENT.set(outer);
    for (Workspace ended = inner; ended != null && ended != outer; ended = ended.outer) {
      ended.open = false;
      ended.live.forEach(pool::giveBack);
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

  /** Where gradients on their way come from on this thread. */
  static Allocator allocator() {
    Workspace current = CURRENT.get();
    return current == null ? Allocator.HEAP : current::take;
  }

  /** The same array, which from now on belongs to no workspace. */
  static NdArray outside(NdArray array) {
    for (Workspace at = CURRENT.get(); at != null; at = at.outer) {
      at.live.remove(array.storage());
    }
    return array;
  }

  /** Where an op takes its arrays from on this thread, until {@link #endOp}. */
  static Allocator memory() {
    Workspace current = CURRENT.get();
    return current == null ? Allocator.HEAP : new Lease(current);
  }

  /**
   * An op has run: what it took from {@code memory} and neither gave nor saved is used again.
   *
   * @param recording whether what forward saved is needed; if not, it is used again too
   */
  static void endOp(Allocator memory, OpResult computed, boolean recording) {
    if (memory instanceof Lease lease) {
      lease.end(array -> computed.gives(array) || (recording && computed.saves(array)));
    }
  }

  /** The gradient of an op has run: what it took and did not give is used again. */
  static void endBackward(Allocator memory, @Nullable NdArray[] gradients) {
    if (memory instanceof Lease lease) {
      lease.end(array -> holds(gradients, array.storage()));
    }
  }

  /** The arrays that one op takes. */
  private static final class Lease implements Allocator {
    private final Workspace workspace;
    private final List<NdArray> taken = new ArrayList<>();

    Lease(Workspace workspace) {
      this.workspace = workspace;
    }

    @Override
    public NdArray empty(DType type, int... shape) {
      NdArray array = workspace.take(type, shape);
      taken.add(array);
      return array;
    }

    void end(Predicate<NdArray> isKept) {
      for (NdArray array : taken) {
        if (!isKept.test(array)) {
          workspace.live.remove(array.storage());
          workspace.pool.giveBack(array.storage());
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
