package dev.forja.onnx.source;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The state of a class: layers, other classes and tensors under their names in the state dict,
 * levels of these names as records, and equal classes that are numbered as a list. For one thread.
 */
final class Fields {
  /** Names that records or invokers have for something else. */
  private static final Set<String> TAKEN =
      Set.of(
          ("clone finalize getClass hashCode notify notifyAll toString wait equals call train eval"
                  + " save load path name of children modules parameters buffers module parameter buffer"
                  + " apply hooks callHooks stateDict isTraining typeName requiresGrad zeroGrad")
              .split(" ", -1));

  /** A piece of state, or a level of names. */
  sealed interface Part permits Member, Level {}

  /**
   * A layer, another class, or a tensor.
   *
   * @param path its names from the class on
   * @param type its type; for another class the number of its group
   * @param maker what creates it, for a class with its numbers
   * @param group the group of another class; -1 for none
   * @param buffer whether it is a tensor that is not trained
   */
  record Member(List<String> path, String type, Text maker, int group, boolean buffer)
      implements Part {}

  /** A level of names. */
  static final class Level implements Part {
    final Map<String, Part> parts = new LinkedHashMap<>();
    final Map<String, String> names = new LinkedHashMap<>();

    /** Whether it is a list: equal classes or layers, numbered from 0 on. */
    boolean isList() {
      int at = 0;
      String type = null;
      for (var entry : parts.entrySet()) {
        if (!entry.getKey().equals(Integer.toString(at++))
            || !(entry.getValue() instanceof Member member)
            || member.buffer
            || member.type.equals("Parameter")
            || (type != null && !type.equals(member.type))) {
          return false;
        }
        type = member.type;
      }
      return at > 1;
    }
  }

  final Level root = new Level();

  /** Adds a piece of state; its last name is changed if it is taken. */
  Member add(Member member) {
    Level at = root;
    List<String> path = new ArrayList<>(member.path());
    for (int i = 0; i < path.size() - 1; i++) {
      Part next = at.parts.computeIfAbsent(path.get(i), _ -> new Level());
      while (!(next instanceof Level)) {
        path.set(i, path.get(i) + "_");
        next = at.parts.computeIfAbsent(path.get(i), _ -> new Level());
      }
      at = (Level) next;
    }
    String wanted = path.removeLast();
    String last = wanted;
    for (int i = 2; at.parts.containsKey(last); i++) {
      last = wanted + "_" + i;
    }
    path.add(last);
    Member placed =
        new Member(path, member.type(), member.maker(), member.group(), member.buffer());
    at.parts.put(last, placed);
    return placed;
  }

  /** Gives each part a name in Java; {@code names} are those of the class. */
  void name(Names names) {
    name(root, names);
  }

  private static void name(Level level, Names names) {
    for (var entry : level.parts.entrySet()) {
      String own = entry.getKey();
      boolean digit = own.isEmpty() || Character.isDigit(own.charAt(0));
      @Nullable String type =
          entry.getValue() instanceof Member member && member.group() < 0 ? member.type() : null;
      String prefix = type == null ? "part" : Names.lower(type.replace("2d", "").replace("1d", ""));
      String name = digit ? prefix + own : Names.camel(own, "state");
      name = TAKEN.contains(name) ? name + "Part" : name;
      level.names.put(own, names.free(name));
      if (entry.getValue() instanceof Level inner) {
        name(inner, new Names());
      }
    }
  }

  /** The expression for a piece of state. */
  String access(Member member) {
    StringBuilder text = new StringBuilder();
    Level at = root;
    for (String each : member.path()) {
      if (at != root && at.isList()) {
        text.append(".get(").append(each).append(')');
      } else {
        String name = at.names.getOrDefault(each, each);
        text.append(text.isEmpty() ? name : "." + name + "()");
      }
      if (at.parts.get(each) instanceof Level next) {
        at = next;
      }
    }
    return text.toString();
  }

  /** The expression for a level, if it is a list of exactly these members; null otherwise. */
  @Nullable String list(List<Member> members) {
    Level at = root;
    List<String> path = members.getFirst().path();
    StringBuilder text = new StringBuilder();
    for (String each : path.subList(0, path.size() - 1)) {
      String name = at.names.getOrDefault(each, each);
      text.append(text.isEmpty() ? name : "." + name + "()");
      if (!(at.parts.get(each) instanceof Level next)) {
        return null;
      }
      at = next;
    }
    return at.isList() && List.copyOf(at.parts.values()).equals(members) ? text.toString() : null;
  }

  /** All members in order. */
  List<Member> members() {
    List<Member> all = new ArrayList<>();
    collect(root, all);
    return all;
  }

  private static void collect(Level level, List<Member> into) {
    for (Part part : level.parts.values()) {
      switch (part) {
        case Member member -> into.add(member);
        case Level inner -> collect(inner, into);
      }
    }
  }
}
