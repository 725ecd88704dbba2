package dev.forja.models.jinja;

/** A part of a template that has a value. */
@FunctionalInterface
interface Expression {
  Object value(Scope scope);

  default boolean truth(Scope scope) {
    return Values.truth(value(scope));
  }
}
