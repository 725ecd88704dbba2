package dev.forja.processor.model;

import com.palantir.javapoet.TypeName;
import java.util.List;
import java.util.Optional;

/**
 * A field of the model that holds state.
 *
 * @param name its name in the state dict
 * @param read the expression that reads it from the model: {@code hidden}, or {@code hidden()}
 * @param layout the layout of its state
 * @param notes additional information for visitors
 * @param childSlot the place of replaceable children
 * @param accessor the method of the invoker that returns it; empty if its name is taken
 */
public record StateField(
    String name,
    String read,
    StateLayout layout,
    Notes notes,
    String sizes,
    Optional<ChildSlot> childSlot,
    Optional<Accessor> accessor) {
  /**
   * Information for visitors besides the state itself.
   *
   * @param field the name of the field, if it differs from that of the state
   * @param earlier the names of {@code @RenamedFrom}
   * @param tiedTo the path of {@code @TiedTo}
   */
  public record Notes(Optional<String> field, List<String> earlier, Optional<String> tiedTo) {}

  /**
   * A method of the invoker that returns the value of a field.
   *
   * @param rule the rule for the shape of a tensor in it, in the language of {@code @ShapeRule}
   */
  public record Accessor(String name, TypeName type, Access access, Optional<String> rule) {}
}
