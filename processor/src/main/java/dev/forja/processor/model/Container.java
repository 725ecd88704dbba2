package dev.forja.processor.model;

/**
 * What holds several tensors or modules and is walked by a method of this name, on {@code
 * TensorMapper} and {@code StateVisitor} alike.
 */
public enum Container {
  /** A {@code java.util.List}. */
  LIST("list"),
  /** An array of references. */
  ARRAY("array"),
  /** A {@code java.util.Map}, by its values. */
  MAP("map"),
  /** A {@code java.util.Optional}. */
  OPTIONAL("optional");

  private final String method;

  Container(String method) {
    this.method = method;
  }

  /** The method that walks it. */
  public String method() {
    return method;
  }
}
