package dev.forja.spi;

import org.jspecify.annotations.Nullable;

/**
 * A visitor to which generated code passes the current values of those fields of a model that are
 * not its state and may change: numbers, texts, flags, references of any other type, and final
 * fields of arrays, collections, maps and atomic variables. So code that remembers what a model did
 * can notice that it would now do something else.
 *
 * <p>Used by the thread that walks the module.
 */
public interface FieldVisitor {
  /** A field of an integral type. */
  void value(String name, long value);

  /** A field of type {@code float} or {@code double}. */
  void value(String name, double value);

  /** A field of type {@code boolean}. */
  void value(String name, boolean value);

  /** A field of a reference type. */
  void value(String name, @Nullable Object value);
}
