package dev.forja.processor.prove;

import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.util.TreeScanner;
import org.jspecify.annotations.Nullable;

/** Scans code, and says of each expression that it assigns, also by an operator such as ++. */
abstract class WriteScanner extends TreeScanner<@Nullable Void, @Nullable Void> {
  /** Called before the parts of the assignment are scanned. */
  abstract void written(ExpressionTree target);

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
}
