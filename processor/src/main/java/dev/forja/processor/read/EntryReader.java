package dev.forja.processor.read;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeVariableName;
import com.palantir.javapoet.WildcardTypeName;
import dev.forja.CallContext;
import dev.forja.processor.Problem;
import dev.forja.processor.Refusal;
import dev.forja.processor.Report;
import dev.forja.processor.model.Access;
import dev.forja.processor.model.ArgsSpec;
import dev.forja.processor.model.EntrySpec;
import dev.forja.processor.model.Param;
import dev.forja.processor.model.Result;
import dev.forja.processor.model.TensorLayout;
import dev.forja.spi.ShapeRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.util.ElementFilter;

/** Reads one entry of a model. */
final class EntryReader {
  /** Names that a record component may not have. */
  private static final Set<String> NO_COMPONENTS =
      Set.of(
          "clone", "finalize", "getClass", "hashCode", "notify", "notifyAll", "toString", "wait");

  private final Env env;
  private final Report report;
  private final TypeElement model;
  private final ClassName invoker;
  private final String fromPackage;
  private final boolean shapes;

  EntryReader(Env env, Report report, TypeElement model, ClassName invoker, boolean shapes) {
    this.env = env;
    this.report = report;
    this.model = model;
    this.invoker = invoker;
    this.fromPackage = env.packageOf(model);
    this.shapes = shapes;
  }

  /** Reads the entry; empty if generated code cannot name the types of its signature. */
  Optional<EntrySpec> read(String name, ForwardMethod marked, EntryLabels labels) {
    ExecutableElement method = marked.method();
    ExecutableType type = marked.type(env, model);
    boolean callable = isCallable(marked);
    boolean context = hasContext(method);
    int count = method.getParameters().size() - (context ? 1 : 0);
    List<? extends TypeMirror> paramTypes = type.getParameterTypes().subList(0, count);
    if (!namesReachable(method, type)) {
      return Optional.empty();
    }

    List<? extends TypeVariable> variables = type.getTypeVariables();
    TypeNames names = new TypeNames(env, fromPackage, renamed(variables));
    List<Param> params = params(method, paramTypes, names);
    Result result = result(method, type, names);
    shapeReader().checkSymbols(method, result.shape(), params);
    TypeScan mentioned =
        new TypeScan(env, fromPackage)
            .addAll(paramTypes)
            .add(type.getReturnType())
            .addAll(variables)
            .withBounds();
    boolean varargs = method.isVarArgs() && !context;
    return Optional.of(
        new EntrySpec(
            name,
            labels.constant(),
            args(labels.args(), variables, paramTypes, names),
            marked.name(),
            labels.watchedMethod(),
            labels.runMethod(),
            names.declarations(variables),
            params,
            context,
            varargs,
            varargs && Annotations.has(method, SafeVarargs.class),
            result,
            names.names(type.getThrownTypes()),
            Optional.empty(),
            mentioned.access(),
            shapes,
            callable));
  }

  private boolean isCallable(ForwardMethod marked) {
    ExecutableElement method = marked.method();
    String shown = TypeText.show(method);
    if (method.getModifiers().contains(Modifier.PRIVATE)) {
      report.at(method).report(Problem.FORWARD_PRIVATE, shown);
    } else if (method.getModifiers().contains(Modifier.STATIC)) {
      report.at(method).report(Problem.FORWARD_STATIC, shown);
    } else if (!env.isReachable(marked.owner(), method.getModifiers(), fromPackage)) {
      report
          .at(model)
          .report(Problem.FORWARD_UNREACHABLE, shown, TypeText.show(marked.owner()), fromPackage);
    } else {
      if (method.getModifiers().contains(Modifier.PUBLIC)
          && marked.owner().equals(model)
          && !model.getKind().isInterface()
          && !implementsSomething(method)) {
        report.at(method).report(Problem.FORWARD_PUBLIC, shown);
      }
      return true;
    }
    return false;
  }

  private boolean implementsSomething(ExecutableElement method) {
    return env.supertypes(model).stream()
        .filter(type -> !type.equals(model))
        .flatMap(type -> ElementFilter.methodsIn(type.getEnclosedElements()).stream())
        .anyMatch(other -> env.elements().overrides(method, other, model));
  }

  private boolean hasContext(ExecutableElement method) {
    List<? extends VariableElement> params = method.getParameters();
    for (int i = 0; i < params.size() - 1; i++) {
      if (isContext(params.get(i))) {
        report.at(params.get(i)).report(Problem.CONTEXT_NOT_LAST, params.get(i).getSimpleName());
      }
    }
    return !params.isEmpty() && isContext(params.getLast());
  }

  private boolean isContext(VariableElement param) {
    return Env.is(env.element(param.asType()), CallContext.class.getName());
  }

