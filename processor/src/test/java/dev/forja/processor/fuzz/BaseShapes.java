package dev.forja.processor.fuzz;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A class or interface that the model extends.
 *
 * @param clause {@code extends p.Base<X> }; empty for none
 * @param members the members that the model must declare for it
 * @param marked the entry that it contributes; null for none
 * @param name the name of the marked method that it contributes or requires
 */
record BaseShapes(String clause, List<String> members, @Nullable Signature marked, String name) {
  static final BaseShapes NONE = new BaseShapes("", List.of(), null, "");

  static BaseShapes some(
      Choice choice, TypeShapes types, boolean onlyInterfaces, Map<String, String> files) {
    String a = types.reference(1);
    String r = choice.onceIn(3) ? a : types.reference(1);
    String p = types.packageName();
    String args = "<" + a + ", " + r + ">";
    Signature own = new Signature(Variables.NONE, List.of(a), List.of("given"), r, "");
    String implement = r + " step(" + a + " given) { return null; }";
    return switch (choice.below(onlyInterfaces ? 4 : 11)) {
      case 0 ->
          new BaseShapes(
              "implements " + p + ".Step" + args + " ",
              List.of("@java.lang.Override @dev.forja.Forward public " + implement),
              own,
              "step");
      case 1 ->
          new BaseShapes(
              "implements " + p + ".Shown, java.lang.Runnable ",
              List.of("@java.lang.Override public void run() {}"),
              null,
              "");
      case 2 ->
          new BaseShapes(
              "implements java.util.function.Supplier<" + r + "> ",
              List.of("@java.lang.Override public " + r + " get() { return null; }"),
              null,
              "");
      case 3 -> {
        files.put(
            p + "/Base.java",
            "package "
                + p
                + ";\ninterface Base<A, R> {"
                + " default R step(A given) { return null; } int SIZE = 3; }\n");
        yield new BaseShapes("implements " + p + ".Base" + args + " ", List.of(), null, "");
      }
      case 4 -> {
        files.put(
            p + "/Base.java",
            "package "
                + p
                + ";\nabstract class Base<A, R> {"
                + " A held; protected dev.forja.fake.FakeParameter shared;"
                + " abstract R step(A given); }\n");
        yield new BaseShapes(
            "extends " + p + ".Base" + args + " ",
            List.of("@java.lang.Override @dev.forja.Forward " + implement),
            own,
            "step");
      }
      case 5, 6 -> {
        files.put(
            p + "/Base.java",
            "package "
                + p
                + ";\nclass Base<A, R> {"
                + " A held; private dev.forja.fake.FakeParameter secret;"
                + (choice.onceIn(4)
                    ? ""
                    : " dev.forja.fake.FakeParameter secret() { return secret; }")
                + " @dev.forja.Forward R step(A given) { return null; } }\n");
        boolean override = choice.onceIn(2);
        yield new BaseShapes(
            "extends " + p + ".Base" + args + " ",
            override ? List.of("@java.lang.Override " + implement) : List.of(),
            own,
            "step");
      }
      case 7 -> {
        String access = choice.of("public ", "public ", "protected ", "");
        files.put(
            p + "/base/Base.java",
            "package "
                + p
                + ".base;\npublic class Base<A, R> {"
                + " public Base() {} protected A held; "
                + access
                + "dev.forja.fake.FakeParameter far;"
                + " @dev.forja.Forward "
                + access
                + "R step(A given) { return null; } }\n");
        yield new BaseShapes("extends " + p + ".base.Base" + args + " ", List.of(), own, "step");
      }
      case 8 ->
          new BaseShapes(
              "extends "
                  + choice.of(
                      "java.lang.Object",
                      "java.util.TreeSet<java.lang.String>",
                      "java.util.ArrayList<" + a + ">",
                      "java.util.LinkedHashMap<java.lang.String, " + a + ">",
                      "java.util.concurrent.atomic.AtomicInteger",
                      "java.lang.Thread")
                  + " ",
              List.of(),
              null,
              "");
      case 9 -> {
        files.put(
            p + "/Base.java",
            "package "
                + p
                + ";\n"
                + "abstract class Base<A, R> extends Top<R, A> { class Args {} java.util.List<A>"
                + " all; @dev.forja.Forward abstract R step(A given); }\n");
        files.put(
            p + "/Top.java",
            "package "
                + p
                + ";\n"
                + "class Top<A, R> { java.util.Map<java.lang.String, ? extends R> map;"
                + " dev.forja.fake.FakeLayer top; }\n");
        yield new BaseShapes(
            "extends " + p + ".Base" + args + " ",
            List.of("@java.lang.Override " + implement),
            own,
            "step");
      }
      default -> {
        files.put(
            p + "/Base.java",
            "package "
                + p
                + ";\n"
                + "abstract class Base<A extends java.util.List<? super R>, R> { A held;"
                + " @dev.forja.Forward <Q extends A> R step(A given, Q more) { return null; } }\n");
        yield new BaseShapes(
            "extends " + p + ".Base<java.util.List<" + r + ">, " + r + "> ",
            List.of(),
            new Signature(
                new Variables(List.of("Q"), "<Q extends java.util.List<" + r + ">>"),
                List.of("java.util.List<" + r + ">", "Q"),
                List.of("given", "more"),
                r,
                ""),
            "step");
      }
    };
  }
}
