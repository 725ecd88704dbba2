package dev.forja;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class ActivationsTest {
  private final Node shared = new Node("shared");
  private final Node model =
      new Node("model", new Node("a", shared), new Node("b", shared, new Node("c")));

  @Test
  void capturesByEntryUnderThePathTaken() {
    Activations<String, String> seen =
        Activations.capture(model, Selector.of(Node.CALL), () -> model.call("x"));
    assertThat(seen.paths()).containsExactly("0.0", "0", "1.0", "1.1", "1", "");
    assertThat(seen.at("1.1")).isEqualTo("c:x");
    assertThat(seen.at("")).isEqualTo(seen.result());
  }

  @Test
  void capturesByPattern() {
    assertThat(capture("*").paths()).containsExactly("0", "1");
    assertThat(capture("*.0").paths()).containsExactly("0.0", "1.0");
    assertThat(capture("**.0").paths()).containsExactly("0.0", "0", "1.0");
    assertThat(capture("1.**").paths()).containsExactly("1.0", "1.1", "1");
    assertThat(capture("10").paths()).isEmpty();
  }

  private Activations<String, String> capture(String pattern) {
    return Activations.capture(model, Selector.of(Node.CALL).at(pattern), () -> model.call("x"));
  }

  @Test
  void pathsAreRelativeToTheModelAndOtherModelsAreNotHeard() {
    Node inner = new Node("inner", new Node("leaf"));
    Node outer = new Node("outer", new Node("other"), inner);
    Activations<String, String> seen =
        Activations.capture(inner, Selector.of(Node.CALL), () -> outer.call("x"));
    assertThat(seen.asMap()).containsOnlyKeys("0", "");
  }

  @Test
  void aModuleThatIsCalledTwiceKeepsBothResults() {
    Activations<String, String> seen =
        Activations.capture(
            model,
            Selector.of(Node.CALL).at("0.0"),
            () -> {
              model.call("x");
              return model.call("y");
            });
    assertThat(seen.all("0.0")).containsExactly("shared:x", "shared:y");
    assertThatThrownBy(() -> seen.at("7"))
        .isInstanceOf(NoSuchElementException.class)
        .hasMessage("nothing was captured at '7'; captured were [0.0]");
  }

  @Test
  void anExceptionPassesAndLeavesNothingBehind() {
    shared.failure = new IllegalStateException("broken");
    assertThatThrownBy(() -> capture("**")).isSameAs(shared.failure);
    assertThat(Listening.elsewhere()).isFalse();
  }

  @Test
  void capturesOfSeveralThreadsDoNotSeeEachOther() throws Exception {
    try (ExecutorService executor = Executors.newFixedThreadPool(4)) {
      List<Future<String>> captured = new ArrayList<>();
      for (int i = 0; i < 400; i++) {
        String text = "x" + i;
        captured.add(
            executor.submit(
                () ->
                    Activations.capture(
                            model, Selector.of(Node.CALL).at("1.1"), () -> model.call(text))
                        .all("1.1")
                        .toString()));
      }
      for (int i = 0; i < captured.size(); i++) {
        assertThat(captured.get(i).get()).isEqualTo("[c:x" + i + "]");
      }
    }
  }
}
