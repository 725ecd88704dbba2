package dev.forja.processor.prove;

import com.sun.source.tree.ArrayAccessTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.InstanceOfTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewArrayTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TypeCastTree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/** Evaluates expressions over partially known values. */
final class Expressions {
  private final Evaluation machine;
  private final Conditions conditions;

  Expressions(Evaluation machine) {
    this.machine = machine;
    this.conditions = new Conditions(machine);
  }

  Value value(TreePath path, Scope scope) {
    machine.step();
    return switch (path.getLeaf()) {
      case ParenthesizedTree tree -> value(new TreePath(path, tree.getExpression()), scope);
      case LiteralTree tree -> literal(tree.getValue());
      case IdentifierTree tree -> named(path, tree.getName().contentEquals("this"), scope);
      case MemberSelectTree tree -> selected(path, tree, scope);
      case MethodInvocationTree tree -> seen(path, machine.calls.method(path, tree, scope));
      case NewClassTree tree -> seen(path, machine.calls.constructor(path, tree, scope));
      case NewArrayTree tree -> array(path, tree, scope);
      case ConditionalExpressionTree tree -> conditional(path, tree, scope);
      case BinaryTree tree -> binary(path, tree, scope);
      case UnaryTree tree -> unary(path, tree, scope);
      case AssignmentTree tree -> {
        TreePath target = new TreePath(path, tree.getVariable());
        Value value = value(new TreePath(path, tree.getExpression()), scope);
        assign(target, value, scope);
        yield value;
      }
      case CompoundAssignmentTree tree -> {
        TreePath target = new TreePath(path, tree.getVariable());
        Value left = value(target, scope);
        Value right = value(new TreePath(path, tree.getExpression()), scope);
        Value value = arithmetic(path, tree.getKind(), left, right);
        assign(target, value, scope);
        yield value;
      }
      case TypeCastTree tree -> cast(path, value(new TreePath(path, tree.getExpression()), scope));
      case ArrayAccessTree tree -> element(path, tree, scope);
      case LambdaExpressionTree tree -> code(path, tree, scope);
      case MemberReferenceTree tree -> code(path, tree, scope);
      case InstanceOfTree tree -> instance(path, tree, scope);
      case SwitchExpressionTree tree -> {
        Frame frame = new Frame();
        machine.statements.switches.run(path, tree.getExpression(), tree.getCases(), scope, frame);
        yield frame.result();
      }
      default -> Value.UNKNOWN;
    };
  }

  private static Value code(TreePath path, Tree tree, Scope scope) {
    scope.forgetChangedBy(tree);
    return new Value.Code(path, scope);
  }

  private Value seen(TreePath path, Value value) {
    machine.see(path.getLeaf(), value);
    return value;
  }

  /** Assumes that a condition is true, or false. */
  void assume(TreePath condition, boolean truth, Scope scope) {
    conditions.assume(condition, truth, scope);
  }

  private static Value literal(@Nullable Object value) {
    return switch (value) {
      case null -> Value.NULL;
      case Integer number -> new Value.Int(Size.of(number));
      case Long number when number.intValue() == number -> new Value.Int(Size.of(number));
      case Boolean truth -> new Value.Bool(truth);
      case String text -> new Value.Text(text);
      default -> Value.UNKNOWN;
    };
  }

  private Value named(TreePath path, boolean self, Scope scope) {
    if (self) {
      return scope.self();
    }
    Element element = machine.element(path);
    if (!(element instanceof VariableElement variable)) {
      return Value.UNKNOWN;
    }
    Value local = scope.get(variable);
    if (local != null) {
      return local;
    }
    if (isField(variable)) {
      return variable.getModifiers().contains(Modifier.STATIC)
          ? constant(variable)
          : machine.component(scope.self(), variable.getSimpleName().toString());
    }
    return variable.getKind() == ElementKind.ENUM_CONSTANT
        ? new Value.Constant(variable.getSimpleName().toString())
        : machine.unknown(variable.asType());
  }

  private static boolean isField(VariableElement variable) {
    return variable.getKind() == ElementKind.FIELD;
  }

