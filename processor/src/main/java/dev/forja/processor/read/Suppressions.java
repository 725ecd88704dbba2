package dev.forja.processor.read;

import dev.forja.processor.model.Deprecation;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;

/** Finds the warnings that generated code causes only because it repeats the user's types. */
record Suppressions(Env env, TypeElement model, Set<String> fieldsRead) {
  /**
   * Suppressed in all generated code: warnings about style, and doclint's requests for comments.
   */
  private static final List<String> GENERATED = List.of("all", "doclint:missing");

  SortedSet<String> read() {
    SortedSet<String> keys = new TreeSet<>(GENERATED);
    TypeScan mentioned = BaseResolver.mentioned(env, model);
    for (ExecutableElement constructor : env.sourceMembers().constructors(model)) {
      if (!constructor.getModifiers().contains(Modifier.PRIVATE)) {
        constructor.getParameters().forEach(param -> mentioned.add(param.asType()));
        mentioned.addAll(constructor.getThrownTypes());
        add(constructor, Deprecation.FOR_REMOVAL, keys);
      }
    }
    for (ForwardMethod marked : ForwardMethod.of(env, model)) {
      mentioned.addAll(marked.method().getThrownTypes());
      add(marked.method(), Deprecation.DEPRECATED, keys);
    }
    model.getTypeParameters().forEach(each -> mentioned.addAll(each.getBounds()));
    if (mentioned.withBounds().raw) {
      keys.add("rawtypes");
    }
    mentioned.types.forEach(type -> add(type, Deprecation.DEPRECATED, keys));
    for (VariableElement field : StateReader.fields(env, model)) {
      if (fieldsRead.contains(field.getSimpleName().toString())) {
        add(field, Deprecation.DEPRECATED, keys);
      }
    }
    addModel(keys);
    if (hasLikeConstructors()) {
      keys.add("overloads");
    }
    return keys;
  }

  /**
   * Adds the keys for the model itself; the invoker of a deprecated class is deprecated too, so it
   * may use it.
   */
  private void addModel(SortedSet<String> keys) {
    if (FactoryReader.deprecation(env, model) != Deprecation.NONE) {
      keys.remove("deprecation");
    }
    add(model, Deprecation.FOR_REMOVAL, keys);
  }

  /**
   * Whether several constructors take lambdas, which causes a warning about ambiguous overloads.
   */
  private boolean hasLikeConstructors() {
    List<ExecutableElement> visible =
        env.sourceMembers().constructors(model).stream()
            .filter(each -> !each.getModifiers().contains(Modifier.PRIVATE))
            .toList();
    return visible.size() > 1
        && visible.stream()
                .filter(each -> each.getParameters().stream().anyMatch(this::takesLambda))
                .count()
            > 1;
  }

  private boolean takesLambda(VariableElement parameter) {
    TypeElement type = env.element(parameter.asType());
    return type != null && env.singleMethod(type) != null;
  }

  /** Adds the key for an element, if it is deprecated at least as much as {@code from}. */
  private void add(Element element, Deprecation from, SortedSet<String> keys) {
    Deprecation deprecation = FactoryReader.deprecation(env, element);
    if (deprecation == Deprecation.FOR_REMOVAL) {
      keys.add("removal");
    } else if (deprecation == Deprecation.DEPRECATED
        && from == Deprecation.DEPRECATED
        && element.getKind() != ElementKind.PACKAGE) {
      keys.add("deprecation");
    }
  }
}
