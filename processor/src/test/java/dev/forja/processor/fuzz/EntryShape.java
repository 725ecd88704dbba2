package dev.forja.processor.fuzz;

import java.util.ArrayList;
import java.util.List;

/**
 * A marked method.
 *
 * @param name the method
 * @param mark the annotation
 * @param signature the signature without a context
 * @param text the declaration
 */
record EntryShape(String name, String mark, Signature signature, String text) {
  /** Names that Java restricts, or that the generated file uses. */
  private static final List<String> STRANGE =
      List.of(
          "record",
          "sealed",
          "yield",
          "var",
          "permits",
          "when",
          "Object",
          "Override",
          "String",
          "Args",
          "Own",
          "CALL",
          "model",
          "java",
          "dev",
          "Hooks",
          "Entry",
          "List",
          "T",
          "E",
          "X",
          "FakeTensor",
          "FakeModule",
          "Called$Args",
          "visitor",
          "Invoker",
          "callHooks");

  /** The sources of method names. */
  record Names(Choice choice, NameShapes names, String packageName) {}

  static EntryShape some(Names from, TypeShapes types, boolean inInterface, boolean inAbstract) {
    Choice choice = from.choice();
    Signature signature = Signature.some(choice, types, from.names(), true);
    String name = from.names().method();
    String mark = mark(from, signature);
    List<String> words = new ArrayList<>();
    words.add(mark);
    String body = " { throw new java.lang.IllegalStateException(); }";
    if (!signature.result().equals("void")) {
      body = " { return " + TypeShapes.value(signature.result()) + "; }";
    }
    if (inInterface) {
      words.add("default");
    } else if (inAbstract && choice.onceIn(3)) {
      words.add("abstract");
      body = ";";
    } else if (signature.varargs() && choice.onceIn(2)) {
      words.add("@java.lang.SafeVarargs");
      words.add("final");
    } else {
      words.add(
          choice.of("", "", "", "", "", "public", "protected", choice.onceIn(8) ? "private" : ""));
      String more =
          choice.of(
              "",
              "",
              "",
              "",
              "final",
              "synchronized",
              choice.onceIn(8) ? "static" : "",
              choice.onceIn(3) ? "native" : "");
      words.add(more);
      body = more.equals("native") ? ";" : body;
    }
    if (choice.onceIn(30)) {
      words.add("@java.lang.Deprecated");
    }
    words.add(shape(choice, signature));
    words.add(signature.variables().declaration());
    words.add(signature.result());
    words.removeIf(String::isEmpty);
    String context =
        !signature.varargs() && choice.onceIn(9) && !signature.names().contains("ctx")
            ? "dev.forja.CallContext ctx"
            : "";
    String params = context.isEmpty() ? signature.text() : signature.text(context);
    return new EntryShape(
        name, mark, signature, String.join(" ", words) + " " + name + params + body);
  }

  private static String shape(Choice choice, Signature signature) {
    return signature.result().equals("dev.forja.fake.FakeTensor") && choice.onceIn(3)
        ? "@dev.forja.Shape(\"" + choice.of("_ 10", "...", "", "3 4", "n _", "... size") + "\")"
        : "";
  }

  private static String mark(Names from, Signature signature) {
    Choice choice = from.choice();
    List<String> values = new ArrayList<>();
    if (choice.onceIn(12)) {
      values.add("entry = \"" + from.names().method() + "\"");
    }
    if (choice.onceIn(12)) {
      values.add(
          "invoker = \""
              + choice.of(
                  "Called", "Called", "Call$", "Leaf", from.names().type(), choice.of(STRANGE))
              + "\"");
    }
    if (choice.onceIn(18)) {
      values.add("as = " + as(from, signature) + ".class");
    }
    return "@dev.forja.Forward" + (values.isEmpty() ? "" : "(" + String.join(", ", values) + ")");
  }

  private static String as(Names from, Signature signature) {
    int count = signature.types().size();
    String fit =
        switch (count) {
          case 0 ->
              signature.result().equals("void")
                  ? "java.lang.Runnable"
                  : "java.util.concurrent.Callable";
          case 1 ->
              from.choice()
                  .of(
                      "java.util.function.Function",
                      from.packageName() + ".Step",
                      from.packageName()
                          + from.choice().of(".Measure", ".Inner", ".Narrow", ".Narrow"));
          case 2 ->
              from.choice().of("java.util.function.BiFunction", from.packageName() + ".Step2");
          default -> "java.util.function.Supplier";
        };
    return from.choice().onceIn(5)
        ? from.choice()
            .of(
                "java.lang.String",
                "java.util.Comparator",
                "java.util.List",
                "java.util.function.IntUnaryOperator",
                "java.lang.AutoCloseable")
        : fit;
  }

  /** The name of the invoker given in the annotation; empty if there is none. */
  String invoker() {
    return value("invoker");
  }

  private String value(String key) {
    int at = mark.indexOf(key + " = \"");
    if (at < 0) {
      return "";
    }
    int from = at + key.length() + 4;
    return mark.substring(from, mark.indexOf('"', from));
  }

  /** The name of the entry. */
  String entryName(boolean single) {
    String given = value("entry");
    if (!given.isEmpty()) {
      return given;
    }
    return single || name.equals("forward") ? "call" : name;
  }
}
