package dev.forja.spi;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a class that the Forja processor generated. Tools use it to skip generated code. It is not
 * {@code @Documented}, since a public invoker may belong to a model that is not public.
 */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface ForwardGenerated {
  /** The model class of the invoker. */
  Class<?> value();

  /** The number of the contract that the class was generated for: see {@code spi.Contract}. */
  int contract();
}
