package dev.forja.spi;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a class as generated. Error Prone, NullAway and JaCoCo recognise generated code by the
 * simple name {@code Generated} of an annotation. The JDK's annotation would also work, but every
 * module with a model would then need {@code requires java.compiler}.
 */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Generated {
  /** The qualified name of the generator. */
  String value();
}
