package dev.forja.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forja.tensor.NoGrad;
import dev.forja.tensor.Randoms;
import dev.forja.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Patterns that are changed at random, so that most are not quite what is recognised: a graph gives
 * the same numbers with and without recognition. {@code -Dforja.onnx.misses=100000} and {@code
 * -Dforja.onnx.seed=0} run others than those of the build.
 */
class NearMissTest {
  private static final int MISSES = Integer.getInteger("forja.onnx.misses", 500);
  private static final long FIRST = Long.getLong("forja.onnx.seed", 1);

  /** Of the scale of an output. */
  private static final double TOLERANCE = 1e-4;

  /** Larger values lose too many digits to be compared. */
  private static final double LARGEST = 1e6;

  private static final List<List<String>> ALIKE =
      List.of(
          List.of("Add", "Sub", "Mul", "Div", "Pow"),
          List.of("Sqrt", "Exp", "Abs", "Neg", "Reciprocal", "Identity"),
          List.of("Erf", "Tanh", "Sigmoid"),
          List.of("ReduceMean", "ReduceSum", "ReduceMax", "ReduceL2"),
          List.of("Softmax", "LogSoftmax", "Hardmax"),
          List.of("Greater", "Less"));

  private static final List<String> NUMBERS =
      List.of(
          "0.0", "1.0", "2.0", "-1.0", "0.5", "3.0", "1.0e-30", "-10000.0", "-9999.0", "-3.0e38");

  private final Map<String, Integer> recognised = new TreeMap<>();
  private final List<String> wrong = new ArrayList<>();
  private int compared;

  @Test
  void whatIsNotQuiteAPatternGivesTheSameNumbers() throws Exception {
    List<String> patterns = List.copyOf(RecognisedGraphs.all().values());
    for (long seed = FIRST; seed < FIRST + MISSES; seed++) {
      Random random = new Random(seed * 0x9E3779B97F4A7C15L);
      List<String> lines =
          new ArrayList<>(
              patterns.get(random.nextInt(patterns.size())).lines().map(String::strip).toList());
      List<String> more = new ArrayList<>();
      for (int changes = random.nextInt(4); changes > 0; changes--) {
        change(lines, more, random);
      }
      judge(seed, String.join("\n", lines), more);
    }
    System.out.printf(
        "%d changed patterns, %d compared, recognised in them: %s; %d differ%n",
        MISSES, compared, recognised, wrong.size());
    wrong.stream().limit(10).forEach(System.out::println);
    assertThat(wrong).isEmpty();
    assertThat(compared).isGreaterThan(MISSES / 3);
    assertThat(recognised.keySet())
        .contains("forja.LayerNorm", "forja.RMSNorm", "forja.Attention", "Gelu", "Swish");
  }

  private void judge(long seed, String nodes, List<String> more) throws Exception {
    Drawn drawn = RecognisedGraphs.graph(nodes).output(more.toArray(String[]::new));
    OnnxGraph plain;
    OnnxGraph simple;
    try {
      plain = drawn.load(OnnxOptions.defaults().withFolding(false).withRecognition(false));
      simple = drawn.load(OnnxOptions.defaults().withFolding(seed % 4 != 0));
    } catch (OnnxException circle) {
      return;
    }
    Randoms.seed(seed);
    Map<String, Tensor> given = new LinkedHashMap<>();
    plain.inputs().forEach((name, type) -> given.put(name, Tensor.randn(sizes(type))));
    List<Tensor> expected = call(plain, given);
    if (expected == null) {
      return;
    }
    List<Tensor> found = NoGrad.call(() -> List.copyOf(simple.call(given).sequencedValues()));
    simple.operators().forEach((op, count) -> recognised.merge(op, count, Integer::sum));
    compared++;
    for (int i = 0; i < expected.size(); i++) {
      double difference = difference(expected.get(i), found.get(i));
      if (!(difference <= TOLERANCE)) {
        wrong.add(
            "seed %d: %s of the scale, %s\n%s"
                .formatted(seed, difference, simple.operators(), nodes));
      }
    }
  }

  private static int[] sizes(OnnxTensorType type) {
    return Objects.requireNonNull(type.shape()).stream()
        .mapToInt(size -> Character.isDigit(size.charAt(0)) ? Integer.parseInt(size) : 3)
        .toArray();
  }

