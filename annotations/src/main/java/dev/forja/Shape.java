package dev.forja;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares the shape of a tensor parameter or, on a {@link Forward} method, of its result, as sizes
 * separated by spaces. The shape is checked at every call, after the pre-hooks.
 *
 * <ul>
 *   <li>a number stands for that size;
 *   <li>the name of an {@code int} field of the model stands for the value of that field;
 *   <li>any other name is a symbol: its first occurrence within a call binds it, and later ones
 *       must agree;
 *   <li>{@code _} stands for any size; a leading {@code ...} stands for any number of dimensions.
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
  /** The sizes, separated by spaces. The empty string stands for a scalar. */
  String value();
}
