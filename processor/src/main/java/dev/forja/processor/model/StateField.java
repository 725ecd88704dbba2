package dev.forja.processor.model;

import com.palantir.javapoet.TypeName;
import java.util.Optional;

/**
 * A field of the model that holds state.
 *
 * @param name its name in the state dict
 * @param read how it is read from the model: {@code hidden}, or {@code hidden()}
 * @param slot what it holds
 * @param place where children in it can be replaced
 * @param accessor the method of the invoker that returns it; empty where its name is taken
 */
public record StateField(
    String name, String read, Slot slot, Optional<Place> place, Optional<Accessor> accessor) {
  /** A method of the invoker that returns the value of a field. */
  public record Accessor(String name, TypeName type, Access access) {}
}
