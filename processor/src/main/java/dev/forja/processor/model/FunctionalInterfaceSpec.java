package dev.forja.processor.model;

import com.palantir.javapoet.TypeName;
import java.util.List;

/**
 * A functional interface that the invoker implements through an entry.
 *
 * @param type the interface
 * @param method its method
 * @param params the parameter types of the method
 * @param result the result of the method
 * @param varargs whether its last parameter is a varargs parameter
 */
public record FunctionalInterfaceSpec(
    TypeName type, String method, List<TypeName> params, TypeName result, boolean varargs) {}