  /**
   * The value of a static field: a constant, or a final field that is initialised in the current
   * class.
   */
  private Value constant(VariableElement field) {
    if (field.getConstantValue() != null) {
      return literal(field.getConstantValue());
    }
    TreePath declaration =
        field.getModifiers().contains(Modifier.FINAL) ? machine.trees.getPath(field) : null;
    if (declaration == null
        || !machine.isHere(declaration)
        || !(declaration.getLeaf() instanceof VariableTree variable)
        || variable.getInitializer() == null
        || !machine.enter()) {
      return machine.unknown(field.asType());
    }
    Sink before = machine.divert(new Sink(true));
    try {
      Value value =
          value(new TreePath(declaration, variable.getInitializer()), new Scope(Value.UNKNOWN));
      return Value.isFixed(value) ? value : machine.unknown(field.asType());
    } finally {
      machine.divert(before);
      machine.leave();
    }
  }

  private Value selected(TreePath path, MemberSelectTree tree, Scope scope) {
    TreePath of = new TreePath(path, tree.getExpression());
    if (machine.element(path) instanceof VariableElement variable) {
      if (variable.getKind() == ElementKind.ENUM_CONSTANT) {
        return new Value.Constant(variable.getSimpleName().toString());
      }
      if (variable.getModifiers().contains(Modifier.STATIC)) {
        return constant(variable);
      }
      if (isField(variable)) {
        if (of.getLeaf() instanceof IdentifierTree self && self.getName().contentEquals("this")) {
          return named(path, false, scope);
        }
        Value object = value(of, scope);
        if (tree.getIdentifier().contentEquals("length")) {
          return length(object);
        }
        return variable.getModifiers().contains(Modifier.FINAL)
            ? machine.component(object, variable.getSimpleName().toString())
            : machine.unknown(variable.asType());
      }
    }
    return tree.getIdentifier().contentEquals("length") ? length(value(of, scope)) : Value.UNKNOWN;
  }

  static Value length(Value array) {
    return switch (array) {
      case Value.Ints(List<Size> sizes) -> new Value.Int(Size.of(sizes.size()));
      case Value.Items(List<Value> items, _) -> new Value.Int(Size.of(items.size()));
      default -> Value.UNKNOWN;
    };
  }

  private Value array(TreePath path, NewArrayTree tree, Scope scope) {
    List<? extends ExpressionTree> initializers = tree.getInitializers();
    List<Value> values = new ArrayList<>();
    for (ExpressionTree each : initializers == null ? tree.getDimensions() : initializers) {
      values.add(value(new TreePath(path, each), scope));
    }
    if (initializers == null) {
      return Value.UNKNOWN;
    }
    boolean ints = !values.isEmpty() && values.stream().allMatch(Value.Int.class::isInstance);
    TypeMirror type = machine.trees.getTypeMirror(path);
    boolean empty =
        values.isEmpty()
            && type instanceof ArrayType array
            && array.getComponentType().getKind() == TypeKind.INT;
    return ints || empty
        ? new Value.Ints(values.stream().map(Operands::sizeOf).toList())
        : new Value.Items(values, false);
  }

  private Value element(TreePath path, ArrayAccessTree tree, Scope scope) {
    TreePath of = new TreePath(path, tree.getExpression());
    TreePath place = new TreePath(path, tree.getIndex());
    Value array = value(of, scope);
    Size index = Operands.sizeOf(value(place, scope));
    checkIndex(array, index, of, place);
    Value element = at(array, index);
    return element != null ? element : machine.unknown(machine.trees.getTypeMirror(path));
  }

  /** Reports an index at which a list or an array has no element. */
  void checkIndex(Value list, Size index, TreePath of, TreePath place) {
    Long count = length(list) instanceof Value.Int(Size size) ? size.constant() : null;
    Long at = index.constant();
    if (count != null && at != null && (at < 0 || at >= count)) {
      String text = Reason.INDEX.text(MarkedCalls.shorten(of.getLeaf()), count, at);
      machine.sink().add(new Sink.Finding(place, text));
    }
  }

