package dev.forja.processor.read;

import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreeScanner;
import dev.forja.spi.Puts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import org.jspecify.annotations.Nullable;

/**
 * Reads the values that a constructor assigns to the fields that sizes are computed from: final
 * {@code int} or record fields. The values come from {@link Puts} or, if the compiler gives access
 * to it, from the code: assignments of parameters, their components, numbers, and sums and products
 * of them.
 */
final class PutsReader {
  private final Env env;
  private final TypeElement model;

  PutsReader(Env env, TypeElement model) {
    this.env = env;
    this.model = model;
  }

  /** The fields and their values, as in {@code inFeatures = $0}; empty if they are not certain. */
  List<String> read(ExecutableElement constructor) {
    List<String> stated = Annotations.texts(constructor, Puts.class, "value");
    TreePath code = env.sourceMembers().of(model);
    if (!stated.isEmpty() || code == null || !(code.getLeaf() instanceof ClassTree body)) {
      return stated;
    }
    MethodTree method = env.sourceMembers().of(constructor);
    if (method == null || method.getBody() == null) {
      return List.of();
    }
    Map<String, String> params = new HashMap<>();
    for (int place = 0; place < method.getParameters().size(); place++) {
      params.put(method.getParameters().get(place).getName().toString(), "$" + place);
    }
    Map<String, String> puts = new LinkedHashMap<>();
    new Code(constructor, method, params).run(body, puts, 0);
    List<String> texts = new ArrayList<>();
    puts.forEach((field, value) -> texts.add(field + " = " + value));
    return texts;
  }

  /**
   * The code of one constructor, with its parameters expressed by those of the first constructor.
   */
  private final class Code {
    private final MethodTree method;
    private final Map<String, String> known = new HashMap<>();
    private final Map<String, TypeMirror> types = new HashMap<>();
    private final Set<String> changed;

    Code(ExecutableElement constructor, MethodTree method, Map<String, String> params) {
      this.method = method;
      this.changed = assigned(method);
      for (VariableElement param : constructor.getParameters()) {
        String name = param.getSimpleName().toString();
        types.put(name, param.asType());
        String value = params.get(name);
        if (value != null && !changed.contains(name)) {
          known.put(name, value);
        }
      }
    }

    void run(ClassTree body, Map<String, String> puts, int depth) {
      List<? extends StatementTree> statements = method.getBody().getStatements();
      boolean delegates = statements.stream().anyMatch(each -> call(each, "this") != null);
      if (!delegates) {
        initialisers(body, puts);
      }
      for (StatementTree statement : statements) {
        MethodInvocationTree other = call(statement, "this");
        if (other != null && depth < 8) {
          delegate(body, other, puts, depth);
        } else if (statement instanceof VariableTree variable) {
          local(variable);
        } else if (statement instanceof ExpressionStatementTree expression
            && expression.getExpression() instanceof AssignmentTree assignment) {
          put(assignment, puts);
        }
      }
    }

    private void initialisers(ClassTree body, Map<String, String> puts) {
      for (Tree member : body.getMembers()) {
        if (member instanceof VariableTree variable
            && variable.getInitializer() instanceof LiteralTree literal
            && literal.getValue() instanceof Integer number
            && isKept(variable.getName().toString())) {
          puts.put(variable.getName().toString(), number.toString());
        }
      }
    }

    private void delegate(
        ClassTree body, MethodInvocationTree call, Map<String, String> puts, int depth) {
      List<ExecutableElement> fitting =
          env.sourceMembers().constructors(model).stream()
              .filter(each -> each.getParameters().size() == call.getArguments().size())
              .filter(each -> !each.isVarArgs())
              .toList();
      MethodTree code = fitting.size() == 1 ? env.sourceMembers().of(fitting.getFirst()) : null;
      if (code == null || code.getBody() == null) {
        return;
      }
      Map<String, String> params = new HashMap<>();
      for (int place = 0; place < call.getArguments().size(); place++) {
        String value = text(call.getArguments().get(place));
        if (value != null) {
          params.put(code.getParameters().get(place).getName().toString(), value);
        }
      }
      new Code(fitting.getFirst(), code, params).run(body, puts, depth + 1);
    }

    private void local(VariableTree variable) {
      String name = variable.getName().toString();
      known.remove(name);
      types.remove(name);
      ExpressionTree initializer = variable.getInitializer();
      String value =
          initializer == null || changed.contains(name) || !isWhole(variable)
              ? null
              : text(initializer);
      if (value != null) {
        known.put(name, value);
        types.put(name, env.types().getPrimitiveType(TypeKind.INT));
      }
    }

    private boolean isWhole(VariableTree variable) {
      Tree type = variable.getType();
      return type != null && type.toString().equals("int");
    }

    private void put(AssignmentTree assignment, Map<String, String> puts) {
      String field =
          switch (assignment.getVariable()) {
            case MemberSelectTree select when select.getExpression().toString().equals("this") ->
                select.getIdentifier().toString();
            case IdentifierTree identifier
                when !types.containsKey(identifier.getName().toString()) ->
                identifier.getName().toString();
            default -> "";
          };
      String value = isKept(field) ? text(assignment.getExpression()) : null;
      if (value != null) {
        puts.put(field, value);
        if (!types.containsKey(field) && isWholeField(field)) {
          known.put(field, value);
          types.put(field, env.types().getPrimitiveType(TypeKind.INT));
        }
      }
    }

