package dev.forja.module;

import dev.forja.CallArgs;
import dev.forja.Entry;
import dev.forja.Invoker;
import dev.forja.spi.CallWrapper;
import dev.forja.spi.ResultMapper;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Runs backward hooks around calls, with a {@link BackwardCall} for each call. */
final class BackwardWrapper implements CallWrapper<BackwardHook> {
  static final BackwardWrapper INSTANCE = new BackwardWrapper();
  private static final System.Logger LOG = System.getLogger(BackwardHooks.class.getName());
  private static final Set<String> WARNED = ConcurrentHashMap.newKeySet();

  private BackwardWrapper() {}

  /** Why the gradients of this entry cannot be observed; null if they can. */
  static @Nullable String refusal(Entry<?, ?, ?> entry) {
    ResultMapper<?> results = entry.results();
    String why = null;
    if (results.refusal() != null) {
      why = "in its result: " + results.refusal();
    } else if (!results.reaches()) {
      why = "in its result: there are none";
    } else if (entry.argsRefusal() != null) {
      why = "in its arguments: " + entry.argsRefusal();
    }
    return why == null
        ? null
        : "backward hooks on %s would not run: tensors cannot be reached %s".formatted(entry, why);
  }

  @Override
  public Wrapping begin(Invoker self, Entry<?, ?, ?> entry, List<BackwardHook> hooks) {
    String refusal = refusal(entry);
    if (refusal == null) {
      return new BackwardCall(self, entry, hooks);
    }
    if (entry.results().refusal() != null || entry.argsRefusal() != null) {
      warnOnce(refusal);
    }
    return Unheard.INSTANCE;
  }

  /**
   * Warns once: a hook on every entry of the process was registered before it was known which
   * entries are called.
   */
  private static void warnOnce(String refusal) {
    if (WARNED.add(refusal)) {
      LOG.log(System.Logger.Level.WARNING, refusal);
    }
  }

  /** The wrapping of a call whose gradients cannot be observed. */
  private enum Unheard implements Wrapping {
    INSTANCE;

    @Override
    public CallArgs args(CallArgs args) {
      return args;
    }

    @Override
    public @Nullable Object result(@Nullable Object result) {
      return result;
    }
  }
}