  /** The element at an index of a list or an array; null if it is not known. */
  static @Nullable Value at(Value list, Size index) {
    Long place = index.constant();
    return switch (list) {
      case Value.Ints(List<Size> sizes) ->
          place != null && place >= 0 && place < sizes.size()
              ? new Value.Int(sizes.get((int) (long) place))
              : null;
      case Value.Items(List<Value> items, _) when place != null ->
          place >= 0 && place < items.size() ? items.get((int) (long) place) : null;
      default -> Value.element(list);
    };
  }

  private Value conditional(TreePath path, ConditionalExpressionTree tree, Scope scope) {
    TreePath condition = new TreePath(path, tree.getCondition());
    TreePath yes = new TreePath(path, tree.getTrueExpression());
    TreePath no = new TreePath(path, tree.getFalseExpression());
    if (value(condition, scope) instanceof Value.Bool(boolean truth)) {
      return value(truth ? yes : no, scope);
    }
    Frame frame = new Frame();
    machine.statements.branch(
        scope,
        List.of(
            own -> way(condition, true, yes, own, frame),
            own -> way(condition, false, no, own, frame)));
    return frame.result();
  }

  private boolean way(TreePath condition, boolean truth, TreePath path, Scope scope, Frame frame) {
    assume(condition, truth, scope);
    frame.gives(value(path, scope));
    return true;
  }

  private Value instance(TreePath path, InstanceOfTree tree, Scope scope) {
    Value value = value(new TreePath(path, tree.getExpression()), scope);
    Match match;
    if (tree.getPattern() == null) {
      TypeMirror type = machine.trees.getTypeMirror(new TreePath(path, tree.getType()));
      match = type == null ? Match.MAYBE : machine.patterns.instance(value, type);
    } else {
      TreePath pattern = new TreePath(path, tree.getPattern());
      machine.patterns.bind(pattern, value, scope);
      match = machine.patterns.match(pattern, value);
    }
    return match == Match.MAYBE ? Value.UNKNOWN : new Value.Bool(match == Match.ALWAYS);
  }

  private Value binary(TreePath path, BinaryTree tree, Scope scope) {
    TreePath left = new TreePath(path, tree.getLeftOperand());
    TreePath right = new TreePath(path, tree.getRightOperand());
    Tree.Kind kind = tree.getKind();
    if (kind == Tree.Kind.CONDITIONAL_AND || kind == Tree.Kind.CONDITIONAL_OR) {
      boolean decided = kind == Tree.Kind.CONDITIONAL_OR;
      Value first = value(left, scope);
      if (first instanceof Value.Bool(boolean truth)) {
        return truth == decided ? first : value(right, scope);
      }
      Frame frame = new Frame();
      machine.statements.branch(
          scope, List.of(own -> way(left, !decided, right, own, frame), _ -> true));
      return frame.result() instanceof Value.Bool(boolean truth) && truth == decided
          ? frame.result()
          : Value.UNKNOWN;
    }
    Value first = value(left, scope);
    Value second = value(right, scope);
    Value truth = Conditions.compare(kind, first, second);
    return truth != null ? truth : arithmetic(path, kind, first, second);
  }

  private Value arithmetic(TreePath path, Tree.Kind kind, Value left, Value right) {
    TypeMirror type = machine.trees.getTypeMirror(path);
    if (type == null || (type.getKind() != TypeKind.INT && type.getKind() != TypeKind.LONG)) {
      return Value.UNKNOWN;
    }
    char operator =
        switch (kind) {
          case PLUS, PLUS_ASSIGNMENT -> '+';
          case MINUS, MINUS_ASSIGNMENT -> '-';
          case MULTIPLY, MULTIPLY_ASSIGNMENT -> '*';
          case DIVIDE, DIVIDE_ASSIGNMENT -> '/';
          case REMAINDER, REMAINDER_ASSIGNMENT -> '%';
          default -> ' ';
        };
    if (!(left instanceof Value.Int) || !(right instanceof Value.Int)) {
      return new Value.Int(Size.UNKNOWN);
    }
    if (operator == ' ') {
      return new Value.Int(
          type.getKind() == TypeKind.INT
              ? bits(kind, Operands.sizeOf(left).constant(), Operands.sizeOf(right).constant())
              : Size.UNKNOWN);
    }
    return whole(RuleRun.reckon(operator, Operands.sizeOf(left), Operands.sizeOf(right)));
  }

