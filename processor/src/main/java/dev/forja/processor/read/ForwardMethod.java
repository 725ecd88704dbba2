package dev.forja.processor.read;

import dev.forja.Forward;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;

/**
 * A method that is an entry of a model.
 *
 * @param mark the method that carries {@code @Forward}
 * @param method the method that runs: the same method, or one that overrides it
 */
record ForwardMethod(ExecutableElement mark, ExecutableElement method) {
  /** The entries of the class and of its superclasses, inherited first, each once. */
  static List<ForwardMethod> of(Env env, TypeElement model) {
    List<ForwardMethod> all = new ArrayList<>();
    for (TypeElement owner : env.superclasses(model).reversed()) {
      for (ExecutableElement method : env.sourceMembers().methods(owner)) {
        boolean marked = Annotations.has(method, Forward.class);
        boolean overrides = false;
        for (int i = 0; i < all.size(); i++) {
          if (env.elements().overrides(method, all.get(i).method(), model)) {
            all.set(i, new ForwardMethod(marked ? method : all.get(i).mark(), method));
            overrides = true;
          }
        }
        if (marked && !overrides) {
          all.add(new ForwardMethod(method, method));
        }
      }
    }
    return all;
  }

  TypeElement owner() {
    return Env.owner(method);
  }

  /** The method's type, with the type arguments that the model passes to the declaring class. */
  ExecutableType type(Env env, TypeElement model) {
    return (ExecutableType)
        (owner().equals(model)
            ? method.asType()
            : env.asMemberOf((DeclaredType) model.asType(), method));
  }

  String name() {
    return method.getSimpleName().toString();
  }
}
