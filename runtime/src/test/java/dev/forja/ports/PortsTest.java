package dev.forja.ports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.forja.array.DType;
import dev.forja.io.SafetensorsEntry;
import dev.forja.io.SafetensorsException;
import dev.forja.io.SafetensorsFile;
import dev.forja.module.NeuralModule;
import dev.forja.nn.CTCLoss;
import dev.forja.optim.SGD;
import dev.forja.tensor.Autograd;
import dev.forja.tensor.GradOptions;
import dev.forja.tensor.Tensor;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One step of training of each architecture, from PyTorch's weights, ends at PyTorch's weights. */
@Tag("both-kernels")
class PortsTest {
  private Map<String, Tensor> tensors = Map.of();

  @BeforeEach
  void read() throws SafetensorsException, URISyntaxException {
    Path file =
        Path.of(Objects.requireNonNull(getClass().getResource("/ports/ports.safetensors")).toURI());
    tensors = new LinkedHashMap<>();
    try (SafetensorsFile open = SafetensorsFile.open(file)) {
      for (SafetensorsEntry entry : open.entries()) {
        tensors.put(entry.name(), Tensor.of(open.read(entry.name())));
      }
    }
  }

  private Tensor in(String name) {
    return Objects.requireNonNull(tensors.get(name), name);
  }

  private Map<String, Tensor> state(String prefix) {
    Map<String, Tensor> state = new LinkedHashMap<>();
    tensors.forEach(
        (name, tensor) -> {
          if (name.startsWith(prefix)) {
            state.put(name.substring(prefix.length()), tensor);
          }
        });
    return state;
  }

  /** Loads the state, takes a step down the slope of the loss, and compares. */
  private void step(String name, NeuralModule model, Supplier<Tensor> loss) {
    model.loadStateDict(state(name + ".before."));
    SGD optimizer = SGD.of(model.parameters(), 0.1);
    Tensor value = loss.get();
    value.backward();
    optimizer.step();
    close(name + ".loss", value, in(name + ".loss"));
    Map<String, Tensor> after = state(name + ".after.");
    assertThat(model.stateDict()).containsOnlyKeys(after.keySet());
    model
        .stateDict()
        .forEach((key, tensor) -> close(key, tensor, Objects.requireNonNull(after.get(key))));
  }

  /** Both sum in float32 in orders of their own, through up to ten layers. */
  private static void close(String name, Tensor found, Tensor wanted) {
    assertThat(found.shape()).as(name).isEqualTo(wanted.shape());
    double[] values = doubles(found);
    double[] others = doubles(wanted);
    for (int i = 0; i < values.length; i++) {
      double tolerance = 2e-5 + 1e-4 * Math.abs(others[i]);
      assertThat(values[i]).as(name).isCloseTo(others[i], within(tolerance));
    }
  }

  private static double[] doubles(Tensor tensor) {
    float[] floats = tensor.to(DType.F32).toFloats();
    double[] doubles = new double[floats.length];
    for (int i = 0; i < floats.length; i++) {
      doubles[i] = floats[i];
    }
    return doubles;
  }

  @Test
  void aUNet() {
    UNetInvoker net = UNetInvoker.of();
    step(
        "unet", net, () -> net.call(in("unet.in.x")).binaryCrossEntropyWithLogits(in("unet.in.y")));
  }

  @Test
  void aResNetWithGroups() {
    GroupedResNetInvoker net = GroupedResNetInvoker.of();
    step("resnet", net, () -> net.call(in("resnet.in.x")).crossEntropy(in("resnet.in.y")));
  }

  @Test
  void aRecurrentModelOfSpeech() {
    SpeechInvoker net = SpeechInvoker.of();
    step(
        "speech",
        net,
        () -> net.call(in("speech.in.x")).transpose(1, 2).crossEntropy(in("speech.in.y")));
  }

  @Test
  void aCriticWithAPenaltyOnItsGradient() {
    CriticInvoker critic = CriticInvoker.of();
    step(
        "gan",
        critic,
        () -> {
          Tensor real = in("gan.in.real");
          Tensor fake = in("gan.in.fake");
          Tensor share = in("gan.in.share");
          Tensor mixed =
              share.mul(real).add(share.neg().add(1).mul(fake)).detach().requiresGrad(true);
          Tensor slope =
              Autograd.grad(
                  critic.call(mixed).sum(), mixed, GradOptions.defaults().withCreateGraph(true));
          Tensor penalty = slope.flatten(1).norm(2, new int[] {1}).sub(1).pow(2).mean();
          return critic.call(fake).mean().sub(critic.call(real).mean()).add(penalty.mul(10));
        });
  }

  @Test
  void aRecogniserWithCtc() {
    RecogniserInvoker net = RecogniserInvoker.of();
    CTCLoss loss = CTCLoss.of();
    step(
        "ctc",
        net,
        () ->
            loss.call(
                net.call(in("ctc.in.x")),
                in("ctc.in.y"),
                in("ctc.in.lengths"),
                in("ctc.in.target_lengths")));
  }
}
