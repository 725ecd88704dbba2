package dev.forja.processor.read;

import com.palantir.javapoet.ClassName;
import dev.forja.processor.model.Access;

/**
 * An invoker that this compilation will write, as far as others need to know it before it exists.
 *
 * @param name the invoker
 * @param model the qualified name of its model class
 * @param access how visible it will be
 */
record PendingInvoker(ClassName name, String model, Access access) {}
