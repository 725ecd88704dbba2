package dev.forja;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forja.spi.CallWrapper;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The stages of a call. Test names contain the rows of the table of PyTorch's semantics. */
class CallPathTest {
  private final Node node = new Node("n");
  private final List<String> log = new ArrayList<>();

  @AfterEach
  void noHookLeaks() {
    GlobalHooks.clear();
    assertThat(Listening.elsewhere()).isFalse();
  }

  @Test
  void P03_underAScopeCallsTakeTheWatchedRoadEvenWithoutHooks() {
    node.body = () -> log.add(Calls.current().map(CallFrame::path).orElse("no frame"));
    node.call("x");
    HookScope.empty().run(() -> node.call("x"));
    assertThat(log).containsExactly("no frame", "");
  }

  @Test
  void P04_aCallIsQuietUntilSomebodyListensAndAgainAfterwards() {
    Node other = new Node("other");
    assertThat(node.isQuiet()).isTrue();
    HookHandle own = node.callHooks.observeForward((self, args, result) -> {});
    assertThat(node.isQuiet()).isFalse();
    assertThat(other.isQuiet()).isTrue();
    own.remove();
    assertThat(node.isQuiet()).isTrue();
    HookHandle process =
        GlobalHooks.on(Node.CALL).observeForward((self, args, result) -> log.add(self.name));
    assertThat(other.isQuiet()).isFalse();
    other.call("x");
    process.remove();
    assertThat(other.isQuiet()).isTrue();
    other.call("x");
    assertThat(log).containsExactly("other");
  }

  @Test
  void P07_P10_wrappersStandBetweenTheHooksAndTheMethod() {
    node.callHooks.registerForwardPreHook((self, args) -> new Node.Args(args.text() + "-pre"));
    node.callHooks.registerForwardHook((self, args, result) -> result + "-hook");
    CallWrapper<String> wrapper =
        (self, entry, hooks) ->
            new CallWrapper.Wrapping() {
              @Override
              public CallArgs args(CallArgs args) {
                return new Node.Args(((Node.Args) args).text() + hooks);
              }

              @Override
              public @Nullable Object result(@Nullable Object result) {
                return result + "-result";
              }
            };
    HookHandle a = node.callHooks.registerWrapped(wrapper, "a");
    GlobalHooks.on(Node.CALL).registerWrapped(wrapper, "b");
    assertThat(node.call("x")).isEqualTo("n:x-pre[b, a]-hook-result");
    assertThat(node.callHooks.list()).contains(a);
    a.remove();
    assertThat(node.call("x")).isEqualTo("n:x-pre[b]-hook-result");
  }

  @Test
  void P08_theMethodRunsOncePerCallHoweverManyListen() {
    for (int i = 0; i < 3; i++) {
      node.callHooks.observeForward((self, args, result) -> {});
      GlobalHooks.on(Node.CALL).observeForwardPre((self, args) -> {});
    }
    HookScope.empty().run(() -> node.call("x"));
    assertThat(node.bodies).isEqualTo(1);
  }

  /** PyTorch does not run them while it compiles. */
  @Test
  void P13_finallyHooksRunUnderAScopeToo() {
    node.failure = new IllegalStateException("failed");
    node.callHooks.registerFinallyHook((self, args, outcome) -> log.add("own"));
    HookScope scope =
        HookScope.on(Node.CALL).registerFinallyHook((self, args, outcome) -> log.add("scoped"));
    assertThatThrownBy(() -> scope.run(() -> node.call("x"))).hasMessage("failed");
    assertThat(log).containsExactly("own", "scoped");
  }

  /**
   * PyTorch calls such a hook without its keyword arguments, and suppresses the resulting error.
   */
  @Test
  void P19_aProcessWideFinallyHookGetsAllArgumentsOfAFailedCall() {
    node.failure = new IllegalStateException("failed");
    GlobalHooks.on(Node.CALL).registerFinallyHook((self, args, outcome) -> log.add(args.text()));
    node.callHooks.registerForwardPreHook((self, args) -> new Node.Args("changed"));
    assertThatThrownBy(() -> node.call("x")).hasMessage("failed").hasNoSuppressedExceptions();
    assertThat(log).containsExactly("changed");
  }

  @Test
  void P21_finallyHooksRunAfterAPreHookThatThrew() {
    node.callHooks.observeForwardPre(
        (self, args) -> {
          throw new IllegalArgumentException("early");
        });
    node.callHooks.registerFinallyHook(
        (self, args, outcome) -> log.add(outcome.getClass().getSimpleName()));
    assertThatThrownBy(() -> node.call("x")).hasMessage("early");
    assertThat(log).containsExactly("Threw");
    assertThat(node.bodies).isZero();
  }

  @Test
  void P29_handlesReachTheirOwnHookOnly() {
    ForwardObserver<Node, Node.Args, String> hook = (self, args, result) -> log.add(self.name);
    Node other = new Node("other");
    HookHandle first = node.callHooks.observeForward(hook);
    HookHandle second = other.callHooks.observeForward(hook);
    first.remove();
    node.call("x");
    other.call("x");
    assertThat(log).containsExactly("other");
    assertThat(second.isActive()).isTrue();
  }

  @Test
  void P68_aFrameIsLeftHoweverItsCallEnds() {
    Node outer = new Node("outer", node);
    outer.callHooks.observeForward((self, args, result) -> log.add("never"));
    node.failure = new IllegalStateException("failed");
    HookScope.empty()
        .run(
            () -> {
              assertThatThrownBy(() -> outer.call("x")).hasMessage("failed");
              assertThat(Calls.current()).isEmpty();
            });
    assertThat(log).isEmpty();
  }

  /** In PyTorch, calls made by hooks have the scope of the parent. */
  @Test
  void P70_hooksRunInTheFrameOfTheirOwnModule() {
    Node outer = new Node("outer", node);
    node.callHooks.observeForwardPre((self, args) -> log.add("pre " + frame()));
    node.callHooks.observeForward((self, args, result) -> log.add("post " + frame()));
    HookScope.empty().run(() -> outer.call("x"));
    assertThat(log).containsExactly("pre 0", "post 0");
  }

  private static String frame() {
    return Calls.current().map(CallFrame::path).orElse("none");
  }
}
