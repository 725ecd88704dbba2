package dev.forja;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Gives a parameter, buffer or child a name in the state dict that differs from its field.
 *
 * <p>The name must not contain dots. The empty name, on a list, array, map or record, omits the
 * level: the elements of {@code @Named("") List<Linear> layers} are {@code 0}, {@code 1}, not
 * {@code layers.0}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.FIELD, ElementType.RECORD_COMPONENT})
public @interface Named {
  /** The name in the state dict. */
  String value();
}
