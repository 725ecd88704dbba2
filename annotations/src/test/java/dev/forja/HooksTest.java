package dev.forja;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The hooks of one invoker. Test names contain the rows of the table of PyTorch's semantics. */
class HooksTest {
  private final Node node = new Node("n");
  private final List<String> log = new ArrayList<>();

  @AfterEach
  void noHookLeaks() {
    GlobalHooks.clear();
    assertThat(Listening.elsewhere()).isFalse();
  }

  @Test
  void P06_preHooksRunInOrderOfRegistrationAndChangeTheArguments() {
    node.callHooks.registerForwardPreHook((self, args) -> new Node.Args(args.text() + "1"));
    node.callHooks.observeForwardPre((self, args) -> log.add(args.text()));
    node.callHooks.registerForwardPreHook((self, args) -> new Node.Args(args.text() + "2"));
    assertThat(node.call("x")).isEqualTo("n:x12");
    assertThat(log).containsExactly("x1");
  }

  @Test
  void P06_aHookRegisteredDuringThePassRunsFromTheNextCallOn() {
    node.callHooks.observeForwardPre(
        (self, args) -> {
          log.add("outer");
          if (log.size() == 1) {
            self.callHooks.observeForwardPre((s, a) -> log.add("inner"));
          }
        });
    node.call("x");
    assertThat(log).containsExactly("outer");
    node.call("x");
    assertThat(log).containsExactly("outer", "outer", "inner");
  }

  @Test
  void P06_aHookRemovedDuringThePassStillRunsInIt() {
    List<HookHandle> handles = new ArrayList<>();
    node.callHooks.observeForwardPre((self, args) -> handles.getFirst().remove());
    handles.add(node.callHooks.observeForwardPre((self, args) -> log.add("removed")));
    node.call("x");
    node.call("x");
    assertThat(log).containsExactly("removed");
  }

  @Test
  void P06_aPreHookThatReturnsNullIsNamed() {
    node.callHooks.registerForwardPreHook((self, args) -> noArgs()).named("eraser");
    assertThatThrownBy(() -> node.call("x"))
        .isInstanceOf(NullPointerException.class)
        .hasMessageContaining("eraser on Node returned null");
    assertThat(node.bodies).isZero();
  }

  @SuppressWarnings("NullAway") // violates the contract on purpose
  private static Node.Args noArgs() {
    return null;
  }

  @Test
  void P09_hooksSeeTheArgumentsAfterThePreHooksAndReplaceTheResult() {
    node.callHooks.registerForwardPreHook((self, args) -> new Node.Args("y"));
    node.callHooks.registerForwardHook((self, args, result) -> result + "|" + args.text());
    node.callHooks.observeForward((self, args, result) -> log.add(result));
    node.callHooks.registerForwardHook((self, args, result) -> result + "!");
    assertThat(node.call("x")).isEqualTo("n:y|y!");
    assertThat(log).containsExactly("n:y|y");
  }

  @Test
  @SuppressWarnings("NullAway") // violates the contract on purpose
  void P09_nullIsAResultOnlyWhereTheEntrySaysSo() {
    node.callHooks.registerForwardHook((self, args, result) -> null).named("nothing");
    assertThatThrownBy(() -> node.call("x"))
        .hasMessageContaining("nothing on Node returned null, which Node.call may not return");
    node.otherHooks.registerForwardHook((self, args, result) -> null);
    assertThat(node.other()).isNull();
  }

  @Test
  void P14_finallyHooksRunForEveryThrowable() {
    node.callHooks.registerFinallyHook((self, args, outcome) -> log.add(outcome.toString()));
    node.body =
        () -> {
          throw new StackOverflowError("deep");
        };
    assertThat(catchThrowable(() -> node.call("x"))).isInstanceOf(StackOverflowError.class);
    assertThat(log).hasSize(1).first().asString().contains("Threw").contains("deep");
  }

  @Test
  void P15_finallyHooksSeeTheResultThatTheCallerGets() {
    node.callHooks.registerForwardHook((self, args, result) -> "changed");
    node.callHooks.registerFinallyHook(
        (self, args, outcome) -> {
          assertThat(outcome).isEqualTo(new Outcome.Returned<>("changed"));
          log.add("ended");
        });
    assertThat(node.call("x")).isEqualTo("changed");
    assertThat(log).containsExactly("ended");
  }

