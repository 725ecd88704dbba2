package dev.forja.processor.fuzz;

import java.util.ArrayList;
import java.util.List;

/** Creates fields, with and without state, and the accessors of private ones. */
record FieldShapes(Choice choice, TypeShapes types) {
  private static final String PARAMETER = "dev.forja.fake.FakeParameter";
  private static final String TENSOR = "dev.forja.fake.FakeTensor";
  private static final String LAYER = "dev.forja.fake.FakeLayer";

  /** The type of a field. */
  String type() {
    String own = choice.onceIn(2) ? LAYER : "LeafInvoker";
    String inner = choice.of(own, own, PARAMETER, TENSOR);
    return switch (choice.below(25)) {
      case 0, 1, 2 -> PARAMETER;
      case 3, 4 -> own;
      case 5 -> "java.util.List<" + inner + ">";
      case 6 -> inner + choice.of("[]", "[][]");
      case 7 -> "java.util.Map<java.lang.String, " + inner + ">";
      case 8 -> "java.util.Optional<" + inner + ">";
      case 9 -> types.packageName() + ".Group<" + inner + ">";
      case 10 -> "java.util.List<java.util.Map<java.lang.Integer, " + inner + "[]>>";
      case 11 -> "java.util.List<? extends " + inner + ">";
      case 12 -> types.packageName() + "." + choice.of("Pair", "Batch", "Kind", "Hidden");
      case 13 -> "java.util.function.UnaryOperator<" + TENSOR + ">";
      case 14 -> types.variables().isEmpty() ? own : choice.of(types.variables());
      case 15 ->
          types.variables().isEmpty()
              ? own
              : "java.util.List<" + choice.of(types.variables()) + ">";
      case 16 -> choice.of("dev.forja.Invoker", "java.lang.Object", TENSOR);
      case 17 -> choice.of("int", "long", "java.lang.String", "java.util.LinkedHashMap<?, ?>");
      case 19 -> deep(choice.onceIn(4) ? 12 : 6, inner);
      case 20 -> types.packageName() + choice.of(".Deep", ".KeyCache", ".Outline");
      case 21 ->
          choice.of(
              "java.util.Set<" + TENSOR + ">",
              "java.util.concurrent.atomic.AtomicReference<" + TENSOR + ">",
              "java.util.function.Supplier<" + TENSOR + ">",
              "java.util.Optional<java.util.List<" + TENSOR + "[]>>");
      case 18 -> choice.onceIn(3) ? refused(inner) : own;
      default -> types.any();
    };
  }

  private static String deep(int levels, String inner) {
    return "java.util.List<".repeat(levels) + inner + ">".repeat(levels);
  }

  /** Types whose state cannot be traversed. */
  private String refused(String inner) {
    return choice.of(
        "java.util.Set<" + inner + ">",
        "java.util.List",
        "java.util.concurrent.atomic.AtomicReference<" + inner + ">",
        types.packageName() + ".Leaf",
        types.packageName() + ".Holder",
        "java.util.Collection<" + inner + ">",
        "java.util.Map<" + inner + ", java.lang.String>");
  }

  /** The annotations of a field. */
  String marks(String type) {
    if (isContainer(type) && choice.onceIn(8)) {
      return "@dev.forja.Named(\"\") "; // two of these may give their elements the same names
    }
    if (type.contains("FakeTensor") && choice.onceIn(8)) {
      return "@java.lang.SuppressWarnings(\"forja:TensorNotState\") ";
    }
    if (type.contains("FakeTensor") && choice.onceIn(2)) {
      return "@dev.forja.Buffer" + choice.of(" ", " ", "(persistent = false) ");
    }
    if (type.contains("Fake") || type.contains("LeafInvoker")) {
      return switch (choice.below(60)) {
        case 0 -> "@dev.forja.Named(\"other\") ";
        case 1 -> "@dev.forja.Named(\"\") ";
        case 2 -> "@dev.forja.RenamedFrom(\"old\") ";
        case 3 -> "@dev.forja.TiedTo(\"embedding.weight\") ";
        case 4 -> "@dev.forja.Named(\"a.b\") ";
        case 5 -> "@java.lang.Deprecated ";
        default -> "";
      };
    }
    return choice.onceIn(40) ? "@dev.forja.Named(\"other\") " : "";
  }

  private static boolean isContainer(String type) {
    return type.endsWith("[]") || type.matches("java\\.util\\.(List|Map|Optional)<.*");
  }

  /** Many fields with state, as in a class that a program wrote. */
  static List<String> many(int count) {
    List<String> members = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String type = i % 3 == 0 ? LAYER : PARAMETER;
      members.add("final " + type + " many" + i + " = null;");
    }
    return members;
  }

  /** The members that declare a field. */
  List<String> declare(String name, boolean isStatic) {
    String type = isStatic ? new FieldShapes(choice, types.outsideOfClass()).type() : type();
    type =
        choice.onceIn(12) && TypeShapes.value(type).equals("null") ? types.annotated(type) : type;
    String marks = isStatic ? "" : marks(type);
    List<String> members = new ArrayList<>();
    String value = TypeShapes.value(type);
    if (!isStatic && choice.onceIn(5)) {
      members.add(marks + "private " + type + " " + name + " = " + value + ";");
      if (!choice.onceIn(10)) {
        String access = choice.of("", "", "public ", "protected ", "final ");
        members.add(access + type + " " + name + "() { return this." + name + "; }");
      }
      return members;
    }
    String modifiers =
        isStatic
            ? "static "
            : choice.of("", "final ", "public ", "protected ", "transient ", "volatile ");
    members.add(marks + modifiers + type + " " + name + " = " + value + ";");
    return members;
  }
}
