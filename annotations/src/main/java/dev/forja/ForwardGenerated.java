package dev.forja;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Stamps a class that the Forja processor wrote. Tools that skip generated code look for it.
 *
 * <p>Not documented in javadoc, since a public invoker may stand before a model class that is not:
 * javac warns when an exported API shows such a class.
 */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface ForwardGenerated {
  /** The model class that the invoker was made from. */
  Class<?> value();
}
