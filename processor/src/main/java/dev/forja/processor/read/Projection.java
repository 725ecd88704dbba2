package dev.forja.processor.read;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.WildcardTypeName;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.type.WildcardType;

/**
 * Writes types in places where some type variables are not in scope: such a variable becomes its
 * bound or, as a type argument, a wildcard with that bound.
 *
 * @param gone the variables that are not in scope
 */
record Projection(TypeNames names, Set<TypeVariableKey> gone) {
  /** The number of nested bounds that are written out; each may mention several variables. */
  private static final int DEPTH = 4;

  TypeName name(TypeMirror type) {
    return name(type, Set.of());
  }

  private TypeName name(TypeMirror type, Set<TypeVariableKey> open) {
    if (!mentionsGone(type)) {
      return names.name(type);
    }
    return switch (type) {
      case ArrayType array -> ArrayTypeName.of(name(array.getComponentType(), open));
      case TypeVariable variable -> bound(variable, open);
      case DeclaredType declared -> declared(declared, open);
      default -> ClassName.OBJECT;
    };
  }

  /** A bound that generated code cannot name is reported; its place is taken by Object. */
  private TypeName bound(TypeVariable variable, Set<TypeVariableKey> open) {
    Set<TypeVariableKey> inner = new HashSet<>(open);
    TypeMirror bound = TypeVariableKey.bounds(variable).getFirst();
    return inner.add(TypeVariableKey.of(variable))
            && inner.size() <= DEPTH
            && TypeScan.of(names.env(), names.fromPackage(), bound).unreachable() == null
        ? name(bound, inner)
        : ClassName.OBJECT;
  }

  private TypeName declared(DeclaredType type, Set<TypeVariableKey> open) {
    List<TypeName> args = type.getTypeArguments().stream().map(arg -> argument(arg, open)).toList();
    if (Env.isInGeneric(type)
        && type.getEnclosingType() instanceof DeclaredType outer
        && declared(outer, open) instanceof ParameterizedTypeName generic) {
      return generic.nestedClass(names.raw(type).simpleName(), args);
    }
    return args.isEmpty()
        ? names.raw(type)
        : ParameterizedTypeName.get(names.raw(type), args.toArray(TypeName[]::new));
  }

  private TypeName argument(TypeMirror arg, Set<TypeVariableKey> open) {
    if (!mentionsGone(arg)) {
      return names.name(arg);
    }
    if (arg instanceof WildcardType wildcard) {
      return wildcard.getExtendsBound() == null
          ? WildcardTypeName.subtypeOf(ClassName.OBJECT)
          : WildcardTypeName.subtypeOf(name(wildcard.getExtendsBound(), open));
    }
    return WildcardTypeName.subtypeOf(name(arg, open).withoutAnnotations());
  }

  private boolean mentionsGone(TypeMirror type) {
    TypeScan scan = TypeScan.of(names.env(), names.fromPackage(), type);
    return scan.variables.keySet().stream().anyMatch(gone::contains);
  }
}
