package dev.forja.processor.prove;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
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
    Value joined = null;
    Sink before = machine.divert(new Sink(true));
    try {
      for (Tree member : ((ClassTree) path.getLeaf()).getMembers()) {
        if (member instanceof MethodTree method
            && method.getName().contentEquals("<init>")
            && method.getBody() != null
            && !calls(method.getBody(), "this")) {
          // An early return would give other values, which are not followed.
          Value one = Jumps.returns(method.getBody()) ? Value.UNKNOWN : fields(method);
          joined = joined == null ? one : Value.join(joined, one);
        }
      }
    } finally {
      machine.divert(before);
    }
    Map<String, Value> fields = new LinkedHashMap<>();
    for (VariableElement field : ElementFilter.fieldsIn(model.getEnclosedElements())) {
      String name = field.getSimpleName().toString();
      if (isKept(field)) {
        Value value = joined instanceof Value.Struct struct ? struct.field(name) : Value.UNKNOWN;
        boolean known =
            value instanceof Value.Int(Size size)
                ? size.isKnown()
                : !(value instanceof Value.Unknown);
        fields.put(name, known ? value : machine.given(name, field.asType()));
      }
    }
    return new Value.Struct(fields, "", model);
  }

  /** Whether a field never changes its value. */
  private static boolean isKept(VariableElement field) {
    return field.getModifiers().contains(Modifier.FINAL)
        && !field.getModifiers().contains(Modifier.STATIC);
  }

  private Value fields(MethodTree constructor) {
    TreePath code = new TreePath(path, constructor);
    Scope scope = new Scope(Value.UNKNOWN);
    for (VariableTree param : constructor.getParameters()) {
      Element element = machine.element(new TreePath(code, param));
      if (element != null) {
        Value given = machine.given(param.getName().toString(), element.asType());
        boolean nullable = given instanceof Value.Tensor;
        scope.set(element, nullable ? ((Value.Tensor) given).with(true) : given);
      }
    }
    BlockTree body = constructor.getBody();
    TreePath block = new TreePath(code, body);
    boolean begun = !calls(body, "super");
    if (begun) {
      initialise(scope);
    }
    for (StatementTree statement : body.getStatements()) {
      if (isCall(statement, "super")) {
        initialise(scope);
      } else if (!machine.statements.run(new TreePath(block, statement), scope, new Frame())) {
        break;
      }
    }
    components(scope);
    Map<String, Value> fields = new LinkedHashMap<>();
    for (VariableElement field : ElementFilter.fieldsIn(model.getEnclosedElements())) {
      Value value = scope.get(field);
      Value kept = isKept(field) && value != null ? kept(field, value) : null;
      if (kept != null) {
        fields.put(field.getSimpleName().toString(), kept);
      }
    }
    return new Value.Struct(fields, "", model);
  }

  /**
   * What remains true of the value of a final field: of an array its length, and of a list that may
   * be changed nothing.
   */
  private @Nullable Value kept(VariableElement field, Value value) {
    if (Value.isFixed(value)) {
      return value;
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
