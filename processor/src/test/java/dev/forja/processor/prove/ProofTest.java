package dev.forja.processor.prove;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forja.processor.ProofRun;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The messages about code that javac has analysed, and especially code without problems. */
final class ProofTest {
  private static final String FIELDS =
      "final FakeLinear a = FakeLinear.of(4, 6); final FakeLinear b = FakeLinear.of(6, 3);";

  @TempDir Path work;

  private List<String> said(String fields, String body, String... options) {
    return ProofRun.said(work, fields, "@Shape(\"n 4\") FakeTensor x", body, options);
  }

  /** Each may succeed in some run, or is not understood. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "return b.call(a.call(x));",
        "return flag() ? a.call(x) : a.call(a.call(x));",
        "if (flag()) { return a.call(x); } return a.call(a.call(x));",
        "if (flag()) { a.call(a.call(x)); } return x;",
        "for (int i = 0; i < x.shape().length - count(); i++) { a.call(a.call(x)); } return x;",
        "while (flag()) { x = a.call(x); } return x;",
        "try { return a.call(a.call(x)); } catch (RuntimeException e) { return x; }",
        "int[] s = x.shape(); s[1] = 4; int[] t = s; t[0] = 1; return x.reshape(s);",
        "int[] s = {1, 4}; change(s); return x.reshape(s);",
        "boolean b = flag() && a.call(a.call(x)) != null; return x;",
        "FakeTensor y = other(x); return a.call(y);",
        "FakeTensor y = x; for (FakeLinear l : List.of(a, b)) { y = l.call(y); } return y;",
        "FakeTensor y = x.reshape(x.shape()[0] * 2, 2); return y.reshape(-1, 4);",
        "return x.add(x.reshape(x.shape()[0], 4, 1));",
        "Supplier<FakeTensor> s = () -> a.call(a.call(x)); return x;",
        "switch (count()) { case 1: a.call(a.call(x)); break; default: break; } return x;",
        "return switch (count()) { case 1 -> a.call(a.call(x)); default -> x; };",
        "label: { if (flag()) { break label; } a.call(a.call(x)); } return x;",
        "do { if (flag()) { break; } a.call(a.call(x)); } while (flag()); return x;",
        "int w = 4; if (flag()) { w = 6; } return x.reshape(x.shape()[0], w);",
        "FakeTensor y = null; if (flag()) { y = a.call(x); } return y == null ? x : b.call(y);",
      })
  void saysNothingThatIsNotCertain(String body) {
    assertThat(said(FIELDS, body)).isEmpty();
  }

  /** Each fails in every run. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "return a.call(a.call(x));",
        "return flag() ? a.call(b.call(x)) : a.call(a.call(x));",
        "if (flag()) { throw new IllegalStateException(); } return b.call(x);",
        "FakeTensor y = x; for (int i = 0; i < 3; i++) { y = a.call(y); } return y;",
        "FakeTensor y = x; for (FakeLinear l : List.of(a, a)) { y = l.call(y); } return y;",
        "return x.reshape(x.shape()[0], 5);",
        "return x.reshape(2, -1, 3).sum(3);",
        "return x.sum(0).sum(0).sum(1);",
        "return a.call(x).add(x);",
        "return half(half(x));",
        "UnaryOperator<FakeTensor> f = y -> a.call(y); return f.apply(f.apply(x));",
        "UnaryOperator<FakeTensor> f = a::call; return f.apply(f.apply(x));",
        "var pair = new Pair(a, b); return pair.first().call(pair.second().call(x.reshape(-1,"
            + " 6)));",
        "try { return a.call(a.call(x)); } finally { count(); }",
        "List<FakeLinear> l = new ArrayList<>(); l.add(a); l.add(b); return l.get(1).call(x);",
      })
  void findsWhatFailsInEveryRun(String body) {
    assertThat(said(FIELDS, body))
        .isNotEmpty()
        .allMatch(text -> text.startsWith("error: [ShapeProven] "));
  }

  @Test
  void saysWhereItCameFrom() {
    assertThat(said(FIELDS, "\nFakeTensor y = a.call(x);\nreturn a.call(y.relu());"))
        .containsExactly(
            "error: [ShapeProven] a takes [..., 4], but gets [n, 6]: a gives [n, 6] (line 4:"
                + " FakeLinear.of(4, 6)). Make the sizes agree: every call that comes here"
                + " throws.");
  }

  @Test
  void joinsTheConstructors() {
    String fields =
        "final int w; final FakeLinear c; Net(int w) { this.w = w; c = FakeLinear.of(4, w); }"
            + " Net() { w = 5; c = FakeLinear.of(4, 7); }";
    assertThat(said(fields, "return c.call(x).reshape(x.shape()[0], 5);")).isEmpty();
    assertThat(said(fields, "return c.call(c.call(x).reshape(-1, 3));")).hasSize(1);
  }

  @Test
  void takesNoFieldForKnownThatMayChange() {
    assertThat(said("FakeLinear a = FakeLinear.of(4, 6);", "return a.call(a.call(x));")).isEmpty();
    String list = "final List<FakeLinear> l = new ArrayList<>(List.of(FakeLinear.of(5, 6)));";
    assertThat(said(list, "return l.get(0).call(x);")).isEmpty();
    String fixed = "final List<FakeLinear> l = List.of(FakeLinear.of(5, 6));";
    assertThat(said(fixed, "return l.get(0).call(x);")).hasSize(1);
  }

  @Test
  void isOffByOption() {
    String wrong = "return a.call(a.call(x));";
    assertThat(said(FIELDS, wrong, "-Aforja.shapes=off")).isEmpty();
    assertThat(said(FIELDS, wrong, "-Aforja.shapes.proof=off")).isEmpty();
  }

  @Test
  void explainsEachCall() {
    assertThat(said(FIELDS, "return b.call(a.call(x)).sum(-1);", "-Aforja.shapes=explain"))
        .containsSubsequence(
            "note: [ShapeExplained] [n, 6] = a.call(x)",
            "note: [ShapeExplained] [n, 3] = b.call(a.call(x))",
            "note: [ShapeExplained] [n] = b.call(a.call(x)).sum(-1)");
  }
}
