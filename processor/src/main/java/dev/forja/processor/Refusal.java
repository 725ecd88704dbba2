package dev.forja.processor;

/**
 * What a program is told when it runs, and the compiler never says: why the tensors in a result or
 * an argument cannot be replaced, if it registers a backward hook; and that a class is none.
 */
public enum Refusal {
  /** In place of a method, where an IDE runs a class despite of its problems. */
  NOT_COMPILED("this class did not compile: see the messages of the compiler"),
  /** A wildcard, which has no name for what would be put in its place. */
  WILDCARD("the wildcard %s is too open"),
  /** A type variable that may be anything. */
  VARIABLE("the type variable %s is too open"),
  /** A type with variables that are not in scope where tensors are mapped. */
  VARIABLES("type variables in %s are too open"),
  /** {@code Object}. */
  OBJECT("Object is too open"),
  /** A container without type arguments. */
  RAW("%s is a raw type"),
  /** A record that never ends. */
  CIRCLE("the record %s contains itself"),
  /** A record of many parts. */
  TOO_LARGE("the record %s has too many parts"),
  /** A record that cannot be made. */
  PRIVATE_RECORD("the record %s cannot be made anew: its constructor is private"),
  /** A container that is none of those walked. */
  CONTAINER("tensors in %s cannot be reached; use a List or a record"),
  /** An interface. */
  INTERFACE("the interface %s is too open"),
  /** A class with fields. */
  CLASS("%s is not a record, so the tensors in it cannot be reached");

  private final String text;

  Refusal(String text) {
    this.text = text;
  }

  /** The reason, with the type in it. */
  public String of(Object... args) {
    return text.formatted(args);
  }
}
