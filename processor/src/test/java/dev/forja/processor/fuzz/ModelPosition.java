package dev.forja.processor.fuzz;

/**
 * The place of the model class in the sources.
 *
 * @param file the outermost class
 * @param before the code before the class
 * @param after the code after the class
 * @param modifier the access of the class, and whether it is static
 * @param qualified the full name of the class
 * @param invoker the full name of the invoker
 * @param named whether code of the package can name the class
 * @param inner whether the class may not have members that only static classes may have
 */
record ModelPosition(
    String file,
    String before,
    String after,
    String modifier,
    String qualified,
    String invoker,
    boolean named,
    boolean inner) {
  static ModelPosition some(Choice choice, String packageName, String name) {
    String p = packageName + ".";
    String access = choice.of("", "", "public ");
    return switch (choice.below(32)) {
      case 0, 1, 2 ->
          nested(
              p,
              "class Outer {",
              "Outer",
              choice.of("", "public ", "protected ") + "static ",
              name);
      case 3 -> nested(p, "public class Outer$X {", "Outer$X", access + "static ", name);
      case 4 -> nested(p, "public interface Outer {", "Outer", "", name);
      case 5 -> nested(p, "record Outer(int size) {", "Outer", access + "static ", name);
      case 6 -> nested(p, "public enum Outer { A, B { } ;", "Outer", access + "static ", name);
      case 7 -> nested(p, "@interface Outer {", "Outer", "", name);
      case 8 -> nested(p, "class Outer<O> {", "Outer", access + "static ", name);
      case 9 ->
          new ModelPosition(
              "Outer",
              "class Outer { static class Mid<O> { interface Low {",
              "}}}",
              "",
              p + "Outer.Mid.Low." + name,
              p + "Outer_Mid_Low_" + name + "Invoker",
              true,
              false);
      case 10 ->
          new ModelPosition(
              "Outer", "class Outer<O> {", "}", "", p + "Outer." + name, "", false, true);
      case 11 ->
          new ModelPosition(
              "Outer",
              "class Outer {",
              "}",
              "private static ",
              p + "Outer." + name,
              "",
              false,
              false);
      case 12 ->
          choice.onceIn(2)
              ? new ModelPosition(
                  "Outer", "class Outer { void run() {", "}}", "", name, "", false, true)
              : new ModelPosition(
                  "Outer",
                  "class Outer { private static class Mid {",
                  "}}",
                  "static ",
                  p + "Outer.Mid." + name,
                  "",
                  false,
                  false);
      default ->
          new ModelPosition(name, "", "", access, p + name, p + name + "Invoker", true, false);
    };
  }

  private static ModelPosition nested(
      String p, String head, String outer, String modifier, String name) {
    return new ModelPosition(
        outer,
        head,
        "}",
        modifier,
        p + outer + "." + name,
        p + outer + "_" + name + "Invoker",
        true,
        false);
  }

  /** With a class and an annotation of the program that only the outermost class can name. */
  String aroundSecret(String packageName, String model) {
    int open = before.indexOf('{') + 1;
    return before.substring(0, open)
        + " private static class Secret {} @java.lang.annotation.Target("
        + "java.lang.annotation.ElementType.TYPE_USE) private @interface Nullable {} "
        + before.substring(open)
        + "\n"
        + model
            .replace(packageName + ".Hidden", packageName + ".Outer.Secret")
            .replace("org.jspecify.annotations.Nullable", packageName + ".Outer.Nullable")
        + "\n"
        + after;
  }

  String around(String model) {
    return before.isEmpty() ? model : before + "\n" + model + "\n" + after;
  }
}
