package dev.forja;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares that a parameter is the same object as another one of the model (weight tying). The
 * invoker checks this when the model is wrapped, and whenever its state is traversed.
 *
 * <pre>{@code
 * final Linear encoder = Linear.of(size, size);
 *
 * @TiedTo("encoder.weight")
 * final Parameter decoder = encoder.weight();
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.FIELD)
public @interface TiedTo {
  /**
   * The name of the other parameter in the state dict, relative to the module that declares this
   * one.
   */
  String value();
}