  private static @Nullable List<Tensor> call(OnnxGraph graph, Map<String, Tensor> given) {
    try {
      return NoGrad.call(() -> List.copyOf(graph.call(given).sequencedValues()));
    } catch (OnnxCallException refused) {
      return null;
    }
  }

  /** Where a mask leaves nothing, NaN is expected, and a row of zeros is allowed. */
  private static double difference(Tensor expected, Tensor found) {
    if (!List.of(expected.shape().length).equals(List.of(found.shape().length))
        || expected.count() != found.count()) {
      return Double.POSITIVE_INFINITY;
    }
    if (!expected.dtype().isFloat()) {
      return Differences.of(expected, found);
    }
    float[] a = expected.toFloats();
    float[] b = found.toFloats();
    double scale = 0.1;
    for (float value : a) {
      if (Float.isFinite(value)) {
        scale = Math.max(scale, Math.abs(value));
      }
    }
    double most = 0;
    for (int i = 0; i < a.length && scale < LARGEST; i++) {
      boolean both = Float.isFinite(a[i]) && Float.isFinite(b[i]);
      most = Math.max(most, both ? Math.abs((double) a[i] - b[i]) / scale : differs(a[i], b[i]));
    }
    return most;
  }

  private static double differs(float a, float b) {
    return a == b || Float.isNaN(a) ? 0 : Double.POSITIVE_INFINITY;
  }

  private static void change(List<String> lines, List<String> outputs, Random random) {
    int at = random.nextInt(lines.size());
    String line = lines.get(at);
    int open = line.indexOf('(');
    int close = line.indexOf(')');
    List<String> inputs = new ArrayList<>(List.of(line.substring(open + 1, close).split(", ", -1)));
    int input = random.nextInt(inputs.size());
    String head = line.substring(0, open);
    String tail = line.substring(close + 1);
    switch (random.nextInt(8)) {
      case 0 -> {
        for (List<String> group : ALIKE) {
          for (String op : group) {
            if (head.endsWith("/" + op)) {
              head = head.substring(0, head.length() - op.length());
              head += group.get(random.nextInt(group.size()));
              lines.set(at, head + "(" + String.join(", ", inputs) + ")" + tail);
              return;
            }
          }
        }
      }
      case 1 -> {
        String first = inputs.getFirst();
        inputs.set(0, inputs.getLast());
        inputs.set(inputs.size() - 1, first);
      }
      case 2 -> inputs.set(input, value(lines, at, random));
      case 3 -> {
        for (int i = 0; i < inputs.size(); i++) {
          if (inputs.get(i).matches("-?[0-9].*\\..*")) {
            inputs.set(i, NUMBERS.get(random.nextInt(NUMBERS.size())));
          }
        }
      }
      case 4 -> {
        if (inputs.get(input).matches("-?[0-9].*\\..*")) {
          double near = Double.parseDouble(inputs.get(input)) * (random.nextBoolean() ? 1.001 : 2);
          inputs.set(input, Float.isFinite((float) near) ? Float.toString((float) near) : "-1.0");
        }
      }
      case 5 ->
          tail =
              tail.replace("axes=-1,", random.nextBoolean() ? "axes=0," : "axes=-1, keepdims=0")
                  .replace("axis=-1", random.nextBoolean() ? "axis=2" : "axis=0");
      case 6 -> head = head.replaceFirst("/[a-z]/", random.nextBoolean() ? "/other/" : "");
      default -> {
        String name = line.substring(0, line.indexOf(' '));
        if (!name.equals("y") && !outputs.contains(name)) {
          outputs.add(name);
        }
      }
    }
    lines.set(at, head + "(" + String.join(", ", inputs) + ")" + tail);
  }

  private static String value(List<String> lines, int before, Random random) {
    List<String> names = new ArrayList<>();
    boolean attention = String.join("\n", lines).contains("MatMul");
    names.addAll(attention ? List.of("q", "k", "v", "mask") : List.of("x", "w", "b", "x"));
    for (String line : lines.subList(0, before)) {
      names.add(line.substring(0, line.indexOf(' ')));
    }
    return names.get(random.nextInt(names.size()));
  }
}
