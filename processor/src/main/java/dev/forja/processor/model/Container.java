package dev.forja.processor.model;

/**
 * The supported containers of tensors or modules. {@code TensorMapper} and {@code StateVisitor}
 * each have a method of the given name for them.
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

  /** The name of the method that traverses it. */
  public String method() {
    return method;
  }
}
