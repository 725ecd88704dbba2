package dev.forja.processor.fuzz;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Creates programs. Each combines a kind of class, modifiers, types, names, fields and entries. */
final class ProgramGenerator {
  private final long seed;
  private final String packageName;
  private final Choice choice;
  private final NameShapes names;
  private final Map<String, String> files = new LinkedHashMap<>();
  private final Map<String, String> aloneOnly = new LinkedHashMap<>();

  private ProgramGenerator(long seed) {
    this.seed = seed;
    this.packageName = "p" + Long.toString(seed);
    this.choice = new Choice(seed);
    this.names = new NameShapes(choice);
  }

  static Program make(long seed) {
    return new ProgramGenerator(seed).make();
  }

  private Program make() {
    String name = names.type();
    ModelPosition position = ModelPosition.some(choice, packageName, name);
    ModelShape model = ModelShape.some(choice, names, position, packageName, files);
    boolean secret = position.before().startsWith("class Outer") && choice.onceIn(2);
    String text =
        secret ? position.aroundSecret(packageName, model.text()) : position.around(model.text());
    files.put(
        packageName + "/" + position.file() + ".java",
        "package " + packageName + ";\n" + text + "\n");
    if (choice.onceIn(6)) {
      String bystander = names.bystander();
      files.putIfAbsent(
          packageName + "/" + bystander + ".java",
          "package " + packageName + ";\nclass " + bystander + " {}\n");
    }
    List<String> uses = text.contains(".Secret") ? List.of() : model.uses(); // no code can name it
    Helpers.add(packageName, files, aloneOnly);
    Map<String, String> useFiles = new LinkedHashMap<>();
    if (!uses.isEmpty()) {

      useFiles.put(
          packageName + "/Use.java",
          "package "
              + packageName
              + ";\nfinal class Use {\n  private Use() {}\n"
              + String.join("\n", uses)
              + "\n}\n");
    }
    return new Program(seed, packageName, files, aloneOnly, useFiles);
  }
}
