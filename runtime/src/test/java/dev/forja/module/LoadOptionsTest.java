package dev.forja.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.forja.nn.Linear;
import dev.forja.nn.Residual;
import dev.forja.tensor.Tensor;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names that may differ, and a single sentence for names that all differ in the same way. */
class LoadOptionsTest {
  private final Models_MlpInvoker mlp = Models_MlpInvoker.of(3, 4, 2);

  private static Map<String, Tensor> prefixed(String prefix, Map<String, Tensor> state) {
    Map<String, Tensor> prefixed = new LinkedHashMap<>();
    state.forEach((name, tensor) -> prefixed.put(prefix + name, tensor));
    return prefixed;
  }

  private String refusal(NeuralModule module, Map<String, Tensor> state, LoadOptions options) {
    LoadException refused =
        catchThrowableOfType(LoadException.class, () -> module.loadStateDict(state, options));
    return String.valueOf(refused.getMessage());
  }

  @Test
  void p58_namesThatAreAllowedToDifferAreReportedAndNothingElseIs() {
    Map<String, Tensor> state = new LinkedHashMap<>(mlp.stateDict());
    state.remove("hidden.bias");
    state.put("head.norm.weight", Tensor.ones(2));
    float[] kept = mlp.parameter("hidden.bias").toFloats();
    LoadOptions options =
        LoadOptions.defaults().withAllowedMissing("*.bias").withAllowedUnexpected("head.**");
    LoadReport report = mlp.loadStateDict(state, options);
    assertThat(report.missing()).containsExactly("hidden.bias");
    assertThat(report.unexpected()).containsExactly("head.norm.weight");
    assertThat(mlp.parameter("hidden.bias").toFloats()).containsExactly(kept);

    state.remove("out.weight");
    state.put("tail", Tensor.ones(1));
    LoadException refused =
        catchThrowableOfType(LoadException.class, () -> mlp.loadStateDict(state, options));
    assertThat(refused.report().missing()).containsExactly("out.weight");
    assertThat(refused.report().unexpected()).containsExactly("tail");
    assertThatThrownBy(() -> mlp.loadStateDict(state, options.withAllowedMissing()))
        .hasMessageContaining("\"hidden.bias\"");
  }

  @Test
  void optionsAreCopiesThatKeepTheOthers() {
    LoadOptions options =
        LoadOptions.defaults()
            .withAllowedMissing("a")
            .withAllowedUnexpected("b", "c")
            .withPrefix("p.")
            .withStrict(false);
    assertThat(options.allowedMissing()).containsExactly("a");
    assertThat(options.allowedUnexpected()).containsExactly("b", "c");
    assertThat(options.prefix()).isEqualTo("p.");
    assertThat(options.strict()).isFalse();
    assertThat(options.renaming().apply("x")).isEqualTo("x");
    assertThat(LoadOptions.defaults().strict()).isTrue();
    assertThat(LoadOptions.defaults().allowedMissing()).isEmpty();
  }

  @Test
  void aPrefixOnAllNamesIsOneLine() {
    Map<String, Tensor> state = prefixed("bert.model.", mlp.stateDict());
    assertThat(refusal(mlp, state, LoadOptions.defaults()))
        .isEqualTo(
            """
            Error(s) in loading state_dict for Mlp:
            \tall 4 names in the state dict begin with "bert.model.", which the names in the model do \
            not have: strip it with LoadOptions.defaults().withPrefix("bert.model.").
            \tNothing was changed.\
            """);
    assertThat(refusal(mlp, state, LoadOptions.defaults().withPrefix("bert.")))
        .contains("all 4 names", "begin with \"model.\"", "withPrefix(\"bert.model.\")");
    assertThat(refusal(mlp, state, LoadOptions.defaults().withRenaming(name -> name.strip())))
        .contains("begin with \"bert.model.\"")
        .doesNotContain("withPrefix");
    LoadReport lax = mlp.loadStateDict(state, LoadOptions.defaults().withStrict(false));
    assertThat(lax.missing()).hasSize(4);
    assertThat(lax.hint()).contains("bert.model.");
    assertThat(mlp.loadStateDict(state, LoadOptions.defaults().withPrefix("bert.model.")).isEmpty())
        .isTrue();
  }

  @Test
  void aPrefixThatTheModelHasIsOneLineToo() {
    Map<String, Tensor> inner = new LinkedHashMap<>();
    mlp.stateDict().forEach((name, tensor) -> inner.put(name.replace("hidden.", ""), tensor));
    inner.keySet().removeIf(name -> name.startsWith("out."));
    Residual outer = Residual.of(Linear.of(3, 4));
    LoadOptions options = LoadOptions.defaults();
    assertThat(refusal(outer, inner, options))
        .contains(
            "all 2 names in the model begin with \"inner.\"",
            "withRenaming(name -> \"inner.\" + name)");
    assertThat(outer.loadStateDict(inner, options.withRenaming(name -> "inner." + name)).isEmpty())
        .isTrue();
  }

  @Test
  void namesThatDifferOtherwiseAreListed() {
    Map<String, Tensor> state = prefixed("bert.", mlp.stateDict());
    state.put("cls.weight", Tensor.ones(1));
    assertThat(refusal(mlp, state, LoadOptions.defaults()))
        .contains("Missing key(s)", "Unexpected key(s)", "\"cls.weight\"");
    assertThat(refusal(mlp, Map.of(), LoadOptions.defaults())).contains("Missing key(s)");
  }

  @Test
  void aFileThatDoesNotFitSaysItOfTheFile(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("linear.safetensors");
    Linear.of(3, 4).save(file);
    StateMismatchException refused =
        catchThrowableOfType(StateMismatchException.class, () -> mlp.load(file));
    assertThat(refused.file()).isEqualTo(file.toString());
    assertThat(refused.entry()).isEmpty();
    assertThat(refused.report().unexpected()).containsExactly("bias", "weight");
    assertThat(refused.report().missing()).hasSize(4);
  }

  @Test
  void namesFromFilesDoNotReachTheTerminalRaw() {
    Linear linear = Linear.of(1, 1);
    String name = "w\u001b[2J\u009b\u202e\n" + "x".repeat(500);
    for (Map<String, Tensor> state :
        List.of(
            Map.of(name, Tensor.ones(1)),
            Map.of(name + ".weight", Tensor.ones(1, 1), name + ".bias", Tensor.ones(1)))) {
      assertThatThrownBy(() -> linear.loadStateDict(state))
          .isInstanceOf(LoadException.class)
          .message()
          .hasSizeLessThan(1_000)
          .doesNotContainPattern("[\\p{Cf}\\p{Cc}&&[^\n\t]]");
    }
  }
}
