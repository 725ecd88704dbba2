package dev.forja.processor.model;

import com.palantir.javapoet.TypeName;
import java.util.List;
import java.util.Optional;

/**
 * A field of the model that holds state.
 *
 * @param name its name in the state dict
 * @param read how it is read from the model: {@code hidden}, or {@code hidden()}
 * @param layout what it holds
 * @param notes what else is said of it
 * @param sizes the sizes that its code gives to what it makes, as {@code (784, 128)}; empty where
 *     none is fixed, or the compiler shows no code
 * @param childSlot where children in it can be replaced
 * @param accessor the method of the invoker that returns it; empty where its name is taken
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
   * What visitors are told besides the state itself.
   *
   * @param field the field, if it is called otherwise than its state
   * @param earlier the names of {@code @RenamedFrom}
   * @param tiedTo the path of {@code @TiedTo}
   */
  public record Notes(Optional<String> field, List<String> earlier, Optional<String> tiedTo) {}

  /**
   * A method of the invoker that returns the value of a field.
   *
   * @param rule what the shape of a tensor in it is, in the language of {@code @ShapeRule}
   */
  public record Accessor(String name, TypeName type, Access access, Optional<String> rule) {}
}
