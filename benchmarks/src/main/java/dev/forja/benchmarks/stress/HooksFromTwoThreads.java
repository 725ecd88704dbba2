package dev.forja.benchmarks.stress;

import dev.forja.Calls;
import dev.forja.HookHandle;
import dev.forja.HookScope;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;
import org.openjdk.jcstress.infra.results.II_Result;

/** The registry of hooks, and the check whether an invoker has any. */
public final class HooksFromTwoThreads {
  private HooksFromTwoThreads() {}

  /** Two threads register hooks: both hooks are listed, and both hear calls. */
  @JCStressTest
  @State
  @Outcome(id = "2, 2", expect = Expect.ACCEPTABLE, desc = "both are listed and hear")
  public static class Register {
    private final TwiceInvoker model = TwiceInvoker.of();
    private final AtomicInteger heard = new AtomicInteger();

    private void register() {
      HookHandle _ = model.observeForward((self, args, result) -> heard.incrementAndGet());
    }

    /** Registers the first hook. */
    @Actor
    public void first() {
      register();
    }

    /** Registers the second hook. */
    @Actor
    public void second() {
      register();
    }

    /** Checks the final state. */
    @Arbiter
    public void judge(II_Result r) {
      r.r1 = model.callHooks().list().size();
      var _ = model.call(1);
      r.r2 = heard.get();
    }
  }

  /**
   * One thread registers a hook, another closes every hook that it finds listed: a closed hook is
   * gone.
   */
  @JCStressTest
  @State
  @Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "it came too late to be found")
  @Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "it was found and closed")
  public static class CloseWhatIsListed {
    private final TwiceInvoker model = TwiceInvoker.of();

    /** Registers the hook. */
    @Actor
    public void register() {
      HookHandle _ = model.observeForward((self, args, result) -> {});
    }

    /** Closes the listed hooks. */
    @Actor
    public void close(II_Result r) {
      for (HookHandle handle : model.callHooks().list()) {
        handle.close();
        r.r1++;
      }
    }

    /** Checks the final state. */
    @Arbiter
    public void judge(II_Result r) {
      r.r2 = model.callHooks().list().size();
    }
  }

  /**
   * Two threads close the same hook, while one of them registers a further one: only the closed
   * hook is removed.
   */
  @JCStressTest
  @State
  @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "one is left, and hears")
  public static class CloseTwice {
    private final TwiceInvoker model = TwiceInvoker.of();
    private final AtomicInteger heard = new AtomicInteger();
    private final HookHandle handle = model.observeForward((self, args, result) -> {});

    /** Closes the hook. */
    @Actor
    public void first() {
      handle.close();
    }

    /** Closes the hook too, and registers another. */
    @Actor
    public void second() {
      handle.close();
      HookHandle _ = model.observeForward((self, args, result) -> heard.incrementAndGet());
    }

    /** Checks the final state. */
    @Arbiter
    public void judge(II_Result r) {
      r.r1 = model.callHooks().list().size();
      var _ = model.call(1);
      r.r2 = heard.get();
    }
  }

  /** A thread that knows that a hook was registered finds the invoker no longer quiet. */
  @JCStressTest
  @State
  @Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "called before")
  @Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "called meanwhile")
  @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "called after it was told")
  public static class Quiet {
    private final TwiceInvoker model = TwiceInvoker.of();
    private final AtomicInteger heard = new AtomicInteger();
    private volatile int told;

    /** Registers a hook and announces it. */
    @Actor
    public void register() {
      HookHandle _ = model.observeForward((self, args, result) -> heard.incrementAndGet());
      told = 1;
    }

    /** Calls the invoker. */
    @Actor
    public void call(II_Result r) {
      r.r1 = told;
      var _ = model.call(1);
      r.r2 = heard.get();
    }
  }

  /**
   * After the last hook is closed and another is registered, in any order, the other one hears
   * calls.
   */
  @JCStressTest
  @State
  @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "the new hook is there, and hears")
  public static class LastAndFirst {
    private final TwiceInvoker model = TwiceInvoker.of();
    private final AtomicInteger heard = new AtomicInteger();
    private final HookHandle old = model.observeForward((self, args, result) -> {});

    /** Closes the last hook. */
    @Actor
    public void close() {
      old.close();
    }

    /** Registers another hook. */
    @Actor
    public void register() {
      HookHandle _ = model.observeForward((self, args, result) -> heard.incrementAndGet());
    }

    /** Checks the final state. */
    @Arbiter
    public void judge(II_Result r) {
      r.r1 = model.callHooks().list().size();
      var _ = model.call(1);
      r.r2 = heard.get();
    }
  }

  /** Scopes on two threads hear each of their own calls once, and none of the other's. */
  @JCStressTest
  @State
  @Outcome(id = "1, 1, 0, 0", expect = Expect.ACCEPTABLE, desc = "each hears its own call")
  public static class Scopes {
    private final TwiceInvoker model = TwiceInvoker.of();

    private int inScope() {
      int[] heard = {0};
      HookScope.on(TwiceInvoker.CALL)
          .observeForward((self, args, result) -> heard[0]++)
          .run(() -> model.call(1));
      return heard[0];
    }

    /** Opens the first scope. */
    @Actor
    public void first(IIII_Result r) {
      r.r1 = inScope();
    }

    /** Opens the second scope. */
    @Actor
    public void second(IIII_Result r) {
      r.r2 = inScope();
    }

    /** Checks that nobody listens afterwards. */
    @Arbiter
    public void judge(IIII_Result r) {
      r.r3 = model.callHooks().list().size();
      r.r4 = Calls.current().isPresent() ? 1 : 0;
    }
  }
}
