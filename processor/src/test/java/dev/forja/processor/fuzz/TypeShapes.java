package dev.forja.processor.fuzz;

import java.util.ArrayList;
import java.util.List;

/**
 * Creates types. Names are written in full, so that a class of the program may have any of the
 * simple names.
 *
 * @param packageName the package of the program
 * @param variables the type variables in scope
 * @param nested the full names of the types that the model class declares
 */
record TypeShapes(Choice choice, String packageName, List<String> variables, List<String> nested) {
  private static final List<String> PRIMITIVES =
      List.of("int", "long", "float", "double", "boolean", "byte", "short", "char");
  private static final List<String> PLAIN =
      List.of(
          "java.lang.Integer",
          "java.lang.Long",
          "java.lang.Boolean",
          "java.lang.Float",
          "java.lang.String",
          "java.lang.Object",
          "java.lang.Void",
          "java.lang.Number",
          "java.lang.Runnable",
          "java.lang.CharSequence",
          "java.lang.Thread.State",
          "java.nio.file.Path",
          "java.util.OptionalInt",
          "dev.forja.Invoker");
  private static final List<String> TENSORS =
      List.of(
          "dev.forja.fake.FakeTensor",
          "dev.forja.fake.FakeTensor",
          "dev.forja.fake.FakeParameter",
          "dev.forja.fake.FakeLayer");
  private static final List<String> HELPERS =
      List.of(
          "Pair",
          "Kind",
          "Hidden",
          "Shown",
          "Batch",
          "LeafInvoker",
          "KeyCache",
          "OpenPart",
          "SealedPart");
  private static final List<String> GENERIC =
      List.of(
          "java.util.List",
          "java.util.Set",
          "java.util.Optional",
          "java.util.Collection",
          "java.util.concurrent.Callable",
          "java.util.function.Supplier",
          "java.util.function.Consumer",
          "java.util.function.UnaryOperator",
          "java.lang.Class",
          "java.lang.Iterable",
          "java.lang.Comparable");
  private static final List<String> GENERIC2 =
      List.of(
          "java.util.Map",
          "java.util.SortedMap",
          "java.util.Map.Entry",
          "java.util.function.Function",
          "java.util.function.ToIntFunction",
          "java.util.function.BiFunction");

  TypeShapes with(List<String> more) {
    List<String> all = new ArrayList<>(variables);
    all.addAll(more);
    return new TypeShapes(choice, packageName, all, nested);
  }

  /** The same without type variables. */
  TypeShapes outsideOfClass() {
    return new TypeShapes(choice, packageName, List.of(), nested);
  }

  /** Any type of a parameter or field. */
  String any() {
    return switch (choice.below(10)) {
      case 0, 1 -> choice.of(PRIMITIVES);
      case 2 -> array(choice.onceIn(2) ? choice.of(PRIMITIVES) : reference(1));
      default -> reference(2);
    };
  }

  String result() {
    return choice.onceIn(7) ? "void" : any();
  }

  String tensor() {
    return choice.of(TENSORS);
  }

  /** A type that is not primitive. */
  String reference(int depth) {
    return switch (choice.below(depth > 0 ? 15 : 8)) {
      case 0, 1 -> choice.of(PLAIN);
      case 2, 3 -> choice.of(TENSORS);
      case 4 -> helper(choice.of(HELPERS));
      case 5, 6 -> variables.isEmpty() ? tensor() : choice.of(variables);
      case 7 -> nested.isEmpty() ? choice.of(PLAIN) : choice.of(nested);
      case 8 -> array(reference(depth - 1));
      case 9 -> annotated(reference(depth - 1));
      case 10 -> two(depth);
      case 11 -> packageName + ".Group<" + reference(depth - 1) + ">";
      case 12 ->
          choice.onceIn(4)
              ? choice.of(GENERIC) // raw
              : packageName + ".Around<" + reference(0) + ">.In<" + reference(0) + ">";
      default -> choice.of(GENERIC) + "<" + argument(depth - 1) + ">";
    };
  }

  /** ecj loses annotations on the full names of classes that are not generated yet. */
  private String helper(String name) {
    return name.endsWith("Invoker") ? name : packageName + "." + name;
  }

  private String two(int depth) {
    String type = choice.of(GENERIC2);
    return type.endsWith("ToIntFunction")
        ? type + "<" + argument(depth - 1) + ">"
        : type.endsWith("BiFunction")
            ? type + "<" + argument(0) + ", " + argument(0) + ", " + argument(0) + ">"
            : type + "<" + argument(0) + ", " + argument(depth - 1) + ">";
  }

  /** A type argument: a type, or a wildcard. */
  private String argument(int depth) {
    return switch (choice.below(8)) {
      case 0 -> "?";
      case 1 -> extending(reference(depth));
      case 2 -> "? super " + reference(depth);
      default -> reference(depth);
    };
  }

  private String array(String component) {
    String annotation =
        component.contains("LeafInvoker")
            ? ""
            : choice.of("", "", "", " @org.jspecify.annotations.Nullable ");
    return component + annotation + "[]" + choice.of("", "", "", "[]");
  }

  /** ecj reads {@code ? extends @NonNull Object} as {@code ?}, so its text would differ. */
  private static String extending(String bound) {
    return bound.matches("java\\.lang\\.@\\S+ Object") ? "?" : "? extends " + bound;
  }

  /**
   * The type with an annotation at a valid position; none on a type that is not generated yet,
   * because javac and ecj lose it at different positions.
   */
  String annotated(String type) {
    String annotation =
        choice.of(
            "@org.jspecify.annotations.Nullable ",
            "@org.jspecify.annotations.Nullable ",
            "@org.jspecify.annotations.NonNull ",
            "@" + packageName + ".Tag(\"a\") ");
    int generic = type.indexOf('<');
    int array = type.indexOf('[');
    int annotated = type.indexOf('@');
    if (annotated >= 0 || type.contains("LeafInvoker") || array >= 0 || type.contains(">.")) {
      return type;
    }
    int dot = type.lastIndexOf('.', generic < 0 ? type.length() : generic);
    return type.substring(0, dot + 1) + annotation + type.substring(dot + 1);
  }

  /** A value of the type. */
  static String value(String type) {
    return switch (type) {
      case "int", "long", "float", "double", "byte", "short", "char" -> "0";
      case "boolean" -> "false";
      default -> "null";
    };
  }
}
