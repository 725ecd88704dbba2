package dev.forja.module;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forja.nn.Linear;
import dev.forja.tensor.Parameter;
import dev.forja.tensor.Tensor;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The state of a module; test names contain the rows of PyTorch's behaviour. */
class StateDictTest {
  private final Models_EverythingInvoker everything = Models_EverythingInvoker.of();

  @Test
  void p43_aModuleSharedByTwoFieldsIsThereOnceUnderItsFirstPath() {
    assertThat(everything.namedModules()).containsOnlyKeys("", "child", "list.0");
    assertThat(everything.modules(Linear.class)).hasSize(2);
  }

  @Test
  void p44_parametersAndBuffersAreNamedOnceAndEmptySlotsSkipped() {
    assertThat(everything.namedParameters().sequencedKeySet())
        .containsExactly("scale", "child.weight", "child.bias", "list.0.weight");
    assertThat(everything.namedBuffers().sequencedKeySet()).containsExactly("mean", "cache");
    assertThat(everything.parameters()).hasSize(4);
    assertThat(everything.buffers()).hasSize(2);
    assertThat(everything.parameterCount()).isEqualTo(2 + 4 + 2 + 4);
  }

  @Test
  void p53_ownParametersThenSavedBuffersThenChildren() {
    assertThat(everything.stateDict().sequencedKeySet())
        .containsExactly(
            "scale",
            "mean",
            "child.weight",
            "child.bias",
            "list.0.weight",
            "list.1.weight",
            "list.1.bias");
  }

  @Test
  void p53_theTensorsAreLiveViewsWithoutGradients() {
    Tensor scale = Objects.requireNonNull(everything.stateDict().get("scale"));
    assertThat(scale).isNotInstanceOf(Parameter.class);
    everything.model().scale.copyFrom(Tensor.vector(5, 6));
    assertThat(scale.toFloats()).containsExactly(5, 6);
    assertThat(scale.requiresGrad()).isFalse();
  }

  @Test
  void p41_aBufferThatIsNotPersistentIsNotSaved() {
    assertThat(everything.namedBuffers()).containsKey("cache");
    assertThat(everything.stateDict()).doesNotContainKey("cache");
  }

  @Test
  void p56_tiedTensorsStandUnderEachNameButCountOnce() {
    Models_TiedInvoker tied = Models_TiedInvoker.of(3);
    assertThat(tied.stateDict()).containsOnlyKeys("decoder", "encoder.weight");
    assertThat(tied.namedParameters()).containsOnlyKeys("decoder");
    assertThat(tied.parameterCount()).isEqualTo(9);
  }

  @Test
  void p49_requiresGradAndZeroGradReachParametersOnly() {
    Models_MlpInvoker mlp = Models_MlpInvoker.of(3, 4, 2);
    mlp.call(Tensor.ones(1, 3)).sum().backward();
    assertThat(mlp.parameters()).allMatch(p -> p.grad() != null);
    mlp.zeroGrad();
    assertThat(mlp.parameters()).allMatch(p -> p.grad() == null);

    Models_MlpInvoker frozen = mlp.requiresGrad(false);
    assertThat(frozen).isSameAs(mlp);
    assertThat(frozen.call(Tensor.ones(1, 3)).requiresGrad()).isFalse();
    assertThat(everything.requiresGrad(true).buffers()).noneMatch(Tensor::requiresGrad);
  }

  @Test
  void aLayerSpeaksOfItsOwnStateInTypes() {
    Models_MlpInvoker mlp = Models_MlpInvoker.of(3, 4, 2);
    assertThat(mlp.hidden().weight().shape()).containsExactly(4, 3);
    assertThat(mlp.out().bias()).isNotNull();
    assertThat(mlp.hidden().path()).isEqualTo("hidden");
    assertThat(List.of(mlp.hidden(), mlp.out()))
        .containsExactlyElementsOf(mlp.modules(Linear.class));
  }
}
