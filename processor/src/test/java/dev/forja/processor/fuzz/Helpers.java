package dev.forja.processor.fuzz;

import java.util.LinkedHashMap;
import java.util.Map;

/** The small classes to which programs refer. */
final class Helpers {
  private static final Map<String, String> TEXTS = new LinkedHashMap<>();

  static {
    TEXTS.put("Pair", "record Pair(dev.forja.fake.FakeTensor left, int right) {}");
    TEXTS.put("Kind", "enum Kind { ONE, TWO }");
    TEXTS.put("Hidden", "class Hidden {}");
    TEXTS.put("Shown", "public interface Shown {}");
    TEXTS.put(
        "Batch",
        "public record Batch(dev.forja.fake.FakeTensor images,"
            + " java.util.List<dev.forja.fake.FakeTensor> masks) {}");
    TEXTS.put("Group", "public record Group<G>(G first, java.util.List<G> more) {}");
    TEXTS.put(
        "Around",
        "public class Around<O> { public Around() {} public class In<I> { public In() {} } }");
    TEXTS.put(
        "Tag",
        "@java.lang.annotation.Target({java.lang.annotation.ElementType.TYPE_USE,"
            + " java.lang.annotation.ElementType.PARAMETER})"
            + " public @interface Tag { java.lang.String value() default \"\"; }");
    TEXTS.put(
        "Oops",
        "public class Oops extends java.lang.Exception {"
            + " private static final long serialVersionUID = 1; public Oops() {} }");
    TEXTS.put(
        "Leaf",
        "public class Leaf { dev.forja.fake.FakeParameter weight; public Leaf() {}"
            + " @dev.forja.Forward dev.forja.fake.FakeTensor forward(dev.forja.fake.FakeTensor x)"
            + " { return x; } }");
    TEXTS.put("Step", "public interface Step<A, R> { R step(A a); }");
    TEXTS.put(
        "Step2", "public interface Step2<A> { A step(A a, int b) throws java.io.IOException; }");
    TEXTS.put(
        "Measure",
        "public interface Measure extends java.util.function.Function<java.lang.Object,"
            + " java.lang.Object> { default int whole(java.lang.Object x) { return 1; } }");
    TEXTS.put(
        "Inner",
        "public interface Inner<A, R> extends java.util.function.Function<java.lang.Object,"
            + " java.lang.Object> { default java.lang.Object apply(java.lang.Object x) { return"
            + " null; } R inner(A a); }");
    TEXTS.put(
        "Narrow",
        "public interface Narrow<A, R> extends java.util.function.Function<A, java.lang.Object> {"
            + " R apply(A a); default R twice(A a) { return apply(a); } }");
    TEXTS.put(
        "Outline",
        "record Outline(java.lang.String name, java.util.List<Outline> below,"
            + " dev.forja.fake.FakeTensor at) {}");
    TEXTS.put(
        "Deep",
        "record Deep(Left left, Left right, java.util.Optional<Left> more) {"
            + " record Left(Right a, Right b) {} record Right(dev.forja.fake.FakeTensor t,"
            + " dev.forja.fake.FakeLayer[] layers) {} }");
    TEXTS.put("KeyCache", "final class KeyCache { dev.forja.fake.FakeTensor keys; }");
    TEXTS.put(
        "OpenPart",
        "interface OpenPart { final class Plain implements OpenPart { dev.forja.fake.FakeParameter"
            + " held; } }");
    TEXTS.put(
        "SealedPart",
        "sealed interface SealedPart { record Wide(dev.forja.fake.FakeLayer layer) implements"
            + " SealedPart {} record Empty() implements SealedPart {} }");
    TEXTS.put("Holder", "class Holder { dev.forja.fake.FakeParameter held; }");
  }

  private static final String LEAF_INVOKER =
      "public final class LeafInvoker extends dev.forja.fake.FakeModule"
          + " implements java.util.function.UnaryOperator<dev.forja.fake.FakeTensor> {"
          + " private LeafInvoker() {}"
          + " @java.lang.Override public dev.forja.fake.FakeTensor apply("
          + "dev.forja.fake.FakeTensor x) { return x; }"
          + " @java.lang.Override public void visitState(dev.forja.spi.StateVisitor visitor) {}"
          + " @java.lang.Override public java.lang.String typeName() { return \"Leaf\"; } }";

  private Helpers() {}

  /** Adds the classes that the files mention. */
  static void add(String packageName, Map<String, String> files, Map<String, String> aloneOnly) {
    String all = String.join("\n", files.values());
    if (all.contains("LeafInvoker")) {
      aloneOnly.put(packageName + "/LeafInvoker.java", source(packageName, LEAF_INVOKER));
      all += packageName + ".Leaf ";
    }
    String mentions = all;
    TEXTS.forEach(
        (name, text) -> {
          if (mentions.matches("(?s).*\\b" + packageName + "\\.(@\\S+ )?" + name + "\\b.*")) {
            files.put(packageName + "/" + name + ".java", source(packageName, text));
          }
        });
  }

  private static String source(String packageName, String text) {
    return "package " + packageName + ";\n" + text + "\n";
  }
}
