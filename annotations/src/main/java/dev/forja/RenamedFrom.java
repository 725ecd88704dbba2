package dev.forja;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says under which names a parameter, buffer or child stood in the state dict before, so that old
 * files go on loading. New files have the new name.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.FIELD)
public @interface RenamedFrom {
  /** The earlier names. */
  String[] value();
}
