package dev.forja;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * States the shape of a tensor parameter, or on a {@link Forward} method that of its result, as
 * sizes separated by spaces. It is checked at every call, after the pre-hooks.
 *
 * <ul>
 *   <li>a number is that size;
 *   <li>a name that is an {@code int} field of the model is the value of that field;
 *   <li>any other name is a symbol: its first sight within a call binds it, later ones must agree;
 *   <li>{@code _} is any size; a leading {@code ...} is any number of dimensions.
 * </ul>
 *
 * <pre>{@code
 * @Forward
 * @Shape("n 10") Tensor forward(@Shape("n 784") Tensor images)
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.PARAMETER, ElementType.METHOD})
public @interface Shape {
  /** The sizes, separated by spaces. The empty string is a scalar. */
  String value();
}
