package dev.forja.processor.fuzz;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A model class. */
final class ModelShape {
  private enum Kind {
    CLASS,
    FINAL,
    ABSTRACT,
    RECORD,
    ENUM,
    ENUM_BODIES,
    INTERFACE,
    SEALED,
    NON_SEALED
  }

  private final Choice choice;
  private final NameShapes names;
  private final ModelPosition position;
  private final Map<String, String> files;
  private final Kind kind;
  private final Variables variables;
  private final TypeShapes types;
  private final BaseShapes base;
  private final String name;
  private final String marks;
  private final List<String> members = new ArrayList<>();
  private final List<EntryShape> entries = new ArrayList<>();
  private final List<Signature> factories = new ArrayList<>();
  private String header = "";

  private ModelShape(
      Choice choice,
      NameShapes names,
      ModelPosition position,
      String packageName,
      Map<String, String> files) {
    this.choice = choice;
    this.names = names;
    this.position = position;
    this.files = files;
    this.name = position.qualified().substring(position.qualified().lastIndexOf('.') + 1);
    this.kind =
        choice.of(
            Kind.CLASS,
            Kind.CLASS,
            Kind.CLASS,
            Kind.CLASS,
            Kind.CLASS,
            Kind.CLASS,
            Kind.FINAL,
            Kind.FINAL,
            Kind.FINAL,
            Kind.ABSTRACT,
            Kind.RECORD,
            Kind.RECORD,
            Kind.RECORD,
            Kind.RECORD,
            Kind.ENUM,
            Kind.ENUM_BODIES,
            Kind.INTERFACE,
            Kind.SEALED,
            Kind.NON_SEALED);
    boolean isEnum = kind == Kind.ENUM || kind == Kind.ENUM_BODIES;
    this.variables =
        choice.onceIn(3) && !isEnum ? Variables.some(choice, names, packageName) : Variables.NONE;
    String own = choice.of("Args", "Own", "Hooks", "Part");
    // If a type variable and a class have the same name, javac sees one of them and ecj the other.
    List<String> nested =
        (position.file().equals(name) || position.named()) && !variables.names().contains(own)
            ? List.of(position.qualified() + "." + own)
            : List.of();
    this.types =
        new TypeShapes(
            choice, packageName, variables.names(), choice.onceIn(3) ? nested : List.of());
    this.base =
        choice.onceIn(3) && kind != Kind.NON_SEALED
            ? BaseShapes.some(
                choice, types, kind == Kind.RECORD || isEnum || kind == Kind.INTERFACE, files)
            : BaseShapes.NONE;
    this.marks =
        choice.onceIn(6)
            ? choice.of(
                "@java.lang.SuppressWarnings({\"rawtypes\", \"unchecked\", \"serial\","
                    + " \"overloads\", \"this-escape\"}) ",
                "@java.lang.Deprecated ",
                "@java.lang.Deprecated(forRemoval = true) ",
                "@org.jspecify.annotations.NullMarked ",
                new CommentShapes(choice).any())
            : "";
  }

  static ModelShape some(
      Choice choice,
      NameShapes names,
      ModelPosition position,
      String packageName,
      Map<String, String> files) {
    ModelShape model = new ModelShape(choice, names, position, packageName, files);
    model.make(packageName);
    return model;
  }

  private void make(String packageName) {
    fields();
    constructors();
    members.addAll(base.members());
    EntryShape.Names entryNames = new EntryShape.Names(choice, names, packageName);
    int count =
        base.marked() != null && !base.members().isEmpty() && choice.onceIn(2)
            ? 0
            : choice.of(1, 1, 1, 1, 2, 3);
    for (int i = 0; i < count; i++) {
      EntryShape entry =
          EntryShape.some(entryNames, types, kind == Kind.INTERFACE, kind == Kind.ABSTRACT);
      if (!choice.onceIn(4) && entries.stream().anyMatch(other -> isTwice(other, entry))) {
        continue;
      }
      entries.add(entry);
      members.add(entry.text());
    }
    for (String nested : types.nested()) {
      String simple = nested.substring(nested.lastIndexOf('.') + 1);
      members.add(
          (position.inner() ? "" : choice.of("static ", "public static ", "private static "))
              + "class "
              + simple
              + " {}");
    }
    if (choice.onceIn(10)) {
      members.add("protected java.lang.String extraRepr() { return \"\"; }");
    }
  }

