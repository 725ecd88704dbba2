package dev.forja.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forja.array.NdArray;
import dev.forja.array.Storage;
import dev.forja.io.Safetensors;
import dev.forja.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The comparison itself: what it accepts, and what it rejects. */
class CompareTest {
  private static final float INFINITY = Float.POSITIVE_INFINITY;

  @TempDir Path directory;

  @Test
  void theToleranceIsAbsoluteAndRelativeToTheFixture() throws IOException {
    // |a - b| <= 0.5 + 0.25 |b|
    assertThat(differences(floats(4, -4), floats(5.5f, -2.5f))).isEmpty();
    assertThat(differences(floats(4, -4), floats(5.75f, -2.25f)))
        .containsExactly(
            "output: 2 of 2 elements of F32 [2] differ, worst at [0]: 5.75 instead of 4.0");
    assertThat(differences(floats(0, 0), floats(0, 0.625f))).hasSize(1);
  }

  @Test
  void infinitiesEqualThemselvesAndNothingElse() throws IOException {
    assertThat(differences(floats(INFINITY, -INFINITY), floats(INFINITY, -INFINITY))).isEmpty();
    assertThat(differences(floats(INFINITY, 1), floats(-INFINITY, 1))).hasSize(1);
    assertThat(differences(floats(INFINITY, 1), floats(3e38f, 1))).hasSize(1);
    assertThat(differences(floats(3e38f, 1), floats(INFINITY, 1))).hasSize(1);
  }

  @Test
  void notANumberEqualsOnlyItself() throws IOException {
    assertThat(differences(floats(1, 1), floats(1, Float.NaN))).hasSize(1);
    assertThat(differences(floats(1, Float.NaN), floats(1, 1))).hasSize(1);
    assertThat(differences(floats(1, Float.NaN), floats(1, Float.NaN))).isEmpty();
    assertThat(differences(floats(INFINITY, 1), floats(Float.NaN, 1))).hasSize(1);
  }

  @Test
  void shapesTypesIntegersAndTruthsMustBeEqual() throws IOException {
    NdArray ids = NdArray.dense(Storage.of(new long[] {1, 2}), 2);
    NdArray mask = NdArray.dense(Storage.of(new boolean[] {true, false}), 2);
    assertThat(differences(ids, NdArray.dense(Storage.of(new long[] {1, 2}), 2))).isEmpty();
    assertThat(differences(ids, NdArray.dense(Storage.of(new long[] {1, 3}), 2)))
        .containsExactly("output: 1 of 2 elements of I64 [2] differ, worst at [1]: 3 instead of 2");
    assertThat(differences(mask, NdArray.dense(Storage.of(new boolean[] {true, true}), 2)))
        .hasSize(1);
    assertThat(differences(ids, floats(1, 2))).containsExactly("output is F32 [2], not I64 [2]");
    assertThat(differences(floats(1, 2), floats(1, 2).reshape(1, 2)))
        .containsExactly("output is F32 [1, 2], not F32 [2]");
  }

  @Test
  void whatIsMissingIsADifference() throws IOException {
    assertThat(differences(floats(1, 2), null)).containsExactly("output was not produced");
    Case testCase = write(Map.of("output.values", floats(1, 2), "grad.input.0", floats(1, 2)));
    try (CaseFile file = new CaseFile(testCase)) {
      assertThat(new Compare(testCase, file).differences())
          .containsExactly("grad.input.0 was not compared", "output.values was not compared");
    }
  }

  @Test
  void aRowThatPassesOverAnArgumentHasNoCounterpart() throws IOException {
    Case testCase = write(Map.of("input.0", floats(1, 2), "output", floats(1, 2)));
    FunctionCases cases =
        new FunctionCases(
            Map.of("identity", (in, args) -> args.has("heeded") ? List.of(in.get(0)) : in));
    try (CaseFile file = new CaseFile(testCase)) {
      assertThatThrownBy(() -> cases.run(testCase, file, new Compare(testCase, file)))
          .isInstanceOf(NoCounterpart.class)
          .hasMessage("the arguments [forgotten]");
    }
  }

  @Test
  void aWrongGradientIsADifference() throws IOException {
    Case testCase =
        write(
            Map.of(
                "input.0", floats(1, 2),
                "output", floats(1, 2),
                "grad_output", floats(1, 1),
                "grad.input.0", floats(1, 1)));
    FunctionCases twice =
        new FunctionCases(
            Map.of(
                "identity",
                (in, args) -> {
                  args.has("heeded");
                  args.has("forgotten");
                  Tensor x = in.get(0);
                  return List.of(x.add(x).sub(x.detach()));
                }));
    try (CaseFile file = new CaseFile(testCase)) {
      Compare compare = new Compare(testCase, file);
      twice.run(testCase, file, compare);
      assertThat(compare.differences())
          .containsExactly(
              "grad.input.0: 2 of 2 elements of F32 [2] differ, worst at [0]: 2.0 instead of 1.0");
    }
  }

  private List<String> differences(NdArray wanted, @Nullable NdArray actual) throws IOException {
    Case testCase = write(Map.of("output", wanted));
    try (CaseFile file = new CaseFile(testCase)) {
      Compare compare = new Compare(testCase, file);
      compare.check("output", actual);
      return compare.differences();
    }
  }

  private Case write(Map<String, NdArray> tensors) throws IOException {
    Path path = directory.resolve("case.safetensors");
    Safetensors.save(path, tensors);
    return new Case(
        "case",
        path,
        "op",
        "identity",
        Map.of("heeded", 1L, "forgotten", 2L),
        true,
        0.25,
        0.5,
        List.of("0"),
        List.of(""),
        Map.of(),
        Map.of());
  }

  private static NdArray floats(float... values) {
    return NdArray.dense(Storage.of(values), values.length);
  }
}