  /** A shift or a combination of the bits of two numbers of type int; unknown if one is. */
  private static Size bits(Tree.Kind kind, @Nullable Long left, @Nullable Long right) {
    if (left == null || right == null) {
      return Size.UNKNOWN;
    }
    int one = (int) (long) left;
    int two = (int) (long) right;
    return switch (kind) {
      case LEFT_SHIFT, LEFT_SHIFT_ASSIGNMENT -> Size.of(one << two);
      case RIGHT_SHIFT, RIGHT_SHIFT_ASSIGNMENT -> Size.of(one >> two);
      case UNSIGNED_RIGHT_SHIFT, UNSIGNED_RIGHT_SHIFT_ASSIGNMENT -> Size.of(one >>> two);
      case AND, AND_ASSIGNMENT -> Size.of(one & two);
      case OR, OR_ASSIGNMENT -> Size.of(one | two);
      case XOR, XOR_ASSIGNMENT -> Size.of(one ^ two);
      default -> Size.UNKNOWN;
    };
  }

  /** A number; unknown if it exceeds the range of int. */
  private static Value whole(Size size) {
    Long value = size.constant();
    return new Value.Int(value != null && value.intValue() != value ? Size.UNKNOWN : size);
  }

  private Value unary(TreePath path, UnaryTree tree, Scope scope) {
    TreePath of = new TreePath(path, tree.getExpression());
    Value value = value(of, scope);
    return switch (tree.getKind()) {
      case UNARY_MINUS ->
          value instanceof Value.Int(Size size) ? whole(Size.of(0).minus(size)) : Value.UNKNOWN;
      case UNARY_PLUS -> value;
      case LOGICAL_COMPLEMENT ->
          value instanceof Value.Bool(boolean truth) ? new Value.Bool(!truth) : Value.UNKNOWN;
      case PREFIX_INCREMENT, POSTFIX_INCREMENT, PREFIX_DECREMENT, POSTFIX_DECREMENT -> {
        Tree.Kind kind = tree.getKind();
        boolean up = kind == Tree.Kind.PREFIX_INCREMENT || kind == Tree.Kind.POSTFIX_INCREMENT;
        Value changed =
            value instanceof Value.Int(Size size)
                ? whole(size.plus(Size.of(up ? 1 : -1)))
                : Value.UNKNOWN;
        assign(of, changed, scope);
        boolean behind = kind == Tree.Kind.POSTFIX_INCREMENT || kind == Tree.Kind.POSTFIX_DECREMENT;
        yield behind ? value : changed;
      }
      default -> Value.UNKNOWN;
    };
  }

  private void assign(TreePath target, Value value, Scope scope) {
    switch (target.getLeaf()) {
      case IdentifierTree _ -> set(target, value, scope);
      case ParenthesizedTree tree ->
          assign(new TreePath(target, tree.getExpression()), value, scope);
      case MemberSelectTree tree -> {
        if (tree.getExpression() instanceof IdentifierTree self
            && self.getName().contentEquals("this")) {
          set(target, value, scope);
        } else {
          value(new TreePath(target, tree.getExpression()), scope);
          scope.forgetAssignable(); // it may be the same object
        }
      }
      case ArrayAccessTree tree -> {
        value(new TreePath(target, tree.getExpression()), scope);
        value(new TreePath(target, tree.getIndex()), scope);
        scope.forgetUnfixed();
      }
      default -> {}
    }
  }

  private void set(TreePath target, Value value, Scope scope) {
    Element variable = machine.element(target);
    if (variable != null) {
      scope.set(variable, value);
    }
  }

  private Value cast(TreePath path, Value value) {
    TypeMirror type = machine.trees.getTypeMirror(path);
    if (type == null || !type.getKind().isPrimitive()) {
      return value;
    }
    boolean whole = type.getKind() == TypeKind.INT || type.getKind() == TypeKind.LONG;
    return whole && value instanceof Value.Int ? value : machine.unknown(type);
  }
}
