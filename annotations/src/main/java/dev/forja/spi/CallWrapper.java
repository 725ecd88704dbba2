package dev.forja.spi;

import dev.forja.CallArgs;
import dev.forja.Entry;
import dev.forja.Invoker;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs directly around the method and can keep state for each call. Libraries use it for kinds of
 * hooks that this contract does not know, such as hooks on gradients. It may change the arguments
 * after the pre-hooks, and the result after the hooks. Implementations must be thread-safe.
 *
 * @param <H> the type of its hooks
 */
@FunctionalInterface
public interface CallWrapper<H> {
  /** Begins one call. {@code hooks} are all hooks registered with this wrapper, in order. */
  Wrapping begin(Invoker self, Entry<?, ?, ?> entry, List<H> hooks);

  /** The state of one running call. Used by the thread of its call alone. */
  interface Wrapping {
    /** Returns the arguments to call the method with. */
    CallArgs args(CallArgs args);

    /** Returns the result of the call. */
    @Nullable Object result(@Nullable Object result);
  }
}
