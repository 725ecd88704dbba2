package dev.forja.processor.prove;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forja.processor.ProofRun;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fields, arrays and components whose values other code than the method itself determines. */
final class ChangedElsewhereTest {
  private static final String FIELDS =
      """
      static int all; int w; void up() { w = 4; } private static void up(int[] s) { s[0]++; }
      static class Up { FakeTensor go(FakeTensor t) { all = 4; return t; } }
      record Odd(int k) { public int k() { return k + 1; } }
      record Halved(int k) { Halved { k = k / 2; } }
      """;

  @TempDir Path work;

  /** Each reshapes x to its own shape, which a stale 5 in the place of 4 would forbid. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "w = 5; up(); int d = w;",
        "w = 5; Runnable r = () -> w = 4; r.run(); int d = w;",
        "w = 5; Optional.of(x).ifPresent(t -> w = 4); int d = w;",
        "w = 5; Supplier<Integer> s = () -> w = 4; s.get(); int d = w;",
        "w = 5; Net same = this; same.w = 4; int d = w;",
        "w = 5; new Object() { { w = 4; } }; int d = w;",
        "all = 5; new Up().go(x); int d = all;",
        "all = 5; Net.all = 4; int d = all;",
        "int[] s = {3}; up(s); int d = s[0];",
        "int d = new Odd(3).k();",
        "int d = new Halved(8).k();",
      })
  void isNotKnown(String code) {
    assertThat(said(code + " return x.reshape(x.shape()[0], d);")).isEmpty();
  }

  /** Nothing came between. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "w = 5; x.relu(); return x.reshape(x.shape()[0], w);",
        "return x.reshape(x.shape()[0], new Odd(4).k());",
      })
  void isKnown(String code) {
    assertThat(said(code)).hasSize(1);
  }

  private List<String> said(String code) {
    return ProofRun.said(work, FIELDS, "@Shape(\"n 4\") FakeTensor x", code);
  }
}
