package dev.forja.spi;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Stands on the base of invokers of a tensor library that is released together with Forja, and says
 * which version it was compiled with, as {@link Version#NAME}. The processor compares that with its
 * own version. On a library that has releases of its own it does not stand.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface BuiltWith {
  /** The version of Forja: {@link Version#NAME}. */
  String value();
}
