package dev.forja.models.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What is assigned to. */
@FunctionalInterface
interface Target {
  void set(Scope scope, Object value);

  /**
   * Reads names, or several with commas between them.
   *
   * @param attributes whether one may be an attribute of a namespace
   */
  static Target read(Tokens tokens, boolean attributes) {
    List<Target> targets = new ArrayList<>();
    boolean comma = false;
    while (!tokens.now().isOperator("=")
        && !tokens.now().isOperator(")")
        && !tokens.now().isName("in")) {
      targets.add(one(tokens, attributes));
      comma = tokens.skip(",");
      if (!comma) {
        break;
      }
    }
    if (targets.isEmpty()) {
      throw tokens.unexpected("the name of a variable");
    }
    return targets.size() == 1 && !comma ? targets.getFirst() : unpacked(targets);
  }

  private static Target one(Tokens tokens, boolean attributes) {
    if (tokens.skip("(")) {
      Target inner = read(tokens, attributes);
      tokens.expect(")");
      return inner;
    }
    String name = tokens.name();
    if (attributes && tokens.skip(".")) {
      String attribute = tokens.name();
      return (scope, value) -> {
        if (!(scope.get(name) instanceof Access.Namespace namespace)) {
          throw new JinjaException(
              "'%s' is no namespace, so '%s' of it cannot be set".formatted(name, attribute));
        }
        namespace.values.put(attribute, value);
      };
    }
    return (scope, value) -> scope.set(name, value);
  }

  private static Target unpacked(List<Target> targets) {
    return (scope, value) -> {
      if (!(value instanceof List<?> || value instanceof String || value instanceof Map<?, ?>)) {
        throw new JinjaException("%s cannot be taken apart".formatted(Values.type(value)));
      }
      List<Object> parts = Values.elements(value);
      if (parts.size() != targets.size()) {
        throw new JinjaException(
            "there are %d values for %d names".formatted(parts.size(), targets.size()));
      }
      for (int i = 0; i < parts.size(); i++) {
        targets.get(i).set(scope, parts.get(i));
      }
    };
  }
}
