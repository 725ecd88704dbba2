package dev.forja.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forja.tensor.Compute;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * Real networks beside ONNX Runtime, on the inputs of {@code src/test/real/files.tsv}, on as many
 * threads as Forja has. Run by name, with the folder that {@code src/test/real/fetch} has filled in
 * the system property {@code forja.onnx.real}; {@code forja.onnx.only} is a part of the names.
 */
class RealModelsJudge {
  @Test
  void everyNetworkGivesWhatOnnxRuntimeGives() throws Exception {
    Path folder = Path.of(Objects.requireNonNull(System.getProperty("forja.onnx.real")));
    String only = System.getProperty("forja.onnx.only", "");
    List<String> wrong = new ArrayList<>();
    for (RealModel model : RealModel.all()) {
      if (model.name().contains(only)) {
        byte[] bytes = Files.readAllBytes(folder.resolve(model.name() + ".onnx"));
        judge(model, bytes, wrong);
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static void judge(RealModel model, byte[] bytes, List<String> wrong) throws Exception {
    double most = 0;
    try {
      for (long seed = 0; seed < Integer.getInteger("forja.onnx.seeds", 3); seed++) {
        for (Map.Entry<String, Double> each :
            model.differences(bytes, Compute.threads(), seed).entrySet()) {
          most = Math.max(most, each.getValue());
          if (each.getValue() > model.largest()) {
            wrong.add("%s, seed %d: %s".formatted(model.name(), seed, each));
          }
        }
      }
    } catch (OnnxException | OnnxCallException e) {
      wrong.add("%s: %s".formatted(model.name(), e.getMessage()));
    }
    System.out.printf(
        "%s: largest difference %.1e of the scale, %d threads%n",
        model.name(), most, Compute.threads());
  }
}
