package dev.forja;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the method that runs when the model is called. The processor generates an {@link Invoker}
 * for the class that declares it: a final class with a method of exactly this signature, with hooks
 * around it.
 *
 * <p>The method may have any name, any parameters, any result and any checked exceptions. A class
 * may mark several methods; each is then an entry with its own args record, hooks and constant.
 *
 * <pre>{@code
 * final class Mlp {
 *   final Linear hidden = Linear.of(784, 256);
 *
 *   @Forward
 *   Tensor forward(Tensor images) {
 *     return hidden.call(images).relu();
 *   }
 * }
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Forward {
  /**
   * The name of the entry, which is the name of the method on the invoker. By default a single
   * entry is named {@code call}; if there are several, the method named {@code forward} becomes
   * {@code call} and each other keeps its own name.
   */
  String entry() default "";

  /**
   * The simple name of the generated class, which is then public. By default {@code
   * <Model>Invoker}, with the visibility of the model. The name of a nested class comes behind
   * those of the classes around it: {@code Outer.Net} has {@code Outer_NetInvoker}.
   */
  String invoker() default "";

  /**
   * A functional interface that the invoker implements through this entry, instead of the JDK's
   * interface of the same shape.
   */
  Class<?> as() default void.class;
}
