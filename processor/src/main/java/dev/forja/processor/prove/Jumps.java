package dev.forja.processor.prove;

import com.sun.source.tree.BreakTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ContinueTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import org.jspecify.annotations.Nullable;

/** Finds statements that leave the code around them early. */
final class Jumps extends TreeScanner<@Nullable Void, @Nullable Void> {
  private boolean breaks;
  private boolean returns;

  private Jumps() {}

  /** Whether code contains a break, a continue or a return. */
  static boolean leavesBlock(Tree code) {
    Jumps found = in(code);
    return found.breaks || found.returns;
  }

  /** Whether code contains a return. */
  static boolean returns(Tree code) {
    return in(code).returns;
  }

  private static Jumps in(Tree code) {
    Jumps found = new Jumps();
    found.scan(code, null);
    return found;
  }

  @Override
  public @Nullable Void visitBreak(BreakTree tree, @Nullable Void nothing) {
    breaks = true;
    return null;
  }

  @Override
  public @Nullable Void visitContinue(ContinueTree tree, @Nullable Void nothing) {
    breaks = true;
    return null;
  }

  @Override
  public @Nullable Void visitReturn(ReturnTree tree, @Nullable Void nothing) {
    returns = true;
    return null;
  }

  @Override
  public @Nullable Void visitClass(ClassTree tree, @Nullable Void nothing) {
    return null;
  }

  @Override
  public @Nullable Void visitLambdaExpression(LambdaExpressionTree tree, @Nullable Void nothing) {
    return null; // it is left there, not here
  }
}
