package dev.forja;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Hooks that are not on a single invoker: those of a scope and those of the process. */
class HookReachTest {
  private final Node leaf = new Node("leaf");
  private final Node root = new Node("root", leaf, new Node("other"));
  private final List<String> log = Collections.synchronizedList(new ArrayList<>());

  @AfterEach
  void noHookLeaks() {
    GlobalHooks.clear();
    assertThat(Listening.elsewhere()).isFalse();
  }

  @Test
  void P06_P09_processWideHooksRunFirstThenScopesOutermostFirstThenOwn() {
    leaf.callHooks.observeForwardPre((self, args) -> log.add("own pre"));
    leaf.callHooks.observeForward((self, args, result) -> log.add("own"));
    leaf.callHooks.registerFinallyHook((self, args, outcome) -> log.add("own end"));
    GlobalHooks.on(Node.CALL).observeForwardPre((self, args) -> log.add("process pre"));
    GlobalHooks.on(Node.CALL).observeForward((self, args, result) -> log.add("process"));
    GlobalHooks.on(Node.CALL).registerFinallyHook((self, args, outcome) -> log.add("process end"));
    scope("outer").run(() -> scope("inner").run(() -> leaf.call("x")));
    assertThat(log)
        .containsExactly(
            "process pre",
            "outer pre",
            "inner pre",
            "own pre",
            "process",
            "outer",
            "inner",
            "own",
            "own end",
            "inner end",
            "outer end",
            "process end");
  }

  private HookScope scope(String name) {
    return HookScope.on(Node.CALL)
        .observeForwardPre((self, args) -> log.add(name + " pre"))
        .and(HookScope.on(Node.CALL).observeForward((self, args, result) -> log.add(name)))
        .and(
            HookScope.on(Node.CALL)
                .registerFinallyHook((self, args, outcome) -> log.add(name + " end")));
  }

  @Test
  void aScopeHearsEveryModuleBelowAndKnowsThePathTaken() {
    HookScope.on(Node.CALL)
        .observeForward((self, args, result) -> log.add(self.path()))
        .run(() -> root.call("x"));
    assertThat(log).containsExactly("0", "1", "");
    root.call("x");
    assertThat(log).hasSize(3);
  }

  @Test
  void P69_aSharedModuleIsKnownByThePathTaken() {
    Node shared = new Node("shared");
    Node both = new Node("both", new Node("left", shared), new Node("right", shared));
    HookScope.on(Node.CALL)
        .observeForward((self, args, result) -> log.add(self.path()))
        .run(() -> both.call("x"));
    assertThat(log).containsExactly("0.0", "0", "1.0", "1", "");
    assertThat(shared.path()).isEqualTo("0.0");
  }

  @Test
  void aScopeHearsOnlyItsEntryAndAnyHearsAll() {
    HookScope.on(Node.OTHER)
        .observeForward((self, args, result) -> log.add("other"))
        .and(HookScope.on(Entry.any()).observeForward((self, args, result) -> log.add("any")))
        .run(
            () -> {
              leaf.call("x");
              leaf.other();
            });
    assertThat(log).containsExactly("any", "other", "any");
  }

  @Test
  void aScopeTransformsAndPassesOnWhatItsBodyReturnsAndThrows() throws Exception {
    HookScope louder =
        HookScope.on(Node.CALL).registerForwardHook((self, args, result) -> result + "!");
    assertThat(louder.<String, RuntimeException>call(() -> leaf.call("x"))).isEqualTo("leaf:x!");
    assertThatThrownBy(
            () ->
                louder.<String, java.io.IOException>call(
                    () -> {
                      throw new java.io.IOException("checked");
                    }))
        .isInstanceOf(java.io.IOException.class);
  }

  @Test
  void otherThreadsHearNothingUnlessTheTaskIsCarried() throws Exception {
    try (ExecutorService executor = Executors.newSingleThreadExecutor()) {
      HookScope.on(Node.CALL)
          .observeForward((self, args, result) -> log.add(result))
          .call(
              () -> {
                executor.submit(() -> leaf.call("plain")).get();
                return executor.submit(Calls.carry(() -> leaf.call("carried"))).get();
              });
    }
    assertThat(log).containsExactly("leaf:carried");
  }

  @Test
  void aCarriedTaskHearsEvenAfterTheScopeHasClosed() {
    List<Runnable> tasks = new ArrayList<>();
    HookScope.on(Node.CALL)
        .observeForward((self, args, result) -> log.add(result))
        .run(() -> tasks.add(Calls.carry((Runnable) () -> leaf.call("late"))));
    tasks.getFirst().run();
    assertThat(log).containsExactly("leaf:late");
  }

  @Test
  void P34_aProcessWideHookThatIsRemovedLeavesNothingBehind() {
    HookHandle handle =
        GlobalHooks.on(Entry.any()).observeForward((self, args, result) -> log.add(self.path()));
    root.call("x");
    assertThat(log).containsExactly("0", "1", "");
    handle.remove();
    root.call("x");
    assertThat(log).hasSize(3);
    assertThat(Listening.elsewhere()).isFalse();
  }

  @Test
  void callsKnowTheFrameTheyRunIn() {
    leaf.body = () -> log.add(Calls.current().orElseThrow().path());
    HookScope.empty().run(() -> root.call("x"));
    assertThat(log).containsExactly("0");
    assertThat(Calls.current()).isEmpty();
  }
}
