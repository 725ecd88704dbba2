package dev.forja.processor.prove;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import org.jspecify.annotations.Nullable;

/** Determines the values of the final fields of a model from its constructors. */
final class ModelState {
  private final Evaluation machine;
  private final TypeElement model;
  private final TreePath path;

  ModelState(Evaluation machine, TypeElement model, TreePath path) {
    this.machine = machine;
    this.model = model;
    this.path = path;
  }

  /** The facts that hold for each object, whichever constructor created it. */
  Value.Struct read() {
    Scope scope = new Scope(Value.UNKNOWN);
    put(scope);
    Map<String, Value> fields = new LinkedHashMap<>();
    Set<String> hidden = new HashSet<>();
    for (TypeElement type = model; type != null; type = above(type)) {
      for (VariableElement field : ElementFilter.fieldsIn(type.getEnclosedElements())) {
        String name = field.getSimpleName().toString();
        if (fields.containsKey(name) || !hidden.add(name)) {
          fields.put(name, Value.UNKNOWN); // two fields, of which the name tells only one
        } else if (isKept(field)) {
          Value value = scope.get(field);
          boolean known =
              value instanceof Value.Int(Size size)
                  ? size.isKnown()
                  : value != null && !(value instanceof Value.Unknown);
          fields.put(name, known ? value : machine.given(name, field.asType()));
        }
      }
    }
    return new Value.Struct(fields, "", model);
  }

  /** Sets the final fields of the class and its superclasses, as any constructor may leave them. */
  private void put(Scope scope) {
    Scope joined = null;
    Sink before = machine.divert(new Sink(true));
    try {
      for (Tree member : ((ClassTree) path.getLeaf()).getMembers()) {
        if (member instanceof MethodTree method && isFirst(method)) {
          Scope one = new Scope(Value.UNKNOWN);
          // An early return would give other values, which are not followed.
          if (!Jumps.returns(method.getBody())) {
            construct(method, null, one);
          }
          if (joined == null) {
            joined = one;
          } else {
            joined.join(one);
          }
        }
      }
    } finally {
      machine.divert(before);
    }
    if (joined != null) {
      scope.takeFields(joined);
    }
  }

  /** Whether a method is a constructor that calls no other one of its class. */
  private static boolean isFirst(MethodTree method) {
    return method.getName().contentEquals("<init>")
        && method.getBody() != null
        && !calls(method.getBody(), "this");
  }

  private static @Nullable TypeElement above(TypeElement type) {
    return type.getSuperclass() instanceof DeclaredType declared
            && declared.asElement() instanceof TypeElement element
        ? element
        : null;
  }

  /** Whether a field never changes its value. */
  private static boolean isKept(VariableElement field) {
    return field.getModifiers().contains(Modifier.FINAL)
        && !field.getModifiers().contains(Modifier.STATIC);
  }

  /**
   * Runs a constructor, and sets the final fields to their values behind it.
   *
   * @param arguments null if they are not known
   */
  private void construct(MethodTree constructor, @Nullable List<Value> arguments, Scope fields) {
    TreePath code = new TreePath(path, constructor);
    Scope scope = new Scope(Value.UNKNOWN);
    List<? extends VariableTree> params = constructor.getParameters();
    for (int place = 0; place < params.size(); place++) {
      Element element = machine.element(new TreePath(code, params.get(place)));
      if (element != null) {
        scope.set(
            element,
            arguments != null && place < arguments.size()
                ? arguments.get(place)
                : given(params.get(place).getName().toString(), element.asType()));
      }
    }
    BlockTree body = constructor.getBody();
    TreePath block = new TreePath(code, body);
    if (!calls(body, "super")) {
      inherit(null, scope);
      initialise(scope);
    }
    for (StatementTree statement : body.getStatements()) {
      if (isCall(statement, "super")) {
        ExpressionTree call = ((ExpressionStatementTree) statement).getExpression();
        inherit(new TreePath(new TreePath(block, statement), call), scope);
        initialise(scope);
      } else if (!machine.statements.run(new TreePath(block, statement), scope, new Frame())) {
        break;
      }
    }
    components(scope);
    for (TypeElement type = model; type != null; type = above(type)) {
      for (VariableElement field : ElementFilter.fieldsIn(type.getEnclosedElements())) {
        Value value = scope.get(field);
        Value kept = isKept(field) && value != null ? kept(field, value) : null;
        if (kept != null) {
          fields.set(field, kept);
        }
      }
    }
  }

