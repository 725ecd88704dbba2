package dev.forja.processor.prove;

import dev.forja.processor.Problem;
import dev.forja.processor.Report;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import org.jspecify.annotations.Nullable;

/** Reports rules that cannot be parsed; without this check they would silently have no effect. */
public final class RuleCheck {
  private RuleCheck() {}

  /** Checks {@code @ShapeRule} and {@code @Puts} on an element. */
  public static void check(Element element, Report report) {
    for (String mark : List.of("dev.forja.spi.ShapeRule", "dev.forja.spi.Puts")) {
      AnnotationMirror mirror = ShapeAnnotations.find(element, mark);
      for (String text : ShapeAnnotations.texts(element, mark)) {
        boolean puts = mark.endsWith("Puts");
        int equals = puts ? text.indexOf('=') : -1;
        String unread = puts && equals < 1 ? text : unread(text.substring(equals + 1));
        if (unread != null && mirror != null) {
          report
              .at(element, mirror, value(mirror))
              .report(Problem.SHAPE_RULE_INVALID, text, unread);
        }
      }
    }
  }

  private static @Nullable AnnotationValue value(AnnotationMirror mirror) {
    return mirror.getElementValues().values().stream().findFirst().orElse(null);
  }

  /**
   * The rest of a rule from the first error on, or the name of an unknown function; null if the
   * rule is valid.
   */
  static @Nullable String unread(String text) {
    try {
      return unknown(RuleParser.parse(text));
    } catch (IllegalArgumentException unreadable) {
      return String.valueOf(unreadable.getMessage());
    }
  }

  private static @Nullable String unknown(Rule rule) {
    return switch (rule) {
      case Rule.Call(String function, _) when !RuleBook.has(function) -> function;
      case Rule.Call(_, List<Rule> operands) -> unknown(operands);
      case Rule.Shape(List<Rule> sizes) -> unknown(sizes);
      case Rule.Listing(List<Rule> items) -> unknown(items);
      case Rule.Results(Map<String, Rule> components) -> unknown(List.copyOf(components.values()));
      case Rule.Arithmetic(_, Rule left, Rule right) -> unknown(List.of(left, right));
      case Rule.Component(Rule of, _) -> unknown(of);
      default -> null;
    };
  }

  private static @Nullable String unknown(List<Rule> rules) {
    for (Rule rule : rules) {
      String name = unknown(rule);
      if (name != null) {
        return name;
      }
    }
    return null;
  }
}
