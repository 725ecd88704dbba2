package dev.forja.processor.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The signature of a method or constructor.
 *
 * @param variables its own type parameters
 * @param types the types of the parameters; for variable arity, the last one ends with dots
 * @param names the names of the parameters
 * @param result the return type; empty for a constructor
 * @param thrown its throws clause including the keyword; empty if there is none
 */
record Signature(
    Variables variables, List<String> types, List<String> names, String result, String thrown) {
  static Signature some(Choice choice, TypeShapes outer, NameShapes names, boolean returns) {
    Variables variables =
        choice.onceIn(returns ? 6 : 12)
            ? Variables.some(choice, names, outer.packageName())
            : Variables.NONE;
    TypeShapes types = outer.with(variables.names());
    List<String> params = new ArrayList<>();
    int count = choice.of(0, 0, 1, 1, 1, 1, 2, 2, 2, 3, 4);
    count = choice.onceIn(60) ? choice.of(12, 253) : count;
    boolean tensors = choice.onceIn(3);
    for (int i = 0; i < count; i++) {
      params.add(count > 100 ? "int" : tensors ? types.tensor() : types.any());
    }
    if (count > 0 && choice.onceIn(8)) {
      params.set(count - 1, types.any() + "...");
    }
    String result = !returns ? "" : tensors ? types.tensor() : types.result();
    result = returns && choice.onceIn(12) ? variant(types, result) : result;
    List<String> chosen =
        count > 40
            ? IntStream.range(0, count).mapToObj(i -> "p" + i).toList()
            : names.values(count, _ -> true);
    return new Signature(variables, params, chosen, result, thrown(choice, variables, types));
  }

  private static String variant(TypeShapes types, String result) {
    return result.equals("void") || TypeShapes.value(result).length() < 4
        ? result
        : types.annotated(result);
  }

  private static String thrown(Choice choice, Variables variables, TypeShapes types) {
    if (!choice.onceIn(6)) {
      return "";
    }
    String own = variables.declaration().contains("Exception") ? variables.names().getLast() : "";
    return " throws "
        + choice.of(
            "java.io.IOException",
            "java.lang.Exception",
            "java.lang.IllegalStateException",
            "java.lang.Error, java.io.IOException",
            "java.lang.Throwable",
            types.packageName() + ".Oops",
            own.isEmpty() ? "java.lang.InterruptedException" : own);
  }

  boolean varargs() {
    return !types.isEmpty() && types.getLast().endsWith("...");
  }

  /** {@code (int x, String y) throws IOException}. */
  String text(String... more) {
    List<String> params = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      params.add(types.get(i) + " " + names.get(i));
    }
    params.addAll(List.of(more));
    return params.stream().collect(Collectors.joining(", ", "(", ")")) + thrown;
  }

  /** {@code x, y}. */
  String values() {
    return String.join(", ", names);
  }
}
