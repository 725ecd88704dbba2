package dev.forja.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.forja.tensor.NoGrad;
import dev.forja.tensor.Tensor;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Random graphs beside ONNX Runtime: what it runs must run here, with the same values. {@code
 * -Dforja.onnx.graphs=5000} and {@code -Dforja.onnx.first=0} run others than those of the build.
 */
class RandomGraphsTest {
  private static final int GRAPHS = Integer.getInteger("forja.onnx.graphs", 250);
  private static final long FIRST = Long.getLong("forja.onnx.first", 3_450);
  private static final double TOLERANCE = 1e-4;

  private final Map<String, Integer> refused = new TreeMap<>();
  private final Set<String> operators = new HashSet<>();
  private final List<String> wrong = new ArrayList<>();
  private int judged;
  private int nodes;

  @Test
  void whatOnnxRuntimeRunsRunsHereWithTheSameValues() throws Exception {
    for (long seed = FIRST; seed < FIRST + GRAPHS; seed++) {
      RandomGraph graph = RandomGraph.drawn(seed);
      if (graph.nodes() > 0) {
        judge(seed, graph);
      }
    }
    System.out.printf(
        "%d random graphs with %d nodes of %d operators: %d wrong, %d refused by the judge: %s%n",
        judged,
        nodes,
        operators.size(),
        wrong.size(),
        refused.values().stream().mapToInt(Integer::intValue).sum(),
        refused);
    wrong.forEach(System.out::println);
    assertThat(wrong).isEmpty();
    assertThat(judged).isGreaterThan(GRAPHS * 3 / 4);
  }

  private void judge(long seed, RandomGraph graph) throws Exception {
    byte[] bytes = graph.bytes();
    SequencedMap<String, Tensor> expected;
    try (OrtRun judge = new OrtRun(bytes, 1, OrtSession.SessionOptions.OptLevel.NO_OPT)) {
      expected = judge.run(graph.inputs());
    } catch (OrtException e) {
      String reason = String.valueOf(e.getMessage());
      String about = reason.replaceAll("[0-9]+", "#");
      refused.merge(about.substring(0, Math.min(160, about.length())), 1, Integer::sum);
      return;
    }
    judged++;
    nodes += graph.nodes();
    operators.addAll(graph.operators());
    if (graph.failure() != null) {
      wrong.add("seed %d: %s\n%s".formatted(seed, graph.failure().getMessage(), graph));
      return;
    }
    OnnxGraph model = OnnxModel.load("random", new ByteArrayInputStream(bytes));
    SequencedMap<String, Tensor> found = NoGrad.call(() -> model.call(graph.inputs()));
    for (Map.Entry<String, Tensor> output : expected.entrySet()) {
      Tensor result = Objects.requireNonNull(found.get(output.getKey()));
      double difference = Differences.of(output.getValue(), result);
      if (!(difference <= TOLERANCE)) {
        wrong.add(
            "seed %d: %s differs by %s of the scale: %s, expected %s\n%s"
                .formatted(seed, output.getKey(), difference, result, output.getValue(), graph));
        return;
      }
    }
  }
}
