package dev.forja.processor.prove;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.util.TreePath;
import javax.lang.model.element.Element;
import org.jspecify.annotations.Nullable;

/** Evaluates comparisons where possible, and derives facts about variables from conditions. */
final class Conditions {
  private final Evaluation machine;

  Conditions(Evaluation machine) {
    this.machine = machine;
  }

  /** The result of a comparison; null if the operator is not a comparison. */
  static @Nullable Value compare(Tree.Kind kind, Value left, Value right) {
    boolean equal = kind == Tree.Kind.EQUAL_TO;
    if (equal || kind == Tree.Kind.NOT_EQUAL_TO) {
      Boolean same = same(left, right);
      return same == null ? Value.UNKNOWN : new Value.Bool(same == equal);
    }
    Size first = Operands.sizeOf(left);
    Size second = Operands.sizeOf(right);
    return switch (kind) {
      case LESS_THAN -> less(first, second);
      case GREATER_THAN -> less(second, first);
      case LESS_THAN_EQUAL -> less(first, second.plus(Size.of(1)));
      case GREATER_THAN_EQUAL -> less(second, first.plus(Size.of(1)));
      default -> null;
    };
  }

  private static Value less(Size first, Size second) {
    Size difference = second.minus(first);
    if (difference.isKnown() && difference.least() > 0) {
      return new Value.Bool(true);
    }
    return difference.isKnown() && difference.most() <= 0 ? new Value.Bool(false) : Value.UNKNOWN;
  }

  private static @Nullable Boolean same(Value left, Value right) {
    if (left instanceof Value.Null || right instanceof Value.Null) {
      Value other = left instanceof Value.Null ? right : left;
      return switch (other) {
        case Value.Null _ -> true;
        case Value.Tensor tensor when !tensor.nullable() && tensor.origin() != null -> false;
        case Value.Struct _ -> false;
        default -> null;
      };
    }
    if (left instanceof Value.Constant(String one) && right instanceof Value.Constant(String two)) {
      return one.equals(two);
    }
    if (left instanceof Value.Bool(boolean one) && right instanceof Value.Bool(boolean two)) {
      return one == two;
    }
    Size first = Operands.sizeOf(left);
    Size second = Operands.sizeOf(right);
    if (first.isAlways(second)) {
      return true;
    }
    return first.isNever(second) ? Boolean.FALSE : null;
  }

  void assume(TreePath path, boolean truth, Scope scope) {
    switch (path.getLeaf()) {
      case ParenthesizedTree tree -> assume(new TreePath(path, tree.getExpression()), truth, scope);
      case UnaryTree tree when tree.getKind() == Tree.Kind.LOGICAL_COMPLEMENT ->
          assume(new TreePath(path, tree.getExpression()), !truth, scope);
      case BinaryTree tree -> assume(path, tree, truth, scope);
      default -> {}
    }
  }

  private void assume(TreePath path, BinaryTree tree, boolean truth, Scope scope) {
    switch (tree.getKind()) {
      case CONDITIONAL_AND, CONDITIONAL_OR -> {
        if (truth == (tree.getKind() == Tree.Kind.CONDITIONAL_AND)) {
          assume(new TreePath(path, tree.getLeftOperand()), truth, scope);
          assume(new TreePath(path, tree.getRightOperand()), truth, scope);
        }
      }
      case EQUAL_TO, NOT_EQUAL_TO -> {
        boolean equal = truth == (tree.getKind() == Tree.Kind.EQUAL_TO);
        if (isNull(tree.getRightOperand())) {
          assumeNull(new TreePath(path, tree.getLeftOperand()), equal, scope);
        } else if (isNull(tree.getLeftOperand())) {
          assumeNull(new TreePath(path, tree.getRightOperand()), equal, scope);
        }
      }
      default -> {}
    }
  }

  private static boolean isNull(ExpressionTree tree) {
    return tree instanceof LiteralTree literal && literal.getValue() == null;
  }

  private void assumeNull(TreePath path, boolean absent, Scope scope) {
    Element variable = path.getLeaf() instanceof IdentifierTree ? machine.element(path) : null;
    Value value = variable == null ? null : scope.get(variable);
    if (variable == null || value == null) {
      return;
    }
    if (absent) {
      scope.set(variable, Value.NULL);
    } else {
      scope.set(variable, Value.present(value));
    }
  }
}
