package dev.forja.processor.write;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeVariableName;
import com.palantir.javapoet.WildcardTypeName;
import dev.forja.Entry;
import dev.forja.Hooks;
import dev.forja.processor.model.Access;
import dev.forja.processor.model.EntrySpec;
import dev.forja.processor.model.FunctionalInterfaceSpec;
import dev.forja.processor.model.InvokerSpec;
import dev.forja.processor.model.Param;
import dev.forja.processor.model.Result;
import dev.forja.processor.model.Shape;
import dev.forja.processor.model.TensorLayout;
import dev.forja.spi.ResultMapper;
import dev.forja.spi.ShapeRule;
import dev.forja.spi.TensorMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;

/** Writes the members of one entry, except its args record and its hooks. */
record EntryWriter(InvokerSpec spec, EntrySpec entry) {
  FieldSpec constant() {
    return FieldSpec.builder(Names.constant(spec, entry), entry.constant())
        .addJavadoc(
            "Identifies the entry {@code $N} for scopes, captures and traces.", entry.name())
        .addModifiers(access().with(Modifier.STATIC, Modifier.FINAL))
        .build();
  }

  Access access() {
    return entry.args().access().and(entry.access());
  }

  CodeBlock constantValue() {
    CodeBlock of = CodeBlock.of("of($T.class, $S, $L)", spec.name(), entry.name(), resultMapper());
    Optional<String> opaque = opaqueArgs();
    if (!entry.result().nullable() && opaque.isEmpty()) {
      return CodeBlock.of("$T.$L", Entry.class, of);
    }
    ParameterizedTypeName type = (ParameterizedTypeName) Names.constant(spec, entry);
    CodeBlock.Builder value = CodeBlock.builder();
    value.add(
        "$T.<$L>$L",
        Entry.class,
        CodeBlock.join(
            type.typeArguments().stream().map(arg -> CodeBlock.of("$T", arg)).toList(), ", "),
        of);
    if (entry.result().nullable()) {
      value.add(".nullable()");
    }
    opaque.ifPresent(reason -> value.add(".opaqueArgs($S)", reason));
    return value.build();
  }

  /**
   * Why tensors in the arguments cannot be reached: the reason of the first parameter whose type is
   * too general.
   */
  private Optional<String> opaqueArgs() {
    return entry.params().stream()
        .filter(param -> param.tensors() instanceof TensorLayout.Opaque)
        .map(param -> param.component() + ": " + ((TensorLayout.Opaque) param.tensors()).reason())
        .findFirst();
  }

  private CodeBlock resultMapper() {
    return switch (entry.result().tensors()) {
      case TensorLayout.None _ -> CodeBlock.of("$T.none()", ResultMapper.class);
      case TensorLayout.Opaque(String reason) ->
          CodeBlock.of("$T.opaque($S)", ResultMapper.class, reason);
      case TensorLayout.One _ -> CodeBlock.of("$T::map", TensorMapper.class);
      case TensorLayout tensors ->
          CodeBlock.of(
              "(mapper, result) -> $L",
              new MapperWriter("mapper")
                  .map(tensors, CodeBlock.of("result"), entry.result().nullable(), 0));
    };
  }

  FieldSpec hooksField() {
    boolean generic = !spec.typeVariables().isEmpty();
    CodeBlock constant =
        generic ? CodeBlock.of("$N()", typedConstant()) : CodeBlock.of("$N", entry.constant());
    CodeBlock hooks = // ecj infers type arguments with circular bounds in exponential time
        generic
            ? CodeBlock.of("$T", Names.hooks(spec, entry))
            : CodeBlock.of("$T<>", ClassName.get(Hooks.class));
    return FieldSpec.builder(
            Names.hooks(spec, entry), entry.hooks(), Modifier.PRIVATE, Modifier.FINAL)
        .initializer("new $L(this, $L)", hooks, constant)
        .build();
  }

  private String typedConstant() {
    return entry.name() + "Entry";
  }

  List<MethodSpec> methods() {
    List<MethodSpec> methods = new ArrayList<>();
    if (!spec.typeVariables().isEmpty()) {
      methods.add(typedConstantMethod());
    }
    methods.add(call());
    methods.add(watched());
    methods.add(run());
    entry
        .functionalInterface()
        .filter(functionalInterface -> !functionalInterface.method().equals(entry.name()))
        .ifPresent(functionalInterface -> methods.add(functionalInterface(functionalInterface)));
    return methods;
  }

