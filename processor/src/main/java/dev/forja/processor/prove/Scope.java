package dev.forja.processor.prove;

import com.sun.source.tree.Tree;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import org.jspecify.annotations.Nullable;

/** The values of the local variables and parameters of one method, and its object. */
final class Scope {
  private final Map<Element, Value> variables = new HashMap<>();
  private final Value self;

  Scope(Value self) {
    this.self = self;
  }

  /** The receiver of the method. */
  Value self() {
    return self;
  }

  @Nullable Value get(Element variable) {
    return variables.get(variable);
  }

  void set(Element variable, Value value) {
    variables.put(variable, value);
  }

  /** A copy, for one possible path of the program. */
  Scope copy() {
    Scope copy = new Scope(self);
    copy.variables.putAll(variables);
    return copy;
  }

  /** Replaces the facts by those of another scope. */
  void become(Scope other) {
    variables.clear();
    variables.putAll(other.variables);
  }

  /** Keeps only the facts that hold in both scopes. */
  void join(Scope other) {
    variables.keySet().retainAll(other.variables.keySet());
    other.variables.forEach(
        (variable, value) ->
            variables.computeIfPresent(variable, (_, own) -> Value.join(own, value)));
  }

  /** Whether both scopes hold the same facts. */
  boolean isAs(Scope other) {
    return variables.equals(other.variables);
  }

  /** Forgets the values that differ from those in another scope. */
  void forgetDifferences(Scope other) {
    variables.replaceAll(
        (variable, value) -> value.equals(other.variables.get(variable)) ? value : Value.UNKNOWN);
  }

  /** Forgets the variables with these names. */
  void forget(Set<String> names) {
    variables.replaceAll(
        (variable, value) ->
            names.contains(variable.getSimpleName().toString()) ? Value.UNKNOWN : value);
  }

  /** Forgets what a finally block may have changed, which ran with fewer facts. */
  void takeChanges(Set<String> assigned, Scope behind) {
    variables.replaceAll(
        (variable, value) ->
            assigned.contains(variable.getSimpleName().toString())
                ? behind.variables.getOrDefault(variable, Value.UNKNOWN)
                : value);
    forgetAssignable();
    forgetUnfixed();
    forgetSequences();
  }

  /** Forgets all values. */
  void forgetAll() {
    variables.replaceAll((_, _) -> Value.UNKNOWN);
  }

  /** Forgets the values that other code may have changed: arrays, and lists that are not fixed. */
  void forgetUnfixed() {
    variables.replaceAll((_, value) -> Value.isFixed(value) ? value : Value.UNKNOWN);
  }

  /** Forgets the fields that other code may have assigned. */
  void forgetAssignable() {
    variables.replaceAll(
        (variable, value) ->
            variable.getKind() == ElementKind.FIELD
                    && !variable.getModifiers().contains(Modifier.FINAL)
                ? Value.UNKNOWN
                : value);
  }

  /** Forgets the arrays and lists that code may change when it runs later. */
  void forgetChangedBy(Tree code) {
    Set<String> names = Captures.of(code);
    variables.replaceAll(
        (variable, value) ->
            Value.isFixed(value) || !names.contains(variable.getSimpleName().toString())
                ? value
                : Value.UNKNOWN);
  }

  /** Forgets all arrays and lists. */
  void forgetSequences() {
    variables.replaceAll(
        (_, value) ->
            Value.element(value) != null || !Value.isFixed(value) || value instanceof Value.Items
                ? Value.UNKNOWN
                : value);
  }

  /** Copies the fields of the receiver from another scope. */
  void takeFields(Scope other) {
    other.variables.forEach(
        (variable, value) -> {
          if (variable.getKind() == ElementKind.FIELD) {
            variables.put(variable, value);
          }
        });
  }
}
