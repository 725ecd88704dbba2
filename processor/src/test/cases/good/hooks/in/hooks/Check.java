package hooks;

import dev.forja.HookHandle;
import dev.forja.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Runs what was generated. */
public final class Check implements Runnable {
  /** For the test. */
  public Check() {}

  @Override
  public void run() {
    NetInvoker net = NetInvoker.of();
    List<String> seen = new ArrayList<>();
    net.registerFinallyHook(
        (_, args, outcome) ->
            seen.add(args.x() + (outcome instanceof Outcome.Threw<?> ? " threw" : " returned")));
    net.observeForward(
        (self, args, _) -> {
          if (args.x().equals("again")) {
            again(self);
          }
        });
    try {
      equal("again!", net.call("again"));
      net.call("");
      throw new AssertionError("the exception was lost");
    } catch (IOException expected) {
      equal("empty", expected.getMessage());
    }
    equal(List.of("once returned", "again returned", " threw"), seen);
    equal(3, net.model().runs);
    var bad = net.registerForwardHook((_, _, _) -> null);
    try {
      net.call("x");
      throw new AssertionError("null was taken for a result");
    } catch (NullPointerException | IOException expected) {
      equal(
          true,
          expected
              .getMessage()
              .contains("Net returned null, which NetInvoker.call may not return"));
    }
    bad.close();
    equal(false, bad.isActive());
    removedWhileRunning();
    throwing();
  }

  private static void equal(Object expected, Object actual) {
    if (!expected.equals(actual)) {
      throw new AssertionError("expected " + expected + ", but was " + actual);
    }
  }

  /** A hook that is removed while a call runs still runs in it, and in no other. */
  private static void removedWhileRunning() {
    NetInvoker net = NetInvoker.of();
    List<HookHandle> second = new ArrayList<>();
    List<String> seen = new ArrayList<>();
    net.observeForwardPre((_, args) -> second.forEach(HookHandle::close));
    second.add(net.observeForwardPre((_, args) -> seen.add(args.x())));
    again(net);
    again(net);
    equal(List.of("once"), seen);
    equal(2, net.model().runs);
  }

  /** What a hook throws ends the call, and finally-hooks see it. */
  private static void throwing() {
    NetInvoker net = NetInvoker.of();
    List<Boolean> seen = new ArrayList<>();
    net.registerFinallyHook((_, _, outcome) -> seen.add(outcome instanceof Outcome.Threw<?>));
    var handle =
        net.observeForwardPre(
            (_, _) -> {
              throw new IllegalArgumentException("by the hook");
            });
    try {
      again(net);
      throw new AssertionError("the exception was lost");
    } catch (IllegalArgumentException expected) {
      equal("by the hook", expected.getMessage());
    }
    handle.close();
    again(net);
    equal(List.of(true, false), seen);
    equal(1, net.model().runs);
  }

  private static void again(NetInvoker self) {
    try {
      self.call("once");
    } catch (IOException unexpected) {
      throw new AssertionError(unexpected);
    }
  }
}
