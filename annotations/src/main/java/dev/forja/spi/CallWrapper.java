package dev.forja.spi;

import dev.forja.CallArgs;
import dev.forja.Entry;
import dev.forja.Invoker;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs directly around the method and can keep state for each call. Libraries use it for hooks that
 * this contract does not know, such as hooks on gradients. It changes the arguments as the
 * pre-hooks left them, and the result as the hooks left it.
 *
 * @param <H> the hooks that it serves
 */
@FunctionalInterface
public interface CallWrapper<H> {
  /** Begins one call. {@code hooks} are all that were registered with this wrapper, in order. */
  Wrapping begin(Invoker self, Entry<?, ?, ?> entry, List<H> hooks);

  /** One call under way. */
  interface Wrapping {
    /** The arguments to call the method with. */
    CallArgs args(CallArgs args);

    /** The result to return. */
    @Nullable Object result(@Nullable Object result);
  }
}
