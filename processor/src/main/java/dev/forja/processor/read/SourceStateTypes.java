package dev.forja.processor.read;

import com.sun.source.tree.AnnotatedTypeTree;
import com.sun.source.tree.ArrayTypeTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParameterizedTypeTree;
import com.sun.source.tree.PrimitiveTypeTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import javax.lang.model.element.TypeElement;
import org.jspecify.annotations.Nullable;

/** Determines by name which types in the code of a model hold state. */
record SourceStateTypes(Env env, TypeElement model, CompilationUnitTree file) {
  /**
   * Describes a variable that certainly holds state, as in {@code layer (Linear)}; null if it does
   * not.
   */
  @Nullable String stateOf(VariableTree variable) {
    Tree type = variable.getType();
    ExpressionTree value = variable.getInitializer();
    boolean inferred = type == null || type.toString().equals("var");
    String state = inferred ? (value == null ? null : madeBy(value)) : state(type);
    return state == null ? null : variable.getName() + " (" + state + ")";
  }

  /**
   * The type of the state that an expression creates: {@code Linear} of {@code Linear.of(2, 3)}.
   */
  @Nullable String madeBy(Tree expression) {
    if (expression instanceof NewClassTree made) {
      return state(made.getIdentifier());
    }
    return expression instanceof MethodInvocationTree call
            && call.getMethodSelect() instanceof MemberSelectTree select
            && (select.getIdentifier().contentEquals("of")
                || select.getIdentifier().contentEquals("wrap"))
        ? state(select.getExpression())
        : null;
  }

  /**
   * The class that an expression creates, if it holds state and is not an invoker; otherwise null.
   */
  @Nullable TypeElement hiding(Tree type) {
    Tree raw = type instanceof ParameterizedTypeTree generic ? generic.getType() : type;
    TypeElement element = find(raw.toString());
    return element != null && !env.isInvoker(element) && new StateTypes(env).fieldsHold(element)
        ? element
        : null;
  }

  private @Nullable String state(@Nullable Tree type) {
    return switch (type) {
      case ArrayTypeTree array -> state(array.getType());
      case AnnotatedTypeTree annotated -> state(annotated.getUnderlyingType());
      case ParameterizedTypeTree generic -> {
        String own = state(generic.getType());
        for (Tree argument : generic.getTypeArguments()) {
          own = own == null ? state(argument) : own;
        }
        yield own;
      }
      case PrimitiveTypeTree _ -> null;
      case null -> null;
      default -> isState(type.toString()) ? type.toString() : null;
    };
  }

  private boolean isState(String name) {
    TypeElement type = find(name);
    return type == null
        ? env.pendingInvokers().simpleNames().contains(name.substring(name.lastIndexOf('.') + 1))
        : env.isInvoker(type) || new StateTypes(env).isParameter(type) || env.isModel(type);
  }

  private @Nullable TypeElement find(String name) {
    return new SourceNames(env, model, file).find(name);
  }
}
