package dev.forja.processor;

/**
 * Messages that appear when a program runs, not when it is compiled: why the tensors in a result or
 * an argument cannot be replaced when a backward hook is registered, and that a class did not
 * compile.
 */
public enum Refusal {
  /** Thrown by a method that could not be generated, if an IDE runs a class despite its errors. */
  NOT_COMPILED("this class did not compile: see the messages of the compiler"),
  /** A wildcard: a replacement would need a type that has no name. */
  WILDCARD("the wildcard %s is too open"),
  /** A type variable that may stand for any type. */
  VARIABLE("the type variable %s is too open"),
  /** A type with variables that are not in scope in the code that maps tensors. */
  VARIABLES("type variables in %s are too open"),
  /** {@code Object}. */
  OBJECT("Object is too open"),
  /** A container without type arguments. */
  RAW("%s is a raw type"),
  /** A record that contains itself. */
  CIRCLE("the record %s contains itself"),
  /** A record of many parts. */
  TOO_LARGE("the record %s has too many parts"),
  /** Many containers within one another. */
  TOO_DEEP("%s nests too many containers"),
  /** A record that generated code cannot instantiate. */
  PRIVATE_RECORD("the record %s cannot be copied: its constructor is private"),
  /** A container that is not supported. */
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
