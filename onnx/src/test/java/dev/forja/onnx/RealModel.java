package dev.forja.onnx;

import dev.forja.tensor.NoGrad;
import dev.forja.tensor.Tensor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;

/**
 * A row of {@code src/test/real/files.tsv}: a real network, where it comes from, and the inputs
 * that it is judged on.
 *
 * @param name the name of its file in the folder that {@code fetch} fills, without the ending
 * @param artifact the package that it comes from
 * @param file the file in it
 * @param largest the largest difference that is allowed, of the scale of an output
 * @param calls the inputs of each call, as {@link RealInputs} reads them
 */
record RealModel(String name, String artifact, String file, double largest, List<String> calls) {
  private static final Path LIST = Path.of("src/test/real/files.tsv");

  static List<RealModel> all() throws IOException {
    return Files.readAllLines(LIST).stream()
        .filter(line -> !line.startsWith("#"))
        .map(line -> of(line.split("\t", -1)))
        .toList();
  }

  private static RealModel of(String[] cells) {
    return new RealModel(
        cells[0],
        cells[2],
        cells[4],
        Double.parseDouble(cells[5]),
        List.of(cells[6].split(" \\| ", -1)));
  }

  /**
   * The differences between this model here and in ONNX Runtime, for each output of each call.
   *
   * @param model the bytes of the file
   * @param threads how many ONNX Runtime uses; those here are set when the JVM starts
   * @param seed that of the inputs
   */
  SequencedMap<String, Double> differences(byte[] model, int threads, long seed) throws Exception {
    OnnxGraph graph = OnnxModel.load(name, new ByteArrayInputStream(model));
    SequencedMap<String, Double> differences = new LinkedHashMap<>();
    try (OrtRun judge = new OrtRun(model, threads)) {
      for (int i = 0; i < calls.size(); i++) {
        Map<String, Tensor> inputs = RealInputs.of(calls.get(i), graph.inputs(), seed);
        SequencedMap<String, Tensor> expected = judge.run(inputs);
        SequencedMap<String, Tensor> found = NoGrad.call(() -> graph.call(inputs));
        for (Map.Entry<String, Tensor> output : expected.entrySet()) {
          Tensor result = Objects.requireNonNull(found.get(output.getKey()));
          differences.put(
              "%s, call %d".formatted(output.getKey(), i),
              Differences.of(output.getValue(), result));
        }
      }
    }
    return differences;
  }
}
