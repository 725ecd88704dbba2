package dev.forja.processor.read;

import com.palantir.javapoet.ClassName;
import dev.forja.processor.model.Access;

/**
 * An invoker that this compilation will generate, with the facts that other classes need before it
 * exists.
 *
 * @param name the invoker
 * @param model the qualified name of its model class
 * @param access its visibility
 */
record PendingInvoker(ClassName name, String model, Access access) {}
