package dev.forja.spi;

import dev.forja.Invoker;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Chooses the base class of invokers. If a type has this annotation, it applies to all models that
 * have the type in their state or in the signature of an entry. The invokers of other models extend
 * {@link Invoker} itself.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface InvokerBase {
  /** The qualified name of a subclass of {@link Invoker} with a no-argument constructor. */
  String value();

  /**
   * The functional interfaces of the library, which have no type parameters. An invoker whose
   * {@code call} has exactly the parameters and the result of one of them implements it instead of
   * the JDK's interface of that shape; if several fit, the first one. The annotation is searched on
   * the types of the parameters and of the result.
   */
  Class<?>[] functions() default {};
}
