package dev.forja.processor.prove;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.forja.processor.ProofRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
        "try { a.call(a.call(x)); } catch (IllegalStateException e) { throw e; }"
            + " catch (RuntimeException e) { count(); } return x;",
        "for (;;) { try { return a.call(a.call(x)); } finally { break; } } return x;",
        "var l = new ArrayList<FakeTensor>(); if (flag()) { l.add(x); } return l.get(0);",
        "var l = new ArrayList<FakeTensor>(); Runnable r = () -> l.add(x); r.run(); return"
            + " l.get(0);",
        "var l = new ArrayList<FakeTensor>(); Supplier<FakeTensor> s = () -> { l.add(x); return x;"
            + " }; s.get(); return l.get(0);",
        "int[] s = {1, 4}; Runnable r = () -> s[0]++; r.run(); return"
            + " x.sum(0).reshape(s).sum(s[0]);",
        "var l = new ArrayList<FakeTensor>(); Consumer<FakeTensor> c = l::add; c.accept(x);"
            + " return l.get(0);",
        "var l = new ArrayList<FakeTensor>(); new Object() { void go() { l.add(x); } }.go();"
            + " return l.get(0);",
        "if (flag()) { if (flag()) { return x; } throw new Error(); } return a.call(a.call(x));",
        "if (flag()) { l: { if (flag()) { break l; } throw new Error(); } return x; }"
            + " return a.call(a.call(x));",
        "if (flag()) { do { if (flag()) { break; } throw new Error(); } while (flag()); return x; }"
            + " return a.call(a.call(x));",
        "UnaryOperator<FakeTensor> f = y -> { l: { if (flag()) { break l; } return y; }"
            + " return a.call(y); }; return b.call(f.apply(x));",
        "UnaryOperator<FakeTensor> f = y -> { do { if (flag()) { break; } return y; } while"
            + " (flag()); return a.call(y); }; return b.call(f.apply(x));",
        "FakeTensor y = x; try { y = a.call(y); count(); y = y.reshape(-1, 4); }"
            + " catch (RuntimeException e) { return y.reshape(y.shape()[0], 6); } return x;",
        "FakeTensor y = x; try { y = a.call(y); count(); y = b.call(y).reshape(-1, 4); }"
            + " catch (RuntimeException e) { count(); a.call(y); } return x;",
        "FakeTensor y = x; while (true) { try { if (flag()) { break; } } finally { y = a.call(x); }"
            + " } return b.call(y);",
        "for (int i = 0; i < 3; i++) { if (flag()) { break; } a.call(a.call(x)); } return x;",
        "here: for (FakeLinear l : List.of(a, a)) { for (int i = 0; i < 2; i++) { if (flag()) {"
            + " continue here; } l.call(a.call(x)); } } return x;",
        "int k = 2; switch (k) { case 1: a.call(a.call(x)); case 2: break; default: b.call(x); }"
            + " return x;",
        "int k = 2; return switch (k) { case 2 -> { if (flag()) { yield x; } yield"
            + " a.call(a.call(x)); } default -> x; };",
        "Object o = flag() ? new Pair(a, a) : x; if (o instanceof Pair(var p, var q)) {"
            + " p.call(q.call(x)); } return x;",
        "Object o = new Pair(a, b); return switch (o) { case Pair(var p, var q) when flag() -> x;"
            + " case Pair(var p, var q) -> q.call(p.call(x)); default -> a.call(a.call(x)); };",
      })
  void saysNothingThatIsNotCertain(String body) {
    assertThat(said(FIELDS, body)).isEmpty();
  }

  /** Each fails in every run. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "return a.call(a.call(x));",
        "int w = 1; w <<= 2; w |= 1; return x.reshape(x.shape()[0], w ^ 0, 1 >>> 33 | 1);",
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
        "try { return a.call(a.call(x)); } catch (RuntimeException e) { throw new Error(e); }",
        "var task = new java.util.concurrent.FutureTask<FakeTensor>(() -> a.call(a.call(x)));"
            + " task.run(); try { return task.get(); } catch (Exception e) { throw new Error(e); }",
        "FakeTensor[] all = {x, x}; return all[2];",
        "FakeTensor y = x; for (int i = count(); i > 0; i--) { y = b.call(y); } return b.call(y);",
        "return List.of(x).get(-1);",
        "for (int i = 0; i < 3; i++) { if (flag()) { break; } count(); } return a.call(a.call(x));",
        "here: for (FakeLinear l : List.of(a, a)) { for (int i = 0; i < 2; i++) { if (flag()) {"
            + " break; } } l.call(a.call(x)); } return x;",
        "try { count(); } catch (RuntimeException e) { flag(); } return a.call(a.call(x));",
        "FakeTensor y = x; for (int i = 0; i < 9; i++) { if (i == 2) { break; } y = a.call(y); }"
            + " return y;",
        "FakeTensor y = x; here: for (FakeLinear l : List.of(a, b, a, a)) { for (int i = 0; i < 1;"
            + " i++) { y = l.call(y); continue here; } } return y;",
        "here: { if (flag()) { break here; } count(); } return a.call(a.call(x));",
        "int k = 2; return switch (k) { case 1 -> x; case 2 -> a.call(a.call(x)); default -> x; };",
        "int k = 2; switch (k) { case 1: return x; case 2: a.call(x); default: b.call(x); }"
            + " return x;",
        "switch (count()) { case 1: b.call(x); break; default: b.call(x); } return x;",
        "int k = 1; FakeTensor y = switch (k) { case 1: yield a.call(x); default: yield x; };"
            + " return a.call(y);",
        "Object o = new Pair(a, a); if (o instanceof Pair(FakeLinear p, var q)) { return"
            + " p.call(q.call(x)); } return x;",
        "Object o = new Pair(a, a); return switch (o) { case String s -> x; case Pair(var p, var q)"
            + " -> p.call(q.call(x)); default -> x; };",
        "Object o = new Pair(a, b); if (!(o instanceof Pair p)) { return x; } return"
            + " p.second().call(x);",
        "record Two(FakeTensor l, FakeTensor r) {} var t = new Two(a.call(x), x); return switch (t)"
            + " { case Two(FakeTensor l, FakeTensor r) -> l.add(r); };",
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
  void followsNoEarlyReturnOfAConstructor() {
    String fields =
        "final FakeLinear c; Net(int w) { if (w > 4) { c = FakeLinear.of(4, 6); return; }"
            + " c = FakeLinear.of(5, 6); }";
    assertThat(said(fields, "return c.call(x);")).isEmpty();
  }

  @Test
  void takesNoFieldForKnownThatMayChange() {
    assertThat(said("FakeLinear a = FakeLinear.of(4, 6);", "return a.call(a.call(x));")).isEmpty();
    String list = "final List<FakeLinear> l = new ArrayList<>(List.of(FakeLinear.of(5, 6)));";
    assertThat(said(list, "return l.get(0).call(x);")).isEmpty();
    String fixed = "final List<FakeLinear> l = List.of(FakeLinear.of(5, 6));";
    assertThat(said(fixed, "return l.get(0).call(x);")).hasSize(1);
  }

  /** Another class of the package, and the accessor of the field. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 | final FakeLinear[] l = {FakeLinear.of(5, 6)}; | return l[0].call(x);",
        "1 | final FakeLinear[] l = {a, a}; | for (FakeLinear e : l) { x = e.call(x); } return x;",
        "0 | final FakeLinear[] l = {a, b}; | for (FakeLinear e : l) { x = e.call(x); } return x;",
        "1 | private final FakeLinear[] l; FakeLinear[] l() { return l; } Net() { l = new"
            + " FakeLinear[] {b}; } | return l[0].call(x);",
        "0 | FakeLinear[] l = {FakeLinear.of(5, 6)}; | return l[0].call(x);",
        "0 | public final FakeLinear[] l = {FakeLinear.of(5, 6)}; | return l[0].call(x);",
        "0 | final FakeLinear[] l = {b}; void set() { l[0] = a; } | return l[0].call(x);",
        "0 | final FakeLinear[] l = {b}; static void set(Net n) { n.l[0] = n.a; } |"
            + " return l[0].call(x);",
        "0 | final FakeLinear[] l = {b}; { Runnable r = () -> l[0] = a; r.run(); } |"
            + " return l[0].call(x);",
        "0 | final FakeLinear[] l = {b}; { List.of(a).toArray(l); } | return l[0].call(x);",
        "0 | final FakeLinear[] l = {b}; FakeLinear[] all() { return l; } | return l[0].call(x);",
        "0 | final FakeLinear[] l = {b}; Net() { l[0] = a; } | return l[0].call(x);",
      })
  void knowsTheElementsOfAnArrayThatNoCodeChanges(int errors, String array, String body) {
    assertThat(said(FIELDS + array, body)).hasSize(errors);
  }

  @Test
  void knowsTheLengthOfAnArrayWhoseElementsMayChange() {
    String array = "public final FakeLinear[] l = {FakeLinear.of(5, 6)};";
    assertThat(said(array, "return l[1].call(x);"))
        .singleElement(as(STRING))
        .contains("l has 1 elements, but none at index 1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 | final FakeLinear a = FakeLinear.of(4, 6); | | return a.call(a.call(x));",
        "1 | final FakeLinear a; Base(int w) { a = FakeLinear.of(4, w); } | Sub() { super(6); }"
            + " | return a.call(a.call(x));",
        "0 | final FakeLinear a; Base(int w) { a = FakeLinear.of(4, w); } | Sub() { super(4); }"
            + " | return a.call(a.call(x));",
        "0 | final FakeLinear a; Base(int w) { a = FakeLinear.of(4, w); } | Sub(int w) { super(w);"
            + " } | return a.call(a.call(x));",
        "0 | FakeLinear a = FakeLinear.of(4, 6); | | return a.call(a.call(x));",
        "0 | final FakeLinear a = FakeLinear.of(4, 6); FakeLinear a() { return a; } | @Named(\"b\")"
            + " FakeLinear a = FakeLinear.of(4, 4); | return a.call(a.call(x));",
        "0 | final FakeLinear a; Base(int w) { if (w > 4) { a = FakeLinear.of(4, 4); return; } a ="
            + " FakeLinear.of(4, 6); } | Sub() { super(9); } | return a.call(a.call(x));",
        "1 | final FakeLinear a; Base() { this(6); } Base(int w) { a = FakeLinear.of(4, 6); } | |"
            + " return a.call(a.call(x));",
      })
  void knowsTheFieldsOfASuperclass(int errors, String base, String sub, String body) {
    String classes =
        ("static class Base { %s } static final class Sub extends Base { %s @Forward FakeTensor go("
                + "@Shape(\"n 4\") FakeTensor x) { %s } }")
            .formatted(base, sub == null ? "" : sub, body);
    assertThat(said(classes, "return x;")).hasSize(errors);
  }

  /** What the source path has beside the files of a compilation stays out of it. */
  @Test
  void doesNotCompileTheRestOfAPackage(@TempDir Path sources) throws Exception {
    Path folder = Files.createDirectories(sources);
    Files.writeString(folder.resolve("Unused.java"), "class Unused { Missing field; }");
    String arrays = "final FakeLinear[] all = {FakeLinear.of(4, 6), FakeLinear.of(6, 4)};";
    assertThat(
            said(arrays, "return all[0].call(all[0].call(x));", "-sourcepath", sources.toString()))
        .singleElement(as(STRING))
        .contains("[ShapeProven]");
  }

  /** The width of x, {@code d}, can be any number, until it is given to a layer. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | if (flag()) { return a.call(x); } return b.call(x);",
        "0 | if (flag()) { a.call(x); } return b.call(x);",
        "0 | for (int i = count(); i > 0; i--) { a.call(x); } return b.call(x);",
        "0 | try { a.call(x); } catch (RuntimeException e) { count(); } return b.call(x);",
        "0 | Supplier<FakeTensor> s = () -> a.call(x); return b.call(x);",
        "0 | return flag() ? a.call(x) : b.call(x);",
        "0 | UnaryOperator<FakeTensor> f = y -> { if (flag()) { return y; } return a.call(y); };"
            + " f.apply(x); return b.call(x);",
        "0 | l: { if (flag()) { break l; } a.call(x); } return x.reshape(x.shape()[0], 5);",
        "0 | do { if (flag()) { break; } a.call(x); } while (flag()); return b.call(x);",
        "1 | a.call(x); return b.call(x);",
        "1 | return c.call(x).add(x).reshape(x.shape());",
        "1 | FakeTensor y = a.call(x); return x.reshape(y.shape()[0], 3);",
      })
  void learnsFromACallWhatHoldsBehindIt(int errors, String body) {
    String fields = FIELDS + " final FakeLinear c; Net(int w) { c = FakeLinear.of(w, w + 1); }";
    assertThat(ProofRun.said(work, fields, "@Shape(\"n d\") FakeTensor x", body)).hasSize(errors);
  }

  @Test
  void takesTheSizesOfTensorsForOneOrMore() {
    String fields =
        "final FakeLinear c; final FakeLinear d; Net(int w) { c = FakeLinear.of(4, 2 * w);"
            + " d = FakeLinear.of(3 * w, 5); }";
    assertThat(said(fields, "return d.call(c.call(x));"))
        .singleElement(as(STRING))
        .contains("d takes [..., 3 * w], but gets [n, 2 * w]");
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
