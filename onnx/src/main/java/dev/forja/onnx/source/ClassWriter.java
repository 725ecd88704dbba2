package dev.forja.onnx.source;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.regex.Pattern;

/** Writes one class for a group of bodies. For one thread. */
final class ClassWriter {
  private static final Pattern GROUP = Pattern.compile("§([0-9]+)");

  private final List<String> classes;
  private final List<Parameters> parameters;
  private final Body body;
  private final Parameters own;
  private final Lines out = new Lines();

  /** The names of the classes and their parameters by group. */
  ClassWriter(List<String> classes, List<Parameters> parameters, Body body) {
    this.classes = classes;
    this.parameters = parameters;
    this.body = body;
    this.own = parameters.get(body.group);
  }

  /** The source, beginning with the package. */
  String write(String pack, String comment) {
    String name = classes.get(body.group);
    String model = name + "Model";
    out.line("/** " + comment + " */");
    out.line("final class " + model + " {");
    boolean fixed = own.names().isEmpty();
    Map<Fields.Member, Integer> offsets = offsets();
    List<String> assignments = new ArrayList<>();
    level(body.fields.root, fixed, offsets, assignments);
    if (!fixed) {
      out.line("");
      List<String> declared = own.names().stream().map(each -> "int " + each).toList();
      out.line("  public " + model + "(" + String.join(", ", declared) + ") {");
      assignments.forEach(each -> out.line("    " + each));
      out.line("  }");
    }
    if (fixed && body.path.isEmpty()) {
      out.line("");
      out.line("  /** Creates the model; load its weights before it is called. */");
      out.line("  public " + model + "() {}");
    }
    forward(name);
    out.line("}");
    String text = out.text();
    StringBuilder source = new StringBuilder("package " + pack + ";\n\n");
    Imports.of(text).forEach(each -> source.append("import ").append(each).append(";\n"));
    return source.append('\n').append(text).toString();
  }

  private Map<Fields.Member, Integer> offsets() {
    Map<Fields.Member, Integer> offsets = new HashMap<>();
    int at = 0;
    for (Fields.Member member : body.fields.members()) {
      offsets.put(member, at);
      at += member.maker().numbers().size();
    }
    return offsets;
  }

  private String named(String text) {
    return GROUP.matcher(text).replaceAll(m -> classes.get(Integer.parseInt(m.group(1))));
  }

  private void level(
      Fields.Level level,
      boolean fixed,
      Map<Fields.Member, Integer> offsets,
      List<String> assignments) {
    List<String> records = new ArrayList<>();
    boolean first = true;
    for (var entry : level.parts.entrySet()) {
      String name = level.names.getOrDefault(entry.getKey(), entry.getKey());
      String type = type(entry.getValue(), name);
      String made = maker(entry.getValue(), type, offsets);
      String mark = mark(entry.getKey(), name);
      boolean buffer = entry.getValue() instanceof Fields.Member member && member.buffer();
      if ((!mark.isEmpty() || buffer) && !first) {
        out.line("");
      }
      if (buffer) {
        out.line("  @Buffer");
      }
      if (!mark.isEmpty()) {
        out.line("  " + mark);
      }
      out.line("  final %s %s%s;".formatted(type, name, fixed ? " = " + made : ""));
      assignments.add("%s = %s;".formatted(name, made));
      first = false;
      if (entry.getValue() instanceof Fields.Level inner && !inner.isList()) {
        records(inner, type, records);
      }
    }
    records.forEach(
        each -> {
          out.line("");
          out.line("  " + each);
        });
  }

  /** A name is said where it is not that of the field. */
  private static String mark(String state, String name) {
    return state.equals(name) && name.equals(Names.lower(name)) && name.matches("[a-z0-9]+")
        ? ""
        : "@Named(%s)".formatted(Literals.quote(state));
  }

  private void records(Fields.Level level, String type, List<String> records) {
    List<String> components = new ArrayList<>();
    List<String> inside = new ArrayList<>();
    for (var entry : level.parts.entrySet()) {
      String name = level.names.getOrDefault(entry.getKey(), entry.getKey());
      String own = type(entry.getValue(), name);
      String mark = mark(entry.getKey(), name);
      boolean buffer = entry.getValue() instanceof Fields.Member member && member.buffer();
      components.add(
          (buffer ? "@Buffer " : "") + (mark.isEmpty() ? "" : mark + " ") + own + " " + name);
      if (entry.getValue() instanceof Fields.Level inner && !inner.isList()) {
        records(inner, own, inside);
      }
    }
    records.add("record %s(%s) {}".formatted(type, String.join(", ", components)));
    records.addAll(inside);
  }

