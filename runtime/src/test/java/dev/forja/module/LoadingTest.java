package dev.forja.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.forja.array.DType;
import dev.forja.nn.Linear;
import dev.forja.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LoadingTest {
  private final Models_MlpInvoker mlp = Models_MlpInvoker.of(3, 4, 2);
  private final Map<String, Tensor> other =
      new LinkedHashMap<>(Models_MlpInvoker.of(3, 4, 2).stateDict());

  private static Map<String, float[]> values(NeuralModule module) {
    Map<String, float[]> values = new LinkedHashMap<>();
    module.stateDict().forEach((name, tensor) -> values.put(name, tensor.toFloats()));
    return values;
  }

  private LoadException refused() {
    Map<String, float[]> before = values(mlp);
    LoadException error = catchThrowableOfType(LoadException.class, () -> mlp.loadStateDict(other));
    assertThat(values(mlp)).usingRecursiveComparison().isEqualTo(before);
    return error;
  }

  @Test
  void p60_everythingMatches() {
    LoadReport report = mlp.loadStateDict(other);
    assertThat(report.isEmpty()).isTrue();
    assertThat(report).hasToString("<All keys matched successfully>");
    mlp.stateDict()
        .forEach(
            (name, tensor) ->
                assertThat(other.get(name))
                    .extracting(Tensor::toFloats)
                    .isEqualTo(tensor.toFloats()));
  }

  /** P61: when PyTorch throws, it has already copied the tensors that fit. */
  @Test
  void p59_p61_allProblemsAreToldInOrderAndNothingIsChanged() {
    other.remove("hidden.bias");
    other.put("hiden.bias", Tensor.zeros(4));
    other.put("spare", Tensor.zeros(1));
    other.put("hidden.weight", Tensor.zeros(3, 4));
    other.put("out.bias", Tensor.ofLongs(1, 2));
    assertThat(refused())
        .hasMessage(
            """
            Error(s) in loading state_dict for Mlp:
            \tMissing key(s) in state_dict: "hidden.bias" (did you mean "hiden.bias"?).
            \tUnexpected key(s) in state_dict: "hiden.bias" (did you mean "hidden.bias"?), "spare".
            \tsize mismatch for hidden.weight: found shape [3, 4], the shape in the model is [4, 3].
            \ttype mismatch for out.bias: found I64, the type in the model is F32.
            \tNothing was changed.\
            """);
    LoadReport report = refused().report();
    assertThat(report.missing()).containsExactly("hidden.bias");
    assertThat(report.unexpected()).containsExactly("hiden.bias", "spare");
    assertThat(report.entries())
        .extracting(Object::getClass)
        .extracting(Class::getSimpleName)
        .containsExactly("Missing", "Unexpected", "Unexpected", "ShapeMismatch", "TypeMismatch");
  }

  @Test
  void p58_notStrictLetsNamesDifferButNotShapes() {
    other.remove("hidden.bias");
    other.put("spare", Tensor.zeros(1));
    LoadOptions lax = LoadOptions.defaults().withStrict(false);
    LoadReport report = mlp.loadStateDict(other, lax);
    assertThat(report.missing()).containsExactly("hidden.bias");
    assertThat(report.unexpected()).containsExactly("spare");
    assertThat(mlp.out().weight().toFloats())
        .containsExactly(other.getOrDefault("out.weight", Tensor.zeros(0)).toFloats());

    other.put("out.bias", Tensor.zeros(3));
    assertThatThrownBy(() -> mlp.loadStateDict(other, lax))
        .isInstanceOf(LoadException.class)
        .hasMessageContaining("size mismatch for out.bias: found shape [3]");
  }

  @Test
  void p57_theMapOfTheCallerStaysAsItIs() {
    Map<String, Tensor> before = Map.copyOf(other);
    mlp.loadStateDict(other);
    assertThat(other).isEqualTo(before);
  }

  @Test
  void p62_loadingCopiesAndKeepsTies() {
    Models_TiedInvoker tied = Models_TiedInvoker.of(2);
    Tensor weight = Tensor.of(new float[] {1, 2, 3, 4}, 2, 2);
    tied.loadStateDict(Map.of("decoder", weight, "encoder.weight", weight));
    assertThat(tied.decoder()).isSameAs(tied.encoder().weight());
    assertThat(tied.decoder().array().storage()).isNotSameAs(weight.array().storage());
    assertThat(tied.decoder().toFloats()).containsExactly(1, 2, 3, 4);
  }

  /** PyTorch silently lets the last one win. */
  @Test
  void p62_tiedNamesWithDifferentValuesAreAnError() {
    Models_TiedInvoker tied = Models_TiedInvoker.of(2);
    assertThatThrownBy(
            () ->
                tied.loadStateDict(
                    Map.of("decoder", Tensor.zeros(2, 2), "encoder.weight", Tensor.ones(2, 2))))
        .hasMessageContaining(
            "value mismatch for encoder.weight: it is tied to decoder in the model");
  }

  @Test
  void oneNameOfATiedTensorIsEnough() {
    Models_TiedInvoker tied = Models_TiedInvoker.of(2);
    assertThat(tied.loadStateDict(Map.of("encoder.weight", Tensor.ones(2, 2))).isEmpty()).isTrue();
    assertThat(tied.decoder().toFloats()).containsOnly(1);
  }

  /** P42: in PyTorch, a child set to None hides the keys below it. */
  @Test
  void p42_keysOfAnEmptySlotAreUnexpected() {
    Linear bare = Linear.of(3, 4, false);
    assertThatThrownBy(() -> bare.loadStateDict(Linear.of(3, 4).stateDict()))
        .hasMessageContaining("Unexpected key(s) in state_dict: \"bias\".");
  }

  @Test
  void p64_oneElementLoadsIntoAScalar() {
    Models_ScalarInvoker scalar = Models_ScalarInvoker.of();
    scalar.loadStateDict(Map.of("value", Tensor.vector(7)));
    assertThat(scalar.value().item()).isEqualTo(7);
  }

  @Test
  void halvesBecomeFloats() {
    other.replaceAll((name, tensor) -> tensor.to(DType.BF16));
    mlp.loadStateDict(other);
    assertThat(mlp.out().bias()).isNotNull().extracting(Tensor::dtype).isEqualTo(DType.F32);
    assertThat(values(mlp).get("hidden.weight"))
        .containsExactly(other.getOrDefault("hidden.weight", Tensor.zeros(0)).toFloats());
  }

  @Test
  void aPrefixTooManyIsRecognised() {
    Map<String, Tensor> wrapped = new LinkedHashMap<>();
    other.forEach((name, tensor) -> wrapped.put("module." + name, tensor));
    assertThatThrownBy(() -> mlp.loadStateDict(wrapped))
        .hasMessageContaining("strip it with LoadOptions.defaults().withPrefix(\"module.\").");

    other.put("module.hidden.weight", Tensor.zeros(4, 3));
    other.remove("hidden.weight");
    assertThatThrownBy(() -> mlp.loadStateDict(other))
        .hasMessageContaining("\"hidden.weight\" (did you mean \"module.hidden.weight\"?)");
  }
}