  private MethodSpec typedConstantMethod() {
    return MethodSpec.methodBuilder(typedConstant())
        .addAnnotation(suppress("unchecked"))
        .addModifiers(Modifier.PRIVATE)
        .returns(Names.entry(spec, entry))
        .addStatement("return ($T) ($T) $N", Names.entry(spec, entry), anyEntry(), entry.constant())
        .build();
  }

  private static TypeName anyEntry() {
    TypeName any = WildcardTypeName.subtypeOf(ClassName.OBJECT);
    return ParameterizedTypeName.get(ClassName.get(Entry.class), any, any, any);
  }

  static AnnotationSpec suppress(String... keys) {
    CodeBlock value =
        CodeBlock.join(List.of(keys).stream().map(key -> CodeBlock.of("$S", key)).toList(), ", ");
    return AnnotationSpec.builder(ClassName.get(SuppressWarnings.class))
        .addMember("value", keys.length == 1 ? "$L" : "{$L}", value)
        .build();
  }

  private MethodSpec.Builder signature(String name) {
    MethodSpec.Builder method =
        MethodSpec.methodBuilder(name)
            .addTypeVariables(entry.typeVariables())
            .returns(entry.result().type())
            .addExceptions(entry.thrown());
    boolean marked = entry.shapeChecks() && name.equals(entry.name());
    entry.params().forEach(param -> method.addParameter(parameter(param, marked)));
    return method;
  }

  private static ParameterSpec parameter(Param param, boolean marked) {
    ParameterSpec.Builder parameter = ParameterSpec.builder(param.type(), param.name());
    param.shape().filter(_ -> marked).ifPresent(shape -> parameter.addAnnotation(shape(shape)));
    return parameter.build();
  }

  /** A call of a method of the invoker with the entry's type variables. */
  private String own(String method) {
    return entry.typeVariables().isEmpty() ? method : "this." + witness() + method;
  }

  /** Explicit type arguments, because ecj infers less than javac: {@code <T, U>}. */
  private String witness() {
    return entry.typeVariables().isEmpty()
        ? ""
        : entry.typeVariables().stream()
            .map(TypeVariableName::name)
            .collect(Collectors.joining(", ", "<", ">"));
  }

  private MethodSpec call() {
    String values = Names.list(entry, Param::name);
    boolean nothing = entry.result().isVoid();
    Optional<FunctionalInterfaceSpec> implemented =
        entry
            .functionalInterface()
            .filter(functionalInterface -> functionalInterface.method().equals(entry.name()));
    boolean override = implemented.isPresent();
    boolean varargs = implemented.map(FunctionalInterfaceSpec::varargs).orElse(entry.varargs());
    MethodSpec.Builder method =
        signature(entry.name())
            .addJavadoc(
                "Calls {@link $T#$N} with the hooks around it.", spec.model(), entry.method())
            .addModifiers(override ? new Modifier[] {Modifier.PUBLIC} : entry.access().with())
            .varargs(varargs);
    if (override) {
      method.addAnnotation(Override.class);
    }
    if (entry.shapeChecks()) {
      entry.result().rule().ifPresent(rule -> method.addAnnotation(rule(rule)));
      entry.result().shape().ifPresent(shape -> method.addAnnotation(shape(shape)));
    }
    if (varargs) {
      vararg(method, entry.params().getLast().type(), entry.safeVarargs());
      if (entry.safeVarargs()) {
        method.addModifiers(Modifier.FINAL);
      }
    }
    if (nothing) {
      return method
          .beginControlFlow("if (isQuiet())")
          .addStatement("$L($L)", own(entry.runMethod()), values)
          .nextControlFlow("else")
          .addStatement("$L($L)", own(entry.watchedMethod()), values)
          .endControlFlow()
          .build();
    }
    return method
        .beginControlFlow("if (isQuiet())")
        .addStatement("return $L($L)", own(entry.runMethod()), values)
        .endControlFlow()
        .addStatement("return $L($L)", own(entry.watchedMethod()), values)
        .build();
  }

  private static AnnotationSpec shape(Shape shape) {
    return AnnotationSpec.builder(dev.forja.Shape.class)
        .addMember("value", "$S", shape.text())
        .build();
  }

  static AnnotationSpec rule(String rule) {
    return AnnotationSpec.builder(ShapeRule.class).addMember("value", "$S", rule).build();
  }

  /** Declares a varargs parameter as in the user's method. */
  static void vararg(MethodSpec.Builder method, TypeName array, boolean safe) {
    if (safe) {
      method.addAnnotation(SafeVarargs.class).addAnnotation(suppress("varargs"));
    } else if (Names.isUnsafeVararg(array)) {
      method.addAnnotation(suppress("unchecked"));
    }
  }

