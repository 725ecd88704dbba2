package dev.forja.spi;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Stamps a class that the Forja processor wrote. Tools that skip generated code look for it. Not
 * part of the documentation, since a public invoker may be made from a model that is not.
 */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface ForwardGenerated {
  /** The model class that the invoker was made from. */
  Class<?> value();

  /** The number of the contract that the class was generated for: see {@code spi.Contract}. */
  int contract();
}
