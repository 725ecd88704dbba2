package dev.forja.spi;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares, on the base class of the invokers of a tensor library that is released together with
 * Forja, the version it was compiled with, as {@link Version#NAME}. The processor compares that
 * with its own version. Libraries with their own releases do not use this annotation.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface BuiltWith {
  /** The version of Forja: {@link Version#NAME}. */
  String value();
}