  private static boolean isTwice(EntryShape one, EntryShape other) {
    return one.entryName(false).equals(other.entryName(false));
  }

  private void fields() {
    FieldShapes shapes = new FieldShapes(choice, types);
    List<String> chosen = names.values(choice.of(0, 0, 1, 1, 2, 2, 3, 4), _ -> true);
    if (kind == Kind.RECORD) {
      List<String> components = new ArrayList<>();
      for (String each : chosen) {
        if (NameShapes.isComponent(each)) {
          String type = shapes.type();
          components.add((choice.onceIn(3) ? recordMark(type) : "") + type + " " + each);
        }
      }
      header = "(" + String.join(", ", components) + ")";
      return;
    }
    if (base.clause().startsWith("extends " + types.packageName()) && choice.onceIn(3)) {
      String hiding = choice.of("held", "secret", "shared", "far", "top");
      members.add("@dev.forja.Named(\"mine\") dev.forja.fake.FakeParameter " + hiding + " = null;");
    }
    if (kind != Kind.INTERFACE && choice.onceIn(300)) {
      members.addAll(FieldShapes.many(choice.of(100, 500, 1500)));
    }
    for (String each : chosen) {
      members.addAll(shapes.declare(each, kind == Kind.INTERFACE || choice.onceIn(15)));
    }
  }

  private static String recordMark(String type) {
    return type.contains("FakeTensor") ? "@dev.forja.Buffer " : "";
  }

  private void constructors() {
    if (kind == Kind.RECORD || kind == Kind.INTERFACE || kind == Kind.SEALED) {
      return;
    }
    int count = choice.of(0, 0, 1, 1, 1, 2, 3);
    boolean isEnum = kind == Kind.ENUM || kind == Kind.ENUM_BODIES;
    for (int i = 0; i < (isEnum ? 0 : count); i++) {
      Signature signature =
          choice.onceIn(12)
              ? new Signature(
                  Variables.NONE,
                  List.of(position.qualified() + variables.use()),
                  List.of("other"),
                  "",
                  "")
              : Signature.some(choice, types, names, false);
      String access =
          choice.of("", "", "", "public ", "protected ", choice.onceIn(3) ? "private " : "");
      String safe = signature.varargs() && choice.onceIn(2) ? "@java.lang.SafeVarargs " : "";
      String old = choice.onceIn(25) ? "@java.lang.Deprecated " : "";
      members.add(
          new CommentShapes(choice).any()
              + old
              + safe
              + access
              + signature.variables().declaration()
              + " "
              + name
              + signature.text()
              + " {}");
      if (!access.equals("private ")) {
        factories.add(signature);
      }
    }
  }

  String text() {
    String head =
        switch (kind) {
          case CLASS -> "class ";
          case FINAL -> "final class ";
          case ABSTRACT -> "abstract class ";
          case RECORD -> "record ";
          case ENUM, ENUM_BODIES -> "enum ";
          case INTERFACE -> "interface ";
          case SEALED -> "sealed class ";
          case NON_SEALED -> "non-sealed class ";
        };
    String clause =
        kind == Kind.INTERFACE ? base.clause().replace("implements", "extends") : base.clause();
    if (kind == Kind.SEALED) {
      clause += "permits " + types.packageName() + ".Sub ";
      files.put(
          types.packageName() + "/Sub.java",
          "package "
              + types.packageName()
              + ";\nfinal class Sub"
              + variables.declaration()
              + " extends "
              + position.qualified()
              + variables.use()
              + " {}\n");
    } else if (kind == Kind.NON_SEALED) {
      clause = "extends " + types.packageName() + ".Top0 ";
      files.put(
          types.packageName() + "/Top0.java",
          "package "
              + types.packageName()
              + ";\nsealed class Top0 permits "
              + position.qualified()
              + " {}\n");
    }
    String constants =
        switch (kind) {
          case ENUM -> "  ONE, TWO;\n";
          case ENUM_BODIES -> "  ONE { int own() { return 1; } }, TWO;\n";
          default -> "";
        };
    StringBuilder text = new StringBuilder();
    text.append(marks)
        .append(position.modifier())
        .append(head)
        .append(name)
        .append(variables.declaration())
        .append(header)
        .append(' ')
        .append(clause)
        .append("{\n")
        .append(constants);
    members.forEach(member -> text.append("  ").append(member).append('\n'));
    return text.append("}").toString();
  }

