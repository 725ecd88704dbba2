package dev.forja.tensor;

import dev.forja.HookScope;
import dev.forja.op.Op;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Is called around every op within a scope; traces and profiles are built on it. It hears the ops
 * of the thread that runs its {@link #scope} and of tasks wrapped with {@link
 * dev.forja.Calls#carry}, possibly concurrently, so implementations must be thread-safe. While no
 * scope is open, an op only pays for one lookup.
 */
public interface OpListener {
  /**
   * Called for an op; must call {@code proceed} exactly once to run it, and return its result.
   *
   * @param inputs the inputs of the op, with parameters that are overridden on this thread already
   *     replaced
   */
  Tensor[] run(Op op, Tensor[] inputs, Supplier<Tensor[]> proceed);

  /**
   * Called for a backward pass; must call {@code proceed} exactly once to run it. {@link #gradient}
   * is called for each gradient that it computes; the remaining work adds gradients and stores them
   * in leaves.
   */
  default void backward(Runnable proceed) {
    proceed.run();
  }

  /**
   * Called for the gradient of an op; must call {@code proceed} exactly once to compute it. For ops
   * of a backward hook, {@link #run} is called inside this call.
   *
   * @param issued the op, and the call of the module whose forward issued it
   */
  default void gradient(IssuedOp issued, Runnable proceed) {
    proceed.run();
  }

  /**
   * Called when the values of a tensor are converted to Java values, by {@code item}, {@code
   * toFloats}, {@code toString} and similar methods. Computations with these are not ops and are
   * not heard.
   */
  default void reads(String method, Tensor tensor) {}

  /** Called before a tensor is changed in place. */
  default void changes(Tensor tensor) {}

  /** Called on the same thread after the in-place change that {@link #changes} announced. */
  default void changed(Tensor tensor) {}

  /** Called when random numbers are drawn from the current generator. */
  default void draws() {}

  /**
   * A scope in which {@code listener} hears every op.
   *
   * @throws IllegalStateException if another scope of this kind is already open on this thread
   */
  static HookScope scope(OpListener listener) {
    if (current() != null) {
      throw new IllegalStateException(
          "a trace or a profile is already running on this thread: end it before starting another");
    }
    return HookScope.binding(OpRunner.LISTENER, listener);
  }

  /** The listener on this thread; null if there is none. */
  static @Nullable OpListener current() {
    return OpRunner.LISTENER.isBound() ? OpRunner.LISTENER.get() : null;
  }
}
