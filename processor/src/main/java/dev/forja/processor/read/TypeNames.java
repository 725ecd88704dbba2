package dev.forja.processor.read;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeVariableName;
import com.palantir.javapoet.WildcardTypeName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.IntersectionType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.type.WildcardType;
import javax.lang.model.util.ElementFilter;

/**
 * Writes types as in the source, with nullness annotations, and with predicted names for invokers
 * that do not exist yet.
 *
 * @param renamed the type variables that have another name in generated code
 * @param annotate whether nullness annotations are written
 */
record TypeNames(
    Env env, String fromPackage, Map<TypeVariableKey, String> renamed, boolean annotate) {
  private static final Set<String> NULLNESS = Set.of("Nullable", "NonNull");
  private static final Pattern ANNOTATED_ARRAYS = Pattern.compile("@[^ ]+ \\[]( ?@[^ ]+ )?\\[|] @");

  TypeNames(Env env, String fromPackage, Map<TypeVariableKey, String> renamed) {
    this(env, fromPackage, renamed, true);
  }

  /**
   * A type for the header of a class. There ecj fails on annotated arrays of arrays as soon as any
   * processor runs, so types that contain them are written without annotations.
   */
  TypeName head(TypeMirror type) {
    TypeName name = name(type);
    return hasAnnotatedArrays(name)
        ? new TypeNames(env, fromPackage, renamed, false).name(type)
        : name;
  }

  /** Whether the type contains annotated arrays of arrays. */
  static boolean hasAnnotatedArrays(TypeName name) {
    return ANNOTATED_ARRAYS.matcher(name.toString()).find();
  }

  TypeName name(TypeMirror type) {
    return annotate ? annotated(plain(type), type) : plain(type);
  }

  List<TypeName> names(List<? extends TypeMirror> types) {
    return types.stream().map(this::name).toList();
  }

  private TypeName plain(TypeMirror type) {
    return switch (type) {
      case ArrayType array -> ArrayTypeName.of(name(array.getComponentType()));
      case WildcardType wildcard -> wildcard(wildcard);
      case TypeVariable variable -> TypeVariableName.get(variableName(variable));
      case DeclaredType declared -> declared(declared);
      case IntersectionType intersection -> name(intersection.getBounds().getFirst());
      default -> TypeName.get(type);
    };
  }

  private TypeName wildcard(WildcardType wildcard) {
    if (wildcard.getExtendsBound() != null) {
      return WildcardTypeName.subtypeOf(name(wildcard.getExtendsBound()));
    }
    return wildcard.getSuperBound() != null
        ? WildcardTypeName.supertypeOf(name(wildcard.getSuperBound()))
        : WildcardTypeName.subtypeOf(Object.class);
  }

  private TypeName declared(DeclaredType type) {
    List<TypeName> args = names(type.getTypeArguments());
    ClassName raw = raw(type);
    if (Env.isInGeneric(type)
        && type.getEnclosingType() instanceof DeclaredType outer
        && declared(outer) instanceof ParameterizedTypeName generic) {
      return generic.nestedClass(raw.simpleName(), args);
    }
    return args.isEmpty() ? raw : ParameterizedTypeName.get(raw, args.toArray(TypeName[]::new));
  }

  ClassName raw(DeclaredType type) {
    TypeElement element = env.element(type);
    if (element != null) {
      return ClassName.get(element);
    }
    return env.pendingInvokers()
        .find(type, fromPackage)
        .map(PendingInvoker::name)
        .orElseGet(() -> ClassName.get("", type.asElement().getSimpleName().toString()));
  }

  private String variableName(TypeVariable variable) {
    String own = variable.asElement().getSimpleName().toString();
    return renamed.getOrDefault(TypeVariableKey.of(variable), own);
  }

  private TypeName annotated(TypeName name, TypeMirror type) {
    if (name.isPrimitive() || type.getKind() == TypeKind.VOID) {
      return name;
    }
    List<AnnotationSpec> nullness = new ArrayList<>();
    for (AnnotationMirror mirror : type.getAnnotationMirrors()) {
      if (mirror.getAnnotationType().asElement() instanceof TypeElement element
          && NULLNESS.contains(element.getSimpleName().toString())
          && canWrite(element)) {
        nullness.add(AnnotationSpec.builder(ClassName.get(element)).build());
      }
    }
    return nullness.isEmpty() ? name : name.annotated(nullness);
  }

  /** Whether generated code can name the annotation, and write it without values. */
  private boolean canWrite(TypeElement annotation) {
    return TypeScan.access(env, annotation, fromPackage) != null
        && ElementFilter.methodsIn(annotation.getEnclosedElements()).stream()
            .allMatch(value -> value.getDefaultValue() != null);
  }

  /** Whether a nullness annotation says that values may be null. */
  static boolean isNullable(List<? extends AnnotationMirror> annotations) {
    return annotations.stream()
        .anyMatch(
            mirror ->
                mirror.getAnnotationType().asElement().getSimpleName().contentEquals("Nullable"));
  }

  /**
   * The declaration of a type variable, with its bounds. Bounds that generated code cannot name are
   * reported as problems and omitted.
   */
  TypeVariableName declaration(TypeVariable variable) {
    return TypeVariableName.get(
        variableName(variable),
        TypeVariableKey.bounds(variable).stream()
            .filter(bound -> TypeScan.of(env, fromPackage, bound).unreachable() == null)
            .map(this::name)
            .toArray(TypeName[]::new));
  }

  List<TypeVariableName> declarations(List<? extends TypeVariable> variables) {
    return variables.stream().map(this::declaration).toList();
  }
}
