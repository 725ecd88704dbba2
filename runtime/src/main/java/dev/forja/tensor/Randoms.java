package dev.forja.tensor;

import dev.forja.ThrowingCallable;
import dev.forja.ThrowingRunnable;
import dev.forja.spi.Ambient;
import org.jspecify.annotations.Nullable;

/**
 * The current generator, from which initialisation, dropout and shuffling draw: that of the
 * innermost {@link #runWith} on this thread, otherwise that of the process, which starts from a
 * fixed seed as in PyTorch. Thread-safe.
 */
public final class Randoms {
  private static final long DEFAULT_SEED = 67280421310721L;
  private static final Philox PROCESS = new Philox(DEFAULT_SEED);
  private static final Ambient<Philox> SCOPED = Ambient.create();

  private Randoms() {}

  /** Restarts the current generator from {@code seed}, like {@code torch.manual_seed}. */
  public static void seed(long seed) {
    inUse().restore(new PhiloxState(seed, 0));
  }

  /** The generator in use on this thread. */
  public static Philox current() {
    OpListener listener = OpListener.current();
    if (listener != null) {
      listener.draws();
    }
    return inUse();
  }

  private static Philox inUse() {
    return SCOPED.orElse(PROCESS);
  }

  /**
   * Runs {@code body} with {@code generator} as the current one. What it throws is thrown as it is.
   */
  public static <X extends Throwable> void runWith(Philox generator, ThrowingRunnable<X> body)
      throws X {
    SCOPED.run(generator, body);
  }

  /** Runs {@code body} with {@code generator} as the current one, and returns its result. */
  public static <T extends @Nullable Object, X extends Throwable> T callWith(
      Philox generator, ThrowingCallable<? extends T, X> body) throws X {
    return SCOPED.call(generator, body);
  }
}