  private final Map<Fields.Level, String> levels = new HashMap<>();
  private final Names levelNames = new Names();

  private String type(Fields.Part part, String name) {
    return switch (part) {
      case Fields.Member member -> named(member.type());
      case Fields.Level level ->
          level.isList()
              ? "List<%s>"
                  .formatted(named(((Fields.Member) level.parts.values().iterator().next()).type()))
              : levels.computeIfAbsent(level, _ -> levelType(name));
    };
  }

  private String levelType(String name) {
    String wanted = Names.upper(name);
    boolean taken =
        Imports.SIMPLE.contains(wanted)
            || classes.contains(wanted)
            || classes.contains(wanted.replaceAll("Model$", ""));
    return levelNames.free(taken ? wanted + "Part" : wanted);
  }

  private String maker(Fields.Part part, String type, Map<Fields.Member, Integer> offsets) {
    return switch (part) {
      case Fields.Member member -> maker(member, offsets.getOrDefault(member, 0));
      case Fields.Level level -> {
        List<String> made = new ArrayList<>();
        for (var entry : level.parts.entrySet()) {
          String name = level.names.getOrDefault(entry.getKey(), entry.getKey());
          made.add(maker(entry.getValue(), type(entry.getValue(), name), offsets));
        }
        String all = String.join(", ", made);
        yield level.isList() ? "List.of(" + all + ")" : "new " + type + "(" + all + ")";
      }
    };
  }

  private String maker(Fields.Member member, int offset) {
    IntFunction<String> number = i -> own.text(offset + i);
    if (member.group() < 0) {
      return member.maker().with(number);
    }
    List<String> given = new ArrayList<>();
    for (int column : parameters.get(member.group()).columns()) {
      given.add(number.apply(column));
    }
    return classes.get(member.group()) + ".of(" + String.join(", ", given) + ")";
  }

  private void forward(String name) {
    int at = 0;
    for (Fields.Member member : body.fields.members()) {
      at += member.maker().numbers().size();
    }
    List<String> declared = new ArrayList<>();
    for (int i = 0; i < body.parameters.size(); i++) {
      Text shape = body.shapes.get(i);
      declared.add(shape(shape, at, " ") + "Tensor " + body.parameters.get(i));
      at += shape.numbers().size();
    }
    boolean several = body.results.size() != 1;
    out.line("");
    out.line("  @Forward(invoker = \"" + name + "\")");
    String shape = shape(body.resultShape, at, "");
    if (!shape.isEmpty()) {
      out.line("  " + shape);
    }
    String head = "  %s forward(".formatted(several ? resultsName() : "Tensor");
    String all = head + String.join(", ", declared) + ") {";
    if (all.length() <= Lines.WIDTH) {
      out.line(all);
    } else {
      out.line(head);
      for (int i = 0; i < declared.size(); i++) {
        out.line("      " + declared.get(i) + (i < declared.size() - 1 ? "," : ") {"));
      }
    }
    body.statements.forEach(each -> out.line("    " + named(each)));
    out.line(
        several
            ? "    return new " + resultsName() + "(" + String.join(", ", body.results) + ");"
            : "    return " + body.results.getFirst() + ";");
    out.line("  }");
  }

  /** The name of the record of several results. */
  String resultsName() {
    return classes.get(body.group) + "Results";
  }

  /** The record of several results. */
  String results(String pack) {
    Names names = new Names();
    List<String> parts =
        body.resultNames.stream().map(each -> "Tensor " + names.free(each)).toList();
    Lines lines = new Lines();
    lines.line("package " + pack + ";");
    lines.line("");
    lines.line("import dev.forja.tensor.Tensor;");
    lines.line("");
    lines.line("/** What a call of {@link " + classes.get(body.group) + "} gives. */");
    lines.line("public record " + resultsName() + "(" + String.join(", ", parts) + ") {}");
    return lines.text();
  }

  private String shape(Text shape, int offset, String behind) {
    return shape.isEmpty()
        ? ""
        : "@Shape(\"" + shape.with(i -> own.shown(offset + i)) + "\")" + behind;
  }
}