  /** Reports types in the signature that generated code cannot name. */
  private boolean namesReachable(ExecutableElement method, ExecutableType type) {
    boolean reachable = true;
    List<? extends VariableElement> params = method.getParameters();
    for (int i = 0; i < params.size(); i++) {
      reachable &= isReachable(params.get(i), type.getParameterTypes().get(i));
    }
    reachable &= isReachable(method, type.getReturnType());
    for (TypeMirror thrown : type.getThrownTypes()) {
      reachable &= isReachable(method, thrown);
    }
    for (TypeVariable variable : type.getTypeVariables()) {
      for (TypeMirror bound : TypeVariableKey.bounds(variable)) {
        reachable &= isReachable(method, bound); // ecj has no location for a type variable
      }
    }
    return reachable;
  }

  private boolean isReachable(Element location, TypeMirror type) {
    return TypeScan.of(env, fromPackage, type).requireReachable(report.at(location));
  }

  /** New names for type variables of the method that would hide those of the class. */
  private Map<TypeVariableKey, String> renamed(List<? extends TypeVariable> variables) {
    Names names = new Names(List.of());
    Classes.variables(model).forEach(each -> names.allocate(each.getSimpleName().toString()));
    Map<TypeVariableKey, String> renamed = new HashMap<>();
    for (TypeVariableKey each : TypeVariableKey.all(variables)) {
      renamed.put(each, names.allocate(each.name()));
    }
    return renamed;
  }

  private List<Param> params(
      ExecutableElement method, List<? extends TypeMirror> types, TypeNames names) {
    Names components = new Names(NO_COMPONENTS);
    Names withers = new Names(List.of());
    List<Param> params = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      VariableElement param = method.getParameters().get(i);
      TypeMirror type = types.get(i);
      String name = param.getSimpleName().toString();
      params.add(
          new Param(
              name,
              components.allocate(name),
              withers.allocate("with" + Names.capitalized(name)),
              names.name(type),
              TypeNames.isNullable(type.getAnnotationMirrors())
                  || TypeNames.isNullable(param.getAnnotationMirrors()),
              new TensorReader(env, fromPackage).read(type),
              shapeReader().read(param, type)));
    }
    return params;
  }

  private ShapeReader shapeReader() {
    return new ShapeReader(env, report, model, fromPackage);
  }

  private Result result(ExecutableElement method, ExecutableType signature, TypeNames names) {
    TypeMirror type = signature.getReturnType();
    Set<TypeVariableKey> own =
        new LinkedHashSet<>(TypeVariableKey.all(signature.getTypeVariables()));
    Set<TypeVariableKey> all = new LinkedHashSet<>(own);
    Classes.variables(model).forEach(each -> all.add(TypeVariableKey.of(each)));
    boolean nothing = type.getKind() == TypeKind.VOID;
    boolean nullable =
        nothing
            || TypeNames.isNullable(type.getAnnotationMirrors())
            || TypeNames.isNullable(method.getAnnotationMirrors());
    TypeName hooked = new Projection(names, own).name(type);
    TypeName constant = new Projection(names, all).name(type);
    TensorLayout tensors = new TensorReader(env, fromPackage).read(type);
    if (tensors.reached()
        && !(tensors instanceof TensorLayout.One)
        && !constant.equals(names.name(type))) {
      tensors = new TensorLayout.Opaque(Refusal.VARIABLES.of(TypeText.show(type)));
    }
    return new Result(
        names.name(type),
        hooked.box(),
        constant.box(),
        nullable,
        tensors,
        shapeReader().read(method, type),
        Annotations.text(method, ShapeRule.class, "value"));
  }

  private ArgsSpec args(
      String name,
      List<? extends TypeVariable> own,
      List<? extends TypeMirror> types,
      TypeNames names) {
    TypeScan mentioned = new TypeScan(env, fromPackage).addAll(types).withBounds();
    List<TypeVariableName> declared = new ArrayList<>();
    List<TypeName> exact = new ArrayList<>();
    List<TypeName> hooked = new ArrayList<>();
    List<TypeName> constant = new ArrayList<>();
    TypeName any = WildcardTypeName.subtypeOf(ClassName.OBJECT);
    List<TypeVariable> all = new ArrayList<>(TypeVariableKey.declared(Classes.variables(model)));
    all.addAll(own);
    for (TypeVariable variable : all) {
      if (mentioned.variables.containsKey(TypeVariableKey.of(variable))) {
        TypeName use = names.name(variable);
        declared.add(names.declaration(variable));
        exact.add(use);
        hooked.add(TypeVariableKey.of(variable).ofMethod() ? any : use);
        constant.add(any);
      }
    }
    Access access = mentioned.access();
    ClassName record = invoker.nestedClass(name);
    return new ArgsSpec(
        name,
        declared,
        parameterized(record, exact),
        parameterized(record, hooked),
        parameterized(record, constant),
        access);
  }

  private static TypeName parameterized(ClassName type, List<TypeName> args) {
    return args.isEmpty() ? type : ParameterizedTypeName.get(type, args.toArray(TypeName[]::new));
  }

  /** The names that generated code uses for an entry. */
  record EntryLabels(String constant, String args, String watchedMethod, String runMethod) {}
}
