package dev.forja.spi;

import dev.forja.CallArgs;
import dev.forja.Entry;
import dev.forja.Invoker;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands right around the method, and takes part in each call with state of its own: the way
 * in for hooks that the contract knows nothing of, such as those on gradients. It changes the
 * arguments as the pre-hooks left them, and the result as the hooks left it.
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
