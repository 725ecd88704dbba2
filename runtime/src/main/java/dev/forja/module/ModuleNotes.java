package dev.forja.module;

import dev.forja.Invoker;
import dev.forja.spi.NearNames;
import dev.forja.spi.StateVisitor;
import dev.forja.tensor.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Additional information about the state of a tree of modules: earlier names, ties, fields. */
final class ModuleNotes {
  /** One earlier name: the state {@code name} was called {@code earlier} before. */
  record Rename(String name, String earlier) {}

  private record Tie(String name, String path) {}

  private final List<Rename> renames = new ArrayList<>();

  private ModuleNotes() {}

  /**
   * The current name for a name in an older file; earlier names of parents are replaced before
   * those of their children.
   */
  static String current(List<Rename> renames, String name) {
    String current = name;
    for (Rename rename : renames) {
      if (current.equals(rename.earlier())) {
        current = rename.name();
      } else if (current.startsWith(rename.earlier() + ".")) {
        current = rename.name() + current.substring(rename.earlier().length());
      }
    }
    return current;
  }

  /** The earlier names in the tree, parents before children. */
  static List<Rename> renames(Invoker root) {
    ModuleNotes notes = new ModuleNotes();
    for (Map.Entry<String, Invoker> named : root.namedModules().entrySet()) {
      notes.collect(named.getKey(), named.getValue());
    }
    return notes.renames;
  }

  private void collect(String path, Invoker module) {
    module.visitState(
        new Nothing() {
          @Override
          public void renamed(String name, String earlier) {
            renames.add(
                new Rename(StateVisitor.join(path, name), StateVisitor.join(path, earlier)));
          }
        });
  }

  /**
   * The fields of one module whose names differ from those of their state, by the name of the
   * state.
   */
  static Map<String, String> fields(Invoker module) {
    Map<String, String> fields = new LinkedHashMap<>();
    module.visitState(
        new Nothing() {
          @Override
          public void source(String name, String field) {
            fields.put(name, field);
          }
        });
    return fields;
  }

  /** Throws an exception if a declared tie of the module does not hold. */
  static void checkTies(Invoker module) {
    List<Tie> ties = new ArrayList<>();
    module.visitState(
        new Nothing() {
          @Override
          public void tied(String name, String path) {
            ties.add(new Tie(name, path));
          }
        });
    if (!ties.isEmpty()) {
      Map<String, Parameter> parameters = ModuleState.allParameters(module);
      ties.forEach(tie -> check(module, tie, parameters));
    }
  }

  private static void check(Invoker module, Tie tie, Map<String, Parameter> parameters) {
    Parameter other = parameters.get(tie.path());
    String fact = null;
    if (other == null) {
      String near = NearNames.find(tie.path(), parameters.keySet());
      fact = "there is none" + (near == null ? "" : " (did you mean '" + near + "'?)");
    } else if (parameters.get(tie.name()) != other) {
      fact = "they are two objects: assign the same object to both";
    }
    if (fact != null) {
      throw new IllegalStateException(
          "parameter '%s' of %s is declared tied to '%s', but %s"
              .formatted(tie.name(), module.label(), tie.path(), fact));
    }
  }

  /** A visitor that ignores the state itself. */
  private static class Nothing implements StateVisitor {
    @Override
    public void parameter(String name, @Nullable Object parameter) {}

    @Override
    public void buffer(String name, @Nullable Object buffer, boolean persistent) {}

    @Override
    public void child(String name, @Nullable Invoker child) {}
  }
}
