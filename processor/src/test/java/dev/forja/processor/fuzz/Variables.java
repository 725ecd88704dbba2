package dev.forja.processor.fuzz;

import java.util.ArrayList;
import java.util.List;

/**
 * Type parameters.
 *
 * @param names in order
 * @param declaration with bounds and brackets; empty if there are none
 */
record Variables(List<String> names, String declaration) {
  static final Variables NONE = new Variables(List.of(), "");

  static Variables some(Choice choice, NameShapes names, String packageName) {
    List<String> variables = new ArrayList<>();
    List<String> declared = new ArrayList<>();
    for (int i = choice.of(1, 1, 1, 2, 2, 3); i > 0; i--) {
      String name = names.variable();
      if (!variables.contains(name)) {
        declared.add(name + bound(choice, name, variables, packageName));
        variables.add(name);
      }
    }
    return new Variables(variables, "<" + String.join(", ", declared) + ">");
  }

  private static String bound(
      Choice choice, String name, List<String> earlier, String packageName) {
    String other = earlier.isEmpty() ? "java.lang.String" : earlier.getFirst();
    return switch (choice.below(20)) {
      case 0 -> " extends java.lang.Comparable<" + name + ">";
      case 1 -> " extends java.lang.Comparable<" + name + "> & java.io.Serializable";
      case 2 -> " extends java.lang.Enum<" + name + ">";
      case 3 -> " extends java.util.List<" + other + ">";
      case 4 -> " extends dev.forja.fake.FakeTensor";
      case 5 -> " extends java.lang.Object & java.lang.Comparable<? super " + name + ">";
      case 6 -> " extends java.lang.@org.jspecify.annotations.Nullable Object";
      case 7 -> " extends dev.forja.Invoker";
      case 8 -> " extends " + packageName + ".Shown & java.lang.Runnable";
      case 9 -> " extends java.util.function.UnaryOperator<dev.forja.fake.FakeTensor>";
      case 10 -> earlier.isEmpty() ? "" : " extends " + other;
      case 11 -> " extends java.lang.Exception";
      case 12 -> " extends dev.forja.fake.FakeLayer & " + packageName + ".Shown";
      case 13 -> " extends " + packageName + ".Hidden";
      default -> "";
    };
  }

  /** The names in brackets; empty if there are none. */
  String use() {
    return names.isEmpty() ? "" : "<" + String.join(", ", names) + ">";
  }
}
