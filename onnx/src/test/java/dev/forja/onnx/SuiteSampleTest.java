package dev.forja.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Cases of ONNX's own suite of tests. The whole suite is run by {@link OperatorSuite}; those that
 * are kept here all pass.
 */
class SuiteSampleTest {
  /** The number of cases that are kept; it only grows. */
  private static final int KEPT = 909;

  @Test
  void everyKeptCasePasses() throws Exception {
    assertThat(passed(SuiteSample.SUITE)).isEqualTo(KEPT);
  }

  @Test
  void whatTheSuiteLacksIsThatOfOnnxRuntime() throws Exception {
    assertThat(passed(SuiteSample.OTHERS)).isEqualTo(27);
  }

  private static int passed(Path file) throws Exception {
    List<String> failed = new ArrayList<>();
    int passed = 0;
    for (SuiteCase each : SuiteSample.cases(file)) {
      try {
        each.run();
        passed++;
      } catch (AssertionError | RuntimeException | OnnxException e) {
        failed.add(each.name() + ": " + e.getMessage());
      }
    }
    assertThat(failed).isEmpty();
    return passed;
  }
}
