package dev.forja.processor.prove;

import com.sun.source.tree.ArrayAccessTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewArrayTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.Tree;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names of variables whose arrays may have other elements than their constructors gave them:
 * those of which an element is assigned elsewhere, and those that are passed on, so that other code
 * may do so. Reading an element or the length, iterating, and the accessor of a field change
 * nothing.
 */
final class ArrayUses extends WriteScanner {
  private final Set<String> changed = new HashSet<>();
  private boolean constructs;
  private @Nullable MethodTree method;

  /** Adds the code of a class. */
  void add(Tree code) {
    scan(code, null);
  }

  Set<String> changed() {
    return changed;
  }

  private static @Nullable String name(Tree tree) {
    return switch (tree) {
      case IdentifierTree variable -> variable.getName().toString();
      case MemberSelectTree field -> field.getIdentifier().toString();
      default -> null;
    };
  }

  /** Whether code means a variable, or a field of its own object. */
  private static boolean isOwn(Tree tree) {
    return tree instanceof IdentifierTree
        || (tree instanceof MemberSelectTree field
            && field.getExpression() instanceof IdentifierTree self
            && self.getName().contentEquals("this"));
  }

  /** Scans code that only reads the array of a variable. */
  private void read(Tree tree) {
    switch (tree) {
      case IdentifierTree _ -> {}
      case MemberSelectTree field -> scan(field.getExpression(), null);
      default -> scan(tree, null);
    }
  }

  @Override
  public @Nullable Void visitClass(ClassTree tree, @Nullable Void nothing) {
    for (Tree member : tree.getMembers()) {
      constructs = !(member instanceof MethodTree code) || code.getReturnType() == null;
      method = member instanceof MethodTree code ? code : null;
      if (member instanceof BlockTree block) {
        constructs = !block.isStatic();
      }
      scan(member, null);
    }
    constructs = false;
    method = null;
    return null;
  }

  @Override
  public @Nullable Void visitLambdaExpression(LambdaExpressionTree tree, @Nullable Void nothing) {
    boolean before = constructs;
    constructs = false;
    super.visitLambdaExpression(tree, null);
    constructs = before;
    return null;
  }

  @Override
  public @Nullable Void visitIdentifier(IdentifierTree tree, @Nullable Void nothing) {
    changed.add(tree.getName().toString());
    return null;
  }

  @Override
  public @Nullable Void visitMemberSelect(MemberSelectTree tree, @Nullable Void nothing) {
    if (tree.getIdentifier().contentEquals("length")) {
      read(tree.getExpression());
      return null;
    }
    changed.add(tree.getIdentifier().toString());
    return super.visitMemberSelect(tree, null);
  }

  @Override
  public @Nullable Void visitArrayAccess(ArrayAccessTree tree, @Nullable Void nothing) {
    read(tree.getExpression());
    return scan(tree.getIndex(), null);
  }

  @Override
  public @Nullable Void visitEnhancedForLoop(EnhancedForLoopTree tree, @Nullable Void nothing) {
    read(tree.getExpression());
    scan(tree.getVariable(), null);
    return scan(tree.getStatement(), null);
  }

  @Override
  public @Nullable Void visitReturn(ReturnTree tree, @Nullable Void nothing) {
    ExpressionTree value = tree.getExpression();
    String name = value == null ? null : name(value);
    boolean accessor =
        name != null
            && isOwn(value)
            && method != null
            && method.getParameters().isEmpty()
            && method.getName().contentEquals(name);
    return accessor ? null : super.visitReturn(tree, null);
  }

  @Override
  public @Nullable Void visitAssignment(AssignmentTree tree, @Nullable Void nothing) {
    boolean another = isOwn(tree.getVariable()) && tree.getExpression() instanceof NewArrayTree;
    return another ? scan(tree.getExpression(), null) : super.visitAssignment(tree, null);
  }

  @Override
  void written(ExpressionTree target) {
    if (target instanceof ArrayAccessTree element) {
      ExpressionTree array = element.getExpression();
      String name = name(array);
      if (name == null) {
        scan(array, null);
      } else if (!constructs || !isOwn(array)) {
        changed.add(name);
      }
    }
  }
}
