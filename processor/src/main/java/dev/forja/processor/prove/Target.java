package dev.forja.processor.prove;

import com.sun.source.tree.BreakTree;
import com.sun.source.tree.ContinueTree;
import com.sun.source.tree.DoWhileLoopTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.LabeledStatementTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.WhileLoopTree;
import com.sun.source.util.TreePath;
import javax.lang.model.element.Name;
import org.jspecify.annotations.Nullable;

/**
 * The place at which an execution goes on that leaves a statement early.
 *
 * @param statement the loop, switch or labelled statement; null for the caller of the method
 * @param again whether it is the next iteration of the loop, and not the code behind the statement
 */
record Target(@Nullable Tree statement, boolean again) {
  /** The caller of the method. */
  static final Target CALLER = new Target(null, false);

  /** The code behind a loop, a switch or a labelled statement. */
  static Target behind(Tree statement) {
    return new Target(statement, false);
  }

  /** The next iteration of a loop. */
  static Target next(Tree loop) {
    return new Target(loop, true);
  }

  static Target of(TreePath path, BreakTree leave) {
    return of(path, leave.getLabel(), false);
  }

  static Target of(TreePath path, ContinueTree leave) {
    return of(path, leave.getLabel(), true);
  }

  /** The target of a yield. */
  static Target ofYield(TreePath path) {
    TreePath at = path;
    while (at != null && !(at.getLeaf() instanceof SwitchExpressionTree)) {
      at = at.getParentPath();
    }
    return at == null ? CALLER : behind(at.getLeaf());
  }

  private static Target of(TreePath path, @Nullable Name label, boolean again) {
    for (TreePath at = path; at != null; at = at.getParentPath()) {
      Tree leaf = at.getLeaf();
      if (label == null
          ? isLoop(leaf) || (!again && leaf instanceof SwitchTree)
          : leaf instanceof LabeledStatementTree labelled && labelled.getLabel().equals(label)) {
        return again && leaf instanceof LabeledStatementTree labelled
            ? next(labelled.getStatement())
            : new Target(leaf, again);
      }
    }
    return CALLER;
  }

  private static boolean isLoop(Tree tree) {
    return tree instanceof EnhancedForLoopTree
        || tree instanceof ForLoopTree
        || tree instanceof WhileLoopTree
        || tree instanceof DoWhileLoopTree;
  }
}