  private Value given(String name, TypeMirror type) {
    return machine.given(name, type) instanceof Value.Tensor tensor
        ? tensor.with(true)
        : machine.given(name, type);
  }

  /**
   * Sets the fields of the superclass.
   *
   * @param call the call of its constructor; null if that is not written
   */
  private void inherit(@Nullable TreePath call, Scope scope) {
    TypeElement superclass = above(model);
    if (superclass == null) {
      return;
    }
    List<Value> arguments = new ArrayList<>();
    if (call != null) {
      ((MethodInvocationTree) call.getLeaf())
          .getArguments()
          .forEach(
              each -> arguments.add(machine.expressions.value(new TreePath(call, each), scope)));
    }
    TreePath code = machine.classes.code(superclass);
    if (code == null) {
      Map<String, Value> known = machine.classes.kept(superclass);
      for (VariableElement field : ElementFilter.fieldsIn(superclass.getEnclosedElements())) {
        Value value = known.get(field.getSimpleName().toString());
        if (isKept(field) && value != null) {
          scope.set(field, value);
        }
      }
      return;
    }
    ModelState above = new ModelState(machine, superclass, code);
    MethodTree called =
        call != null
                && machine.element(call) instanceof ExecutableElement element
                && !element.isVarArgs()
            ? machine.trees.getTree(element)
            : null;
    MethodTree constructor =
        called != null && isFirst(called) && !Jumps.returns(called.getBody()) ? called : null;
    if (constructor == null) {
      above.put(scope);
    } else {
      Scope fields = new Scope(Value.UNKNOWN);
      above.construct(constructor, arguments, fields);
      scope.takeFields(fields);
    }
  }

  /**
   * What remains true of the value of a final field: of an array that code may change its length,
   * and of a list that may be changed nothing.
   */
  private @Nullable Value kept(VariableElement field, Value value) {
    if (Value.isFixed(value)) {
      return value;
    }
    if (value instanceof Value.Items(List<Value> items, _)
        && field.asType() instanceof ArrayType
        && machine.classes.keepsElements(field)) {
      return new Value.Items(items);
    }
    Long count = Operands.sizeOf(Expressions.length(value)).constant();
    return field.asType() instanceof ArrayType array && count != null
        ? new Value.Items(
            Collections.nCopies((int) (long) count, machine.unknown(array.getComponentType())))
        : null;
  }

  /** Runs the field initialisers and initialiser blocks in order. */
  private void initialise(Scope scope) {
    for (Tree member : ((ClassTree) path.getLeaf()).getMembers()) {
      if (member instanceof BlockTree block && !block.isStatic()) {
        machine.statements.run(new TreePath(path, block), scope, new Frame());
      } else if (member instanceof VariableTree variable
          && variable.getInitializer() != null
          && !variable.getModifiers().getFlags().contains(Modifier.STATIC)) {
        machine.statements.run(new TreePath(path, variable), scope, new Frame());
      }
    }
  }

  /** Adds the components of a record, which are not assigned in code. */
  private void components(Scope scope) {
    if (model.getKind() == ElementKind.RECORD) {
      for (RecordComponentElement component : model.getRecordComponents()) {
        for (VariableElement field : ElementFilter.fieldsIn(model.getEnclosedElements())) {
          if (field.getSimpleName().equals(component.getSimpleName()) && scope.get(field) == null) {
            scope.set(field, machine.given(field.getSimpleName().toString(), field.asType()));
          }
        }
      }
    }
  }

  private static boolean calls(BlockTree body, String constructor) {
    List<? extends StatementTree> statements = body.getStatements();
    return statements.stream().anyMatch(statement -> isCall(statement, constructor));
  }

  private static boolean isCall(@Nullable StatementTree statement, String constructor) {
    return statement instanceof ExpressionStatementTree expression
        && expression.getExpression() instanceof MethodInvocationTree call
        && call.getMethodSelect() instanceof IdentifierTree name
        && name.getName().contentEquals(constructor);
  }
}