  private MethodSpec watched() {
    Result result = entry.result();
    String values = Names.list(entry, Param::name);
    MethodSpec.Builder method = signature(entry.watchedMethod()).addModifiers(Modifier.PRIVATE);
    if (!entry.callable()) {
      return method.addStatement(InvokerWriter.BROKEN).build();
    }
    boolean castArgs = !entry.args().exact().equals(entry.args().hooked());
    boolean castResult = !result.isVoid() && !result.type().box().equals(result.hooked());
    if (castArgs || castResult) {
      method.addAnnotation(suppress("unchecked"));
    }
    method.beginControlFlow("if (!isWatchedHere())");
    if (result.isVoid()) {
      method.addStatement("$L($L)", own(entry.runMethod()), values).addStatement("return");
    } else {
      method.addStatement("return $L($L)", own(entry.runMethod()), values);
    }
    method.endControlFlow();
    CodeBlock body = body(castArgs);
    boolean hidden = !Names.free(entry, entry.hooks()).equals(entry.hooks());
    CodeBlock watch =
        CodeBlock.of(
            body.toString().indexOf('\n') < 0 ? "$L.watch($L, $L)" : "$L.watch(\n$L,\n$L)",
            hidden ? "this." + entry.hooks() : entry.hooks(),
            Names.newArgs(entry, values),
            body);
    if (result.isVoid()) {
      method.addStatement("$L", watch);
    } else if (castResult) {
      method.addStatement("return ($T) $L", result.type(), watch);
    } else {
      method.addStatement("return $L", watch);
    }
    return method.build();
  }

  private CodeBlock body(boolean castArgs) {
    String args = entry.params().isEmpty() ? "_" : Names.free(entry, "args");
    String typed = castArgs ? Names.free(entry, "typed") : args;
    CodeBlock run =
        CodeBlock.of(
            "$L($L)",
            own(entry.runMethod()),
            Names.list(entry, param -> typed + "." + param.component() + "()"));
    if (!castArgs && !entry.result().isVoid()) {
      return CodeBlock.of("$N -> $L", args, run);
    }
    CodeBlock.Builder code = CodeBlock.builder().add("$N -> {\n", args).indent();
    if (castArgs) {
      code.add("$T $N = ($T) $N;\n", entry.args().exact(), typed, entry.args().exact(), args);
    }
    if (entry.result().isVoid()) {
      code.add("$L;\nreturn null;\n", run);
    } else {
      code.add("return $L;\n", run);
    }
    return code.unindent().add("}").build();
  }

  private MethodSpec run() {
    MethodSpec.Builder method = signature(entry.runMethod()).addModifiers(Modifier.PRIVATE);
    if (!entry.callable()) {
      return method.addStatement(InvokerWriter.BROKEN).build();
    }
    List<String> values = new ArrayList<>(entry.params().stream().map(Param::name).toList());
    if (entry.context()) {
      values.add("this");
    }
    String model = Names.free(entry, "model").equals("model") ? "model" : "this.model";
    CodeBlock call =
        CodeBlock.of("$L.$L$N($L)", model, witness(), entry.method(), String.join(", ", values));
    String resultName = Names.free(entry, "result");
    ShapeWriter shapes = new ShapeWriter(entry, resultName, model);
    if (entry.hasShapes()) {
      method.addCode(shapes.params());
    }
    if (entry.result().isVoid()) {
      method.addStatement("$L", call);
    } else if (entry.shapeChecks() && entry.result().shape().isPresent()) {
      method
          .addStatement("$T $N = $L", entry.result().type(), resultName, call)
          .addCode(shapes.result())
          .addStatement("return $N", resultName);
    } else {
      method.addStatement("return $L", call);
    }
    return method.build();
  }

  private MethodSpec functionalInterface(FunctionalInterfaceSpec functionalInterface) {
    MethodSpec.Builder method =
        MethodSpec.methodBuilder(functionalInterface.method())
            .addAnnotation(Override.class)
            .addModifiers(Modifier.PUBLIC)
            .returns(functionalInterface.result())
            .varargs(functionalInterface.varargs())
            .addExceptions(entry.thrown());
    if (functionalInterface.varargs()) {
      vararg(method, functionalInterface.params().getLast(), false);
    }
    for (int i = 0; i < functionalInterface.params().size(); i++) {
      method.addParameter(functionalInterface.params().get(i), entry.params().get(i).name());
    }
    String format = functionalInterface.result().equals(TypeName.VOID) ? "$N($L)" : "return $N($L)";
    return method.addStatement(format, entry.name(), Names.list(entry, Param::name)).build();
  }
}
