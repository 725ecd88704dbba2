package dev.forja;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Asks the compiler to write, as notes, the shapes that it infers in the entries of a model: one at
 * each call, line by line. {@code -Aforja.shapes=explain} asks for all models.
 */
@Documented
@Retention(RetentionPolicy.SOURCE)
@Target(ElementType.TYPE)
public @interface Explain {}
