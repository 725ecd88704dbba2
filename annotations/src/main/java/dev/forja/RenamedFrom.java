package dev.forja;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Lists earlier names of a parameter, buffer or child in the state dict, so that old files can
 * still be loaded. New files use the new name.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.FIELD)
public @interface RenamedFrom {
  /** The earlier names. */
  String[] value();
}
