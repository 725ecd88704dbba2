package dev.forja.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forja.tensor.NoGrad;
import dev.forja.tensor.Tensor;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real networks as source: it compiles without a warning and gives the bits of the graph, on the
 * first inputs of {@code src/test/real/files.tsv}. Run by name, with the folder that {@code
 * src/test/real/fetch} has filled in the system property {@code forja.onnx.real}; {@code
 * forja.onnx.only} is a part of the names.
 */
class RealSourcesJudge {
  @Test
  void everyNetworkThatIsWrittenGivesTheBitsOfTheGraph(@TempDir Path rooms) throws Exception {
    Path folder = Path.of(Objects.requireNonNull(System.getProperty("forja.onnx.real")));
    String only = System.getProperty("forja.onnx.only", "");
    List<String> wrong = new ArrayList<>();
    for (RealModel model : RealModel.all()) {
      if (model.name().contains(only)) {
        byte[] bytes = Files.readAllBytes(folder.resolve(model.name() + ".onnx"));
        judge(model, bytes, rooms.resolve(model.name()), wrong);
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static void judge(RealModel model, byte[] bytes, Path room, List<String> wrong)
      throws Exception {
    Written written = new Written(room);
    OnnxSource source;
    try {
      source = written.add("real", bytes);
    } catch (OnnxException refused) {
      String said = String.valueOf(refused.getMessage());
      System.out.println(model.name() + ": " + said.substring(0, Math.min(160, said.length())));
      return;
    }
    long lines = source.files().values().stream().mapToLong(text -> text.lines().count()).sum();
    System.out.printf("%s: %d classes, %d lines%n", model.name(), source.files().size(), lines);
    OnnxGraph graph = OnnxModel.load(model.name(), new ByteArrayInputStream(bytes));
    Map<String, Tensor> inputs = RealInputs.of(model.calls().getFirst(), graph.inputs(), 1);
    List<Tensor> expected = NoGrad.call(() -> List.copyOf(graph.call(inputs).sequencedValues()));
    Tensor[] given =
        graph.inputs().sequencedKeySet().stream()
            .map(name -> Objects.requireNonNull(inputs.get(name)))
            .toArray(Tensor[]::new);
    List<Tensor> found = Objects.requireNonNull(written.compile().get("real")).call(given);
    for (int i = 0; i < expected.size(); i++) {
      if (Differences.of(expected.get(i), found.get(i)) != 0) {
        wrong.add(model.name() + ": output " + i + " differs");
      }
    }
  }
}
