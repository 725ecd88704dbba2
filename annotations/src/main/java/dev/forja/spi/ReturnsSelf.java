package dev.forja.spi;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method of an invoker base class that returns {@code this}. The generated invoker
 * overrides it with its own type as return type, so that {@code model.eval().call(x)} compiles.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface ReturnsSelf {}
