package dev.forja.roads;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forja.tensor.NoGrad;
import dev.forja.tensor.Philox;
import dev.forja.tensor.Randoms;
import dev.forja.tensor.Tensor;
import dev.forja.tensor.Workspace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A function has the same value whichever implementation computes it: fused or as separate ops, on
 * rows or on columns, in training or in evaluation mode where they have the same meaning, with or
 * without recording gradients. Tested on ordinary values, zeros, NaN, infinities, huge and tiny
 * values, one element and none.
 */
class RoadsTest {
  private static final float TOLERANCE = 1e-4f;

  static List<RoadTable.Row> rows() {
    return Randoms.callWith(new Philox(11), RoadTable::rows);
  }

  /** The result of an implementation: the values and the gradient of their sum, or an error. */
  private record Seen(float[] values, float[] gradient, boolean refused) {
    static Seen of(UnaryOperator<Tensor> road, float[] input, int[] shape) {
      Tensor x = Tensor.of(input, shape).requiresGrad(true);
      Tensor y;
      try {
        y = road.apply(x);
      } catch (IllegalArgumentException e) {
        return new Seen(new float[0], new float[0], true);
      }
      float[] values = y.toFloats();
      y.sum().backward();
      Tensor gradient = x.grad();
      return new Seen(values, gradient == null ? new float[0] : gradient.toFloats(), false);
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void allRoadsAgree(RoadTable.Row row) {
    assertThat(differences(row)).isEmpty();
  }

  /**
   * A mask that is applied after the op instead of before it makes a difference for infinity and
   * NaN.
   */
  @Test
  void roadThatDiffersIsSeen() {
    RoadTable.Row row =
        new RoadTable.Row(
            "relu",
            new int[] {2, 2},
            List.of(
                Tensor::relu, x -> x.mul(Tensor.where(x.gt(0), Tensor.ones(), Tensor.scalar(0)))));
    assertThat(differences(row)).anyMatch(each -> each.startsWith("all -Infinity, road 1: values"));
  }

  private static List<String> differences(RoadTable.Row row) {
    List<String> differences = new ArrayList<>();
    inputs(row.shape())
        .forEach(
            (name, input) -> {
              int[] shape = row.shape().clone();
              shape[0] = input.length * shape[0] / count(row.shape());
              Seen first = Seen.of(row.roads().getFirst(), input, shape);
              for (int road = 0; road < row.roads().size(); road++) {
                UnaryOperator<Tensor> each = row.roads().get(road);
                Seen seen = Seen.of(each, input, shape);
                String what = "%s, road %d: ".formatted(name, road);
                if (seen.refused != first.refused) {
                  differences.add(what + "only one of the roads refuses");
                  continue;
                }
                compare(what + "values", first.values, seen.values, TOLERANCE, differences);
                compare(what + "gradient", first.gradient, seen.gradient, TOLERANCE, differences);
                if (!seen.refused) {
                  Tensor x = Tensor.of(input, shape);
                  float[] bare = NoGrad.call(() -> each.apply(x)).toFloats();
                  compare(what + "without gradients", seen.values, bare, 0, differences);
                  float[] pooled = Workspace.call(() -> each.apply(x).toFloats());
                  compare(what + "in a workspace", seen.values, pooled, 0, differences);
                }
              }
            });
    return differences;
  }

  private static int count(int... shape) {
    return Arrays.stream(shape).reduce(1, (a, b) -> a * b);
  }

  private static Map<String, float[]> inputs(int... shape) {
    int count = count(shape);
    float[] plain = new float[count];
    new Philox(7).normal(plain);
    Map<String, float[]> inputs = new LinkedHashMap<>();
    inputs.put("plain", plain);
    inputs.put("zeros", new float[count]);
    for (float odd :
        new float[] {
          Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 1e30f, -1e30f, 1e-40f, -0f
        }) {
      float[] one = plain.clone();
      one[count / 2] = odd;
      inputs.put("one " + odd, one);
      float[] last = plain.clone();
      last[count - 1] = odd;
      inputs.put("the last " + odd, last);
      float[] all = new float[count];
      Arrays.fill(all, odd);
      inputs.put("all " + odd, all);
    }
    inputs.put("one of a batch", Arrays.copyOf(plain, count / shape[0]));
    inputs.put("none of a batch", new float[0]);
    return inputs;
  }

  private static void compare(
      String what, float[] expected, float[] found, float tolerance, List<String> differences) {
    boolean same = expected.length == found.length;
    for (int i = 0; same && i < expected.length; i++) {
      float a = expected[i];
      float b = found[i];
      same =
          (Float.isNaN(a) || Float.isNaN(b))
              ? Float.isNaN(a) == Float.isNaN(b)
              : a == b || Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(a));
    }
    if (!same) {
      differences.add(
          "%s: %s and %s".formatted(what, Arrays.toString(expected), Arrays.toString(found)));
    }
  }
}
