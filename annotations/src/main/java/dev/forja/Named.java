package dev.forja;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Gives a parameter, buffer or child another name in the state dict than that of its field.
 *
 * <p>The name has no dots. The empty name, on a list, array, map or record, leaves the level out:
 * the elements of {@code @Named("") List<Linear> layers} are {@code 0}, {@code 1}, not {@code
 * layers.0}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.FIELD, ElementType.RECORD_COMPONENT})
public @interface Named {
  /** The name in the state dict. */
  String value();
}
