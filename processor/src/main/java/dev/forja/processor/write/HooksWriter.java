package dev.forja.processor.write;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.WildcardTypeName;
import dev.forja.FinallyHook;
import dev.forja.ForwardHook;
import dev.forja.ForwardObserver;
import dev.forja.ForwardPreHook;
import dev.forja.ForwardPreObserver;
import dev.forja.HookHandle;
import dev.forja.processor.model.Access;
import dev.forja.processor.model.EntrySpec;
import dev.forja.processor.model.InvokerSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the methods that register hooks of an entry: the hooks accessor, and direct methods for
 * {@code call}.
 */
record HooksWriter(InvokerSpec spec, EntrySpec entry, Access access) {
  List<MethodSpec> write() {
    TypeName self = WildcardTypeName.supertypeOf(spec.type());
    TypeName args = entry.args().hooked();
    TypeName anyArgs = WildcardTypeName.supertypeOf(args);
    TypeName result = entry.result().hooked();
    List<MethodSpec> methods = new ArrayList<>();
    if (entry.isCall()) {
      methods.add(
          register(
              "registerForwardPreHook",
              "Adds a hook that runs before {@link #call} and returns the arguments to use.",
              hook(ForwardPreHook.class, self, args)));
      methods.add(
          register(
              "registerForwardHook",
              "Adds a hook that runs after {@link #call} and returns the result to use.",
              hook(ForwardHook.class, self, anyArgs, result)));
      methods.add(
          register(
              "observeForwardPre",
              "Adds a hook that observes the arguments of {@link #call}.",
              hook(ForwardPreObserver.class, self, anyArgs)));
      methods.add(
          register(
              "observeForward",
              "Adds a hook that observes the result of {@link #call}.",
              hook(ForwardObserver.class, self, anyArgs, WildcardTypeName.supertypeOf(result))));
      methods.add(
          register(
              "registerFinallyHook",
              "Adds a hook that runs when a {@link #call} ends, normally or with an exception.",
              hook(FinallyHook.class, self, anyArgs, result)));
    }
    methods.add(
        MethodSpec.methodBuilder(entry.hooks())
            .addJavadoc("The hooks of {@link #$N}.", entry.name())
            .addModifiers(access.with())
            .returns(Names.hooks(spec, entry))
            .addStatement("return $N", entry.hooks())
            .build());
    return methods;
  }

  private static TypeName hook(Class<?> type, TypeName... args) {
    return ParameterizedTypeName.get(ClassName.get(type), args);
  }

  private MethodSpec register(String name, String doc, TypeName hook) {
    return MethodSpec.methodBuilder(name)
        .addJavadoc(doc)
        .addModifiers(access.with())
        .addParameter(hook, "hook")
        .returns(HookHandle.class)
        .addStatement("return $N.$N(hook)", entry.hooks(), name)
        .build();
  }
}
