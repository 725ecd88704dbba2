package dev.forja.spi;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Tells the shape proof the values of the fields of the object that a constructor or method
 * returns: {@code @Puts({"inFeatures = $0", "outFeatures = $1"})}. Each string consists of the name
 * of a field and an expression as in {@link ShapeRule}. An instance method returns a copy of its
 * object in which these fields have new values.
 *
 * <p>The processor writes this annotation on the {@code of} methods of invokers. It copies it from
 * the constructor of the model or, if there is none, derives it from the assignments of parameters
 * to final fields, provided that the compiler gives access to the code.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD, ElementType.CONSTRUCTOR})
public @interface Puts {
  /** The fields, each with its value. */
  String[] value();
}
