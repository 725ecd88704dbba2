package dev.forja.spi;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says that nobody wrote a class. Error Prone, NullAway and JaCoCo know generated code by the
 * simple name {@code Generated} of an annotation. The one of the JDK would do too, but it would
 * cost every module of a model {@code requires java.compiler}.
 */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Generated {
  /** The qualified name of what wrote the class. */
  String value();
}