    /** An expression in the language of rules; null if it is not understood. */
    private @Nullable String text(ExpressionTree tree) {
      return switch (tree) {
        case ParenthesizedTree inner -> text(inner.getExpression());
        case LiteralTree literal ->
            literal.getValue() instanceof Integer || literal.getValue() instanceof Boolean
                ? literal.getValue().toString()
                : null;
        case UnaryTree minus
            when minus.getKind() == Tree.Kind.UNARY_MINUS
                && minus.getExpression() instanceof LiteralTree literal
                && literal.getValue() instanceof Integer ->
            "-" + literal.getValue();
        case IdentifierTree identifier -> known.get(identifier.getName().toString());
        case BinaryTree binary -> arithmetic(binary);
        case MethodInvocationTree call -> component(call);
        default -> null;
      };
    }

    private @Nullable String arithmetic(BinaryTree tree) {
      String operator =
          switch (tree.getKind()) {
            case PLUS -> "+";
            case MINUS -> "-";
            case MULTIPLY -> "*";
            case DIVIDE -> "/";
            default -> "";
          };
      String left = text(tree.getLeftOperand());
      String right = text(tree.getRightOperand());
      return operator.isEmpty()
              || left == null
              || right == null
              || !isWhole(tree.getLeftOperand())
              || !isWhole(tree.getRightOperand())
          ? null
          : "(" + left + " " + operator + " " + right + ")";
    }

    private boolean isWhole(ExpressionTree tree) {
      return switch (tree) {
        case UnaryTree minus -> isWhole(minus.getExpression());
        case ParenthesizedTree inner -> isWhole(inner.getExpression());
        case LiteralTree literal -> literal.getValue() instanceof Integer;
        case IdentifierTree identifier -> {
          TypeMirror type = types.get(identifier.getName().toString());
          yield type != null && type.getKind() == TypeKind.INT;
        }
        case BinaryTree binary ->
            isWhole(binary.getLeftOperand()) && isWhole(binary.getRightOperand());
        case MethodInvocationTree call -> {
          TypeMirror type = componentType(call);
          yield type != null && type.getKind() == TypeKind.INT;
        }
        default -> false;
      };
    }

    private @Nullable String component(MethodInvocationTree call) {
      String of =
          componentType(call) != null && call.getMethodSelect() instanceof MemberSelectTree select
              ? text(select.getExpression())
              : null;
      return of == null
          ? null
          : of + "." + ((MemberSelectTree) call.getMethodSelect()).getIdentifier();
    }

    /** The type of a record component, given a call of its accessor on a parameter. */
    private @Nullable TypeMirror componentType(MethodInvocationTree call) {
      if (!(call.getMethodSelect() instanceof MemberSelectTree select)
          || !call.getArguments().isEmpty()) {
        return null;
      }
      TypeMirror of =
          switch (select.getExpression()) {
            case IdentifierTree identifier -> types.get(identifier.getName().toString());
            case MethodInvocationTree inner -> componentType(inner);
            default -> null;
          };
      TypeElement record = of == null ? null : env.element(of);
      return record == null || !Env.isRecord(record)
          ? null
          : record.getRecordComponents().stream()
              .filter(each -> each.getSimpleName().equals(select.getIdentifier()))
              .map(RecordComponentElement::asType)
              .findFirst()
              .orElse(null);
    }
  }

  private static @Nullable MethodInvocationTree call(StatementTree statement, String name) {
    return statement instanceof ExpressionStatementTree expression
            && expression.getExpression() instanceof MethodInvocationTree call
            && call.getMethodSelect() instanceof IdentifierTree method
            && method.getName().contentEquals(name)
        ? call
        : null;
  }

  /** Whether sizes may be computed from the field, and it has a single value. */
  private boolean isKept(String name) {
    for (VariableElement field : ElementFilter.fieldsIn(model.getEnclosedElements())) {
      if (field.getSimpleName().contentEquals(name)
          && field.getModifiers().contains(Modifier.FINAL)
          && !field.getModifiers().contains(Modifier.STATIC)) {
        TypeElement type = env.element(field.asType());
        return field.asType().getKind() == TypeKind.INT || (type != null && Env.isRecord(type));
      }
    }
    return false;
  }

  private boolean isWholeField(String field) {
    return ElementFilter.fieldsIn(model.getEnclosedElements()).stream()
        .anyMatch(
            each ->
                each.getSimpleName().contentEquals(field)
                    && each.asType().getKind() == TypeKind.INT);
  }

  /** The simple names that are assigned anywhere in a constructor. */
  private static Set<String> assigned(MethodTree method) {
    Set<String> names = new HashSet<>();
    new TreeScanner<@Nullable Void, @Nullable Void>() {
      @Override
      public @Nullable Void visitAssignment(AssignmentTree tree, @Nullable Void nothing) {
        names.add(tree.getVariable().toString());
        return super.visitAssignment(tree, null);
      }

      @Override
      public @Nullable Void visitCompoundAssignment(
          CompoundAssignmentTree tree, @Nullable Void nothing) {
        names.add(tree.getVariable().toString());
        return super.visitCompoundAssignment(tree, null);
      }

      @Override
      public @Nullable Void visitUnary(UnaryTree tree, @Nullable Void nothing) {
        names.add(tree.getExpression().toString());
        return super.visitUnary(tree, null);
      }
    }.scan(method.getBody(), null);
    return names;
  }
}