  @Test
  void P16_whatAFinallyHookThrowsIsSuppressedByTheOriginal() {
    node.failure = new IllegalStateException("original");
    node.callHooks.registerFinallyHook(
        (self, args, outcome) -> {
          throw new IllegalArgumentException("second");
        });
    Throwable thrown = catchThrowable(() -> node.call("x"));
    assertThat(thrown).isSameAs(node.failure);
    assertThat(thrown.getSuppressed()).hasSize(1);
    assertThat(thrown.getSuppressed()[0]).hasMessage("second");
  }

  @Test
  void P17_afterOneFinallyHookThrewTheOthersStillRun() {
    node.callHooks.registerFinallyHook((self, args, outcome) -> log.add("first"));
    node.callHooks.registerFinallyHook(
        (self, args, outcome) -> {
          throw new IllegalArgumentException("thrower");
        });
    assertThatThrownBy(() -> node.call("x")).hasMessage("thrower");
    assertThat(log).containsExactly("first");
  }

  @Test
  void P18_innerFinallyHooksRunBeforeOuterOnes() {
    Node outer = new Node("outer", node);
    node.callHooks.registerFinallyHook((self, args, outcome) -> log.add("inner"));
    outer.callHooks.registerFinallyHook((self, args, outcome) -> log.add("outer"));
    outer.call("x");
    assertThat(log).containsExactly("inner", "outer");
  }

  @Test
  void P20_aFinallyHookMayRegisterHooks() {
    node.failure = new IllegalStateException("original");
    node.callHooks.registerFinallyHook(
        (self, args, outcome) ->
            self.callHooks.registerFinallyHook((s, a, o) -> log.add("registered")));
    assertThatThrownBy(() -> node.call("x")).hasMessage("original");
    assertThat(log).isEmpty();
  }

  @Test
  void P06_hooksCanBePlacedFirstAndAroundNamedOnes() {
    node.callHooks.observeForwardPre((self, args) -> log.add("middle")).named("middle");
    node.callHooks.at(Placement.first()).observeForwardPre((self, args) -> log.add("early"));
    node.callHooks.at(Placement.first()).observeForwardPre((self, args) -> log.add("first"));
    node.callHooks.observeForwardPre((self, args) -> log.add("last"));
    HookRegistrar<Node, Node.Args, String, HookHandle> before =
        node.callHooks.at(Placement.before("middle"));
    before.observeForwardPre((self, args) -> log.add("before"));
    node.callHooks.at(Placement.after("middle")).observeForwardPre((s, args) -> log.add("after"));
    node.call("x");
    assertThat(log).containsExactly("first", "early", "before", "middle", "after", "last");
    assertThatThrownBy(() -> before.observeForward((self, args, result) -> {}))
        .hasMessage("there is no hook named 'middle' of this kind here; registered are []");
  }

  @Test
  void P30_handlesAreIdempotentAndKnowWhetherTheyAreActive() {
    HookHandle handle = node.callHooks.observeForward((self, args, result) -> log.add(result));
    assertThat(handle.isActive()).isTrue();
    assertThat(node.callHooks.list()).containsExactly(handle);
    handle.remove();
    handle.close();
    assertThat(handle.isActive()).isFalse();
    assertThat(node.callHooks.list()).isEmpty();
    node.call("x");
    assertThat(log).isEmpty();
  }

  @Test
  void P30_hooksCanBeListedAndCleared() {
    HookHandle one = node.callHooks.observeForward((self, args, result) -> {}).named("one");
    node.callHooks.registerForwardPreHook((self, args) -> args).named("two");
    assertThat(node.callHooks.list()).extracting(HookHandle::name).containsExactly("two", "one");
    node.callHooks.clear();
    assertThat(node.callHooks.list()).isEmpty();
    assertThat(one.isActive()).isFalse();
  }

  @Test
  void P31_theSameHookTwiceIsTwoHooks() {
    ForwardObserver<Node, Node.Args, String> hook = (self, args, result) -> log.add(result);
    HookHandle first = node.callHooks.observeForward(hook);
    node.callHooks.observeForward(hook);
    node.call("x");
    first.remove();
    node.call("y");
    assertThat(log).containsExactly("n:x", "n:x", "n:y");
  }

  @Test
  void eachEntryHasItsOwnHooks() {
    node.otherHooks.observeForward((self, args, result) -> log.add("other"));
    node.call("x");
    assertThat(log).isEmpty();
    node.other();
    assertThat(log).containsExactly("other");
  }

  @Test
  void aHookMayCallTheModuleAgain() {
    node.callHooks.observeForward(
        (self, args, result) -> {
          log.add(result);
          if (args.text().length() < 3) {
            self.call(args.text() + "x");
          }
        });
    assertThat(node.call("x")).isEqualTo("n:x");
    assertThat(log).containsExactly("n:x", "n:xx", "n:xxx");
  }
}
