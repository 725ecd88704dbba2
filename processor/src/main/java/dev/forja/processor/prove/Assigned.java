package dev.forja.processor.prove;

import com.sun.source.tree.ArrayAccessTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.util.TreeScanner;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The names of variables that code assigns. */
final class Assigned extends TreeScanner<@Nullable Void, @Nullable Void> {
  private final Set<String> names = new HashSet<>();

  private Assigned() {}

  static Set<String> in(Iterable<? extends Tree> code) {
    Assigned found = new Assigned();
    found.scan(code, null);
    return found.names;
  }

  @Override
  public @Nullable Void visitAssignment(AssignmentTree tree, @Nullable Void nothing) {
    written(tree.getVariable());
    return super.visitAssignment(tree, null);
  }

  @Override
  public @Nullable Void visitCompoundAssignment(
      CompoundAssignmentTree tree, @Nullable Void nothing) {
    written(tree.getVariable());
    return super.visitCompoundAssignment(tree, null);
  }

  @Override
  public @Nullable Void visitUnary(UnaryTree tree, @Nullable Void nothing) {
    switch (tree.getKind()) {
      case PREFIX_INCREMENT, POSTFIX_INCREMENT, PREFIX_DECREMENT, POSTFIX_DECREMENT ->
          written(tree.getExpression());
      default -> {}
    }
    return super.visitUnary(tree, null);
  }

  private void written(ExpressionTree target) {
    switch (target) {
      case IdentifierTree tree -> names.add(tree.getName().toString());
      case MemberSelectTree tree -> names.add(tree.getIdentifier().toString());
      case ArrayAccessTree tree -> written(tree.getExpression());
      case ParenthesizedTree tree -> written(tree.getExpression());
      default -> {}
    }
  }
}
