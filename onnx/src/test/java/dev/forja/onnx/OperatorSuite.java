package dev.forja.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Runs ONNX's own suite of tests from a folder, and prints how many cases passed, failed and were
 * refused, in all and for each operator. The suite is that of ONNX's backend tests, for example of
 * Debian's package {@code libonnx-testdata}.
 */
public final class OperatorSuite {
  private final Map<String, int[]> byOperator = new TreeMap<>();
  private final int[] all = new int[3];

  private OperatorSuite() {}

  /** The argument is the folder; each folder in it with a {@code model.onnx} is a case. */
  public static void main(String[] args) throws IOException {
    OperatorSuite suite = new OperatorSuite();
    for (SuiteCase each : cases(Path.of(args[0]))) {
      suite.judge(each, System.out);
    }
    suite.byOperator.forEach(
        (op, counts) ->
            System.out.printf("%-28s %4d %4d %4d%n", op, counts[0], counts[1], counts[2]));
    System.out.printf(
        "%d passed, %d failed, %d refused%n", suite.all[0], suite.all[1], suite.all[2]);
  }

  /** The cases below a folder, sorted by name. */
  static List<SuiteCase> cases(Path folder) throws IOException {
    List<SuiteCase> cases = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path model : files.filter(file -> file.endsWith("model.onnx")).sorted().toList()) {
        Path data = model.resolveSibling("test_data_set_0");
        cases.add(
            new SuiteCase(
                Objects.requireNonNull(model.getParent()).toFile().getName(),
                Files.readAllBytes(model),
                read(data, "input_"),
                read(data, "output_")));
      }
    }
    return cases;
  }

  private static List<byte[]> read(Path folder, String prefix) throws IOException {
    List<byte[]> parts = new ArrayList<>();
    for (int i = 0; Files.exists(folder.resolve(prefix + i + ".pb")); i++) {
      parts.add(Files.readAllBytes(folder.resolve(prefix + i + ".pb")));
    }
    return parts;
  }

  private void judge(SuiteCase each, PrintStream out) throws IOException {
    int verdict;
    try {
      each.run();
      verdict = 0;
    } catch (OnnxException e) {
      verdict = 2;
      out.println("REFUSED " + e.getMessage());
    } catch (AssertionError | RuntimeException e) {
      verdict = 1;
      out.println(
          "FAILED  " + each.name() + ": " + e.getClass().getSimpleName() + " " + e.getMessage());
    }
    all[verdict]++;
    ModelProto model = ModelProto.parseFrom(each.model());
    for (String op :
        model.getGraph().getNodeList().stream().map(NodeProto::getOpType).distinct().toList()) {
      byOperator.computeIfAbsent(op, _ -> new int[3])[verdict]++;
    }
  }
}
