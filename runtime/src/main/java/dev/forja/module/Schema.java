package dev.forja.module;

import dev.forja.Invoker;
import dev.forja.array.Shapes;
import dev.forja.spi.StateVisitor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * A description of the state dict of a module, and so of the files saved from it. Kept as text in
 * the user's repository, it shows in a review that a field was renamed or a shape changed.
 * Immutable and therefore thread-safe.
 *
 * @param model the type of the module
 * @param entries the state in the order of the state dict
 */
public record Schema(String model, List<Item> entries) {
  /** Copies the list. */
  public Schema {
    entries = List.copyOf(entries);
  }

  /**
   * One entry of the state dict.
   *
   * <p>Immutable.
   *
   * @param name the name
   * @param kind {@code parameter}, or {@code buffer}
   * @param layout the element type and the shape, such as {@code F32 [4, 3]}
   * @param source the type of the module that holds it, and the field: {@code Linear.weight}
   */
  public record Item(String name, String kind, String layout, String source) {
    @Override
    public String toString() {
      return String.join(SEPARATOR, name, kind, layout, source);
    }
  }

  private static final String SEPARATOR = " | ";

  static Schema of(NeuralModule module) {
    Map<String, String> sources = new HashMap<>();
    collect("", module, sources);
    List<Item> entries = new ArrayList<>();
    for (ModuleState.Slot slot : ModuleState.of(module)) {
      if (slot.kind() != ModuleState.Kind.TRANSIENT) {
        String layout = slot.tensor().dtype() + " " + Shapes.show(slot.tensor().shape());
        String source = sources.getOrDefault(slot.name(), "");
        entries.add(new Item(slot.name(), slot.kind().word(), layout, source));
      }
    }
    return new Schema(module.typeName(), entries);
  }

  private static void collect(String path, Invoker module, Map<String, String> sources) {
    Map<String, String> fields = ModuleNotes.fields(module);
    SequencedMap<String, Invoker> children = ModuleState.ownChildren(module);
    for (String name : ModuleState.ownNames(module)) {
      String first = fields.getOrDefault(name, name);
      sources.put(StateVisitor.join(path, name), module.typeName() + "." + first);
    }
    children.forEach((name, child) -> collect(StateVisitor.join(path, name), child, sources));
  }

  /**
   * Parses a text written by {@link #toString}.
   *
   * @throws IllegalArgumentException with the line that cannot be parsed
   */
  public static Schema parse(String text) {
    List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
    if (lines.isEmpty()) {
      throw new IllegalArgumentException("a schema begins with the type of its module");
    }
    List<Item> entries = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] parts = line.split(" \\| ", -1);
      if (parts.length != 4) {
        throw new IllegalArgumentException("not a line of a schema: '" + line + "'");
      }
      entries.add(new Item(parts[0], parts[1], parts[2], parts[3]));
    }
    return new Schema(lines.getFirst(), entries);
  }

  /**
   * The lines that differ: {@code -} for those of this schema, {@code +} for those of the other.
   */
  public String diff(Schema other) {
    List<String> mine = lines();
    List<String> others = other.lines();
    StringBuilder diff = new StringBuilder();
    mine.stream()
        .filter(line -> !others.contains(line))
        .forEach(line -> diff.append("- ").append(line).append('\n'));
    others.stream()
        .filter(line -> !mine.contains(line))
        .forEach(line -> diff.append("+ ").append(line).append('\n'));
    return diff.isEmpty() && !mine.equals(others) ? "the order differs\n" : diff.toString();
  }

  private List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(model);
    entries.forEach(entry -> lines.add(entry.toString()));
    return lines;
  }

  /** One line for the module, and one for each entry; {@link #parse} reads this format. */
  @Override
  public String toString() {
    return String.join("\n", lines()) + "\n";
  }
}
