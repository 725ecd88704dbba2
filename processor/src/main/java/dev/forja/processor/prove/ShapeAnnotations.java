package dev.forja.processor.prove;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import org.jspecify.annotations.Nullable;

/** Reads the annotations that describe the shapes of methods, once for each method. */
final class ShapeAnnotations {
  /** The marks of a method without annotations. */
  private static final OfMethod NONE =
      new OfMethod(Optional.empty(), Optional.empty(), Map.of(), Map.of());

  private final RuleBook rules = new RuleBook();
  private final Map<Element, OfMethod> methods = new HashMap<>();

  /**
   * The shape annotations of one method.
   *
   * @param rule the rule for its result
   * @param result the {@code @Shape} of its result
   * @param params the {@code @Shape} of its parameters, by index
   * @param puts the values of the fields of the returned object
   */
  record OfMethod(
      Optional<Rule> rule,
      Optional<Contract> result,
      Map<Integer, Contract> params,
      Map<String, Rule> puts) {
    boolean isEmpty() {
      return rule.isEmpty() && result.isEmpty() && params.isEmpty() && puts.isEmpty();
    }
  }

  /** The marks of a method or constructor, or of a field. */
  OfMethod of(Element method) {
    return methods.computeIfAbsent(method, this::read);
  }

  private OfMethod read(Element method) {
    Optional<Rule> rule = text(method, "dev.forja.spi.ShapeRule").flatMap(rules::rule);
    Optional<Contract> result = text(method, "dev.forja.Shape").map(Contract::of);
    Map<Integer, Contract> params = new HashMap<>();
    if (method instanceof ExecutableElement executable) {
      List<? extends VariableElement> all = executable.getParameters();
      for (int place = 0; place < all.size(); place++) {
        Optional<String> shape = text(all.get(place), "dev.forja.Shape");
        if (shape.isPresent()) {
          params.put(place, Contract.of(shape.get()));
        }
      }
    }
    OfMethod read = new OfMethod(rule, result, Map.copyOf(params), puts(method));
    return read.isEmpty() ? NONE : read;
  }

  private Map<String, Rule> puts(Element method) {
    Map<String, Rule> puts = new LinkedHashMap<>();
    for (String text : texts(method, "dev.forja.spi.Puts")) {
      int equals = text.indexOf('=');
      if (equals > 0) {
        rules
            .rule(text.substring(equals + 1))
            .ifPresent(rule -> puts.put(text.substring(0, equals).strip(), rule));
      }
    }
    return puts;
  }

  /** The string value of an annotation. */
  static Optional<String> text(Element element, String annotation) {
    return texts(element, annotation).stream().findFirst();
  }

  /** Whether an element has an annotation. */
  static boolean has(Element element, String annotation) {
    return find(element, annotation) != null;
  }

  static List<String> texts(Element element, String annotation) {
    AnnotationMirror mirror = find(element, annotation);
    List<String> texts = new ArrayList<>();
    if (mirror != null) {
      mirror.getElementValues().forEach((name, value) -> addTexts(name, value, texts));
    }
    return texts;
  }

  private static void addTexts(ExecutableElement name, AnnotationValue value, List<String> texts) {
    if (!name.getSimpleName().contentEquals("value")) {
      return;
    }
    if (value.getValue() instanceof List<?> parts) {
      for (Object part : parts) {
        if (part instanceof AnnotationValue one && one.getValue() instanceof String text) {
          texts.add(text);
        }
      }
    } else if (value.getValue() instanceof String text) {
      texts.add(text);
    }
  }

  static @Nullable AnnotationMirror find(Element element, String annotation) {
    for (AnnotationMirror mirror : element.getAnnotationMirrors()) {
      if (mirror.getAnnotationType().asElement() instanceof TypeElement type
          && type.getQualifiedName().contentEquals(annotation)) {
        return mirror;
      }
    }
    return null;
  }
}
