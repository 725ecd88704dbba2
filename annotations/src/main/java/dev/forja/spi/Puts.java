package dev.forja.spi;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says what the fields of an object hold that a constructor or a method gives, for the proof of
 * shapes: {@code @Puts({"inFeatures = $0", "outFeatures = $1"})}. Each text is the name of a field
 * and an expression as in {@link ShapeRule}. A method of an object that is not static gives a copy
 * of it in which these fields differ.
 *
 * <p>The processor writes it on the {@code of} methods of invokers: as the constructor of the model
 * has it, or else as its code puts parameters into final fields, where the compiler shows that
 * code.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD, ElementType.CONSTRUCTOR})
public @interface Puts {
  /** The fields, each with what it holds. */
  String[] value();
}
