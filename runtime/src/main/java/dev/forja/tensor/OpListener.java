package dev.forja.tensor;

import dev.forja.HookScope;
import dev.forja.op.Op;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Stands in the one place where ops run, for a stretch of code: how traces and profiles are made.
 * It hears the ops of the thread that its {@link #scope} runs on and of tasks wrapped by {@link
 * dev.forja.Calls#carry}, possibly at the same time; while no scope is open, nothing hears and an
 * op pays for one look.
 */
public interface OpListener {
  /**
   * Runs an op by {@code proceed}, once, and returns what that returns.
   *
   * @param inputs what the op takes: of a parameter that is replaced on this thread, what stands
   *     for it
   */
  Tensor[] run(Op op, Tensor[] inputs, Supplier<Tensor[]> proceed);

  /**
   * Runs a backward pass by {@code proceed}, once. Each gradient that it computes is heard by
   * {@link #gradient}; what is left of the pass adds gradients up and puts them into leaves.
   */
  default void backward(Runnable proceed) {
    proceed.run();
  }

  /**
   * Runs the gradient of an op by {@code proceed}, once. What a backward hook computes meanwhile is
   * heard by {@link #run}, inside of this.
   *
   * @param issued the op, and the call of the module whose forward issued it
   */
  default void gradient(IssuedOp issued, Runnable proceed) {
    proceed.run();
  }

  /**
   * The values of a tensor become Java values, by {@code item}, {@code toFloats} and the like: what
   * is done with them are no ops, and is not heard.
   */
  default void reads(String method, Tensor tensor) {}

  /** A tensor is about to be changed in place. */
  default void changes(Tensor tensor) {}

  /** The change in place that {@link #changes} told of has ended, on the same thread. */
  default void changed(Tensor tensor) {}

  /** Somebody draws from the current generator. */
  default void draws() {}

  /**
   * A scope in which {@code listener} hears every op.
   *
   * @throws IllegalStateException if one is open on this thread already
   */
  static HookScope scope(OpListener listener) {
    if (current() != null) {
      throw new IllegalStateException(
          "a trace or a profile is already under way on this thread: end it before another begins");
    }
    return HookScope.binding(OpRunner.LISTENER, listener);
  }

  /** The listener on this thread; null where there is none. */
  static @Nullable OpListener current() {
    return OpRunner.LISTENER.isBound() ? OpRunner.LISTENER.get() : null;
  }
}
