package dev.forja.processor.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Creates names: most are ordinary, others are those of generated members, or unusual. */
record NameShapes(Choice choice) {
  private static final List<String> PLAIN =
      List.of("x", "y", "images", "mask", "size", "weight", "bias", "layer", "layers", "steps");
  private static final List<String> CLASHING =
      List.of(
          "args",
          "result",
          "self",
          "model",
          "hook",
          "hooks",
          "mapper",
          "visitor",
          "invoker",
          "value",
          "this_",
          "arg0",
          "call",
          "forward",
          "handle",
          "typed",
          "each",
          "name",
          "item",
          "child",
          "of",
          "wrap",
          "run",
          "callHooks",
          "hashCode",
          "wait",
          "notify",
          "toString",
          "clone",
          "finalize",
          "getClass",
          "notifyAll",
          "X",
          "CALL",
          "withX",
          "equals",
          "path",
          "training",
          "random",
          "placement",
          "slots",
          "context",
          "callEntry",
          "runCall",
          "args_",
          "callWatched",
          "mapTensors",
          "negate",
          "andThen",
          "reversed",
          "Args",
          "Hooks",
          "label",
          "children",
          "modules",
          "freeze");
  private static final List<String> STRANGE =
      List.of(
          "$", "$x", "x$1", "_x", "ünï", "Δ", "日本", "record", "sealed", "var", "yield", "permits",
          "module", "when", "with", "open", "String", "Object", "java", "dev", "x_", "ß", "ı",
          "x1");
  private static final List<String> METHODS =
      List.of(
          "forward",
          "forward",
          "run",
          "call",
          "apply",
          "accept",
          "get",
          "test",
          "multiply",
          "encode",
          "decode",
          "step");
  private static final List<String> STRANGE_METHODS =
      List.of(
          "of",
          "wrap",
          "model",
          "train",
          "eval",
          "path",
          "visitState",
          "typeName",
          "callHooks",
          "runCall",
          "callWatched",
          "args",
          "withX",
          "modules",
          "close",
          "größe",
          "$",
          "record",
          "freeze",
          "observeForward",
          "x",
          "weight",
          "random",
          "applyAsInt",
          "getAsInt",
          "compare",
          "mapTensors",
          "callEntry",
          "negate",
          "andThen",
          "compose",
          "encodeHooks",
          "Args",
          "CALL",
          "hooks",
          "main",
          "isFrozen");
  private static final List<String> TYPES =
      List.of("Net", "Net", "Net", "Net", "Net", "Encoder", "Cell", "Block");
  private static final List<String> STRANGE_TYPES =
      List.of(
          "Net_",
          "Ünet",
          "Net$",
          "Args",
          "Hooks",
          "Entry",
          "Object",
          "String",
          "Invoker",
          "Function",
          "Override",
          "List",
          "CallArgs",
          "StateVisitor",
          "FakeModule",
          "TensorMapper",
          "Objects",
          "net",
          "Model",
          "HookHandle",
          "SuppressWarnings",
          "Optional",
          "Integer",
          "Runnable",
          "FakeTensor",
          "ForwardGenerated",
          "N$N",
          "Exception",
          "Deprecated",
          "_Net",
          "CallContext",
          "Void",
          "IllegalStateException",
          "ForwardHook",
          "ResultMapper",
          "E");

  /** Different names for parameters, fields or components. */
  List<String> values(int count, Predicate<String> fits) {
    List<String> names = new ArrayList<>();
    while (names.size() < count) {
      String name = choice.of(choice.onceIn(12) ? STRANGE : choice.onceIn(4) ? CLASHING : PLAIN);
      if (!names.contains(name) && fits.test(name)) {
        names.add(name);
      }
    }
    return names;
  }

  String method() {
    return choice.of(choice.onceIn(9) ? STRANGE_METHODS : METHODS);
  }

  String type() {
    return choice.of(choice.onceIn(6) ? STRANGE_TYPES : TYPES);
  }

  /**
   * A class in the package that is not used, with the name of another class that generated code
   * uses.
   */
  String bystander() {
    return choice.of(STRANGE_TYPES);
  }

  String variable() {
    return choice.onceIn(12)
        ? choice.of("Args", "Hooks", "Entry", "String", "Override", "Objects", "Object", "t", "$T")
        : choice.of("T", "A", "K", "E", "X");
  }

  static boolean isComponent(String name) {
    return !List.of(
            "clone", "finalize", "getClass", "hashCode", "notify", "notifyAll", "toString", "wait")
        .contains(name);
  }
}
