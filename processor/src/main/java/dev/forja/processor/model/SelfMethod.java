package dev.forja.processor.model;

import com.palantir.javapoet.TypeName;
import java.util.List;
import javax.lang.model.element.Modifier;

/**
 * A method of the base class that returns {@code this}, to be overridden with the invoker's type.
 */
public record SelfMethod(
    String name,
    List<Modifier> modifiers,
    List<FactorySpec.Arg> params,
    boolean varargs,
    List<TypeName> thrown) {}