  /**
   * Methods that use the invoker; none if there is no invoker, or if it has parts that they cannot
   * name.
   */
  List<String> uses() {
    List<String> uses = new ArrayList<>();
    if (!position.named()
        || kind == Kind.ABSTRACT
        || kind == Kind.INTERFACE
        || text().contains("private static class")) {
      return uses;
    }
    List<EntryShape> marked = new ArrayList<>(entries);
    Signature inherited = base.marked();
    boolean own =
        !entries.isEmpty() || base.members().stream().anyMatch(each -> each.contains("Forward"));
    if (!own) {
      return uses;
    }
    if (inherited != null) {
      marked.add(new EntryShape(base.name(), "", inherited, ""));
    }
    String invoker = given(marked);
    if (invoker.endsWith(".Leaf") || invoker.matches(".*\\.[a-z]+")) {
      return uses; // the name of another class, or one that Java may restrict
    }
    String simpleName = invoker.substring(invoker.lastIndexOf('.') + 1);
    Set<String> named = new HashSet<>(variables.names());
    marked.forEach(entry -> named.addAll(entry.signature().variables().names()));
    if ((!variables.names().isEmpty() && isInJavaLang(simpleName)) || named.contains(simpleName)) {
      return uses; // javac refuses the uses before the processor can run
    }
    for (EntryShape entry : marked) {
      String entryName = entry.entryName(marked.size() == 1);
      uses.addAll(use(invoker, entryName, entry.signature(), uses.size()));
    }
    uses.add(
        "  static "
            + variables.declaration()
            + " "
            + simpleName
            + variables.use()
            + " wrapped("
            + position.qualified()
            + variables.use()
            + " model) { return "
            + simpleName
            + ".wrap(model); }");
    return uses;
  }

  private static boolean isInJavaLang(String name) {
    try {
      Class.forName("java.lang." + name, false, null);
      return true;
    } catch (ClassNotFoundException unknown) {
      return false;
    }
  }

  private String given(List<EntryShape> marked) {
    for (EntryShape entry : marked) {
      if (!entry.invoker().isEmpty()) {
        return types.packageName() + "." + entry.invoker();
      }
    }
    return position.invoker();
  }

  private List<String> use(String invoker, String entry, Signature signature, int number) {
    if (signature.types().size() > 200
        || signature.variables().names().stream().anyMatch(variables.names()::contains)) {
      return List.of();
    }
    List<String> declared = new ArrayList<>();
    for (Variables each : List.of(variables, signature.variables())) {
      if (!each.names().isEmpty()) {
        declared.add(each.declaration().substring(1, each.declaration().length() - 1));
      }
    }
    // ecj does not find a generic class that is generated while it runs by its full name.
    String simple = invoker.substring(invoker.lastIndexOf('.') + 1);
    List<String> types = new ArrayList<>(signature.types());
    List<String> params = new ArrayList<>();
    params.add(simple + variables.use() + " invoker__");
    for (int i = 0; i < types.size(); i++) {
      String type = types.get(i).endsWith("...") ? types.get(i).replace("...", "[]") : types.get(i);
      params.add(type + " " + signature.names().get(i));
    }
    String head =
        "  static " + (declared.isEmpty() ? "" : "<" + String.join(", ", declared) + "> ");
    String witness = signature.variables().use();
    List<String> uses = new ArrayList<>();
    uses.add(
        head
            + signature.result()
            + " use"
            + number
            + "("
            + String.join(", ", params)
            + ")"
            + signature.thrown()
            + " { "
            + (signature.result().equals("void") ? "" : "return ")
            + "invoker__."
            + witness
            + entry
            + "("
            + signature.values()
            + "); }");
    uses.add(
        "  static "
            + variables.declaration()
            + " void watch"
            + number
            + "("
            + simple
            + variables.use()
            + " invoker__) { invoker__."
            + entry
            + "Hooks().observeForward((_, _, _) -> {}); }");
    return uses;
  }
}
