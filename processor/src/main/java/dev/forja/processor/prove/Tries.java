package dev.forja.processor.prove;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.CatchTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Runs try statements, whose blocks an execution may leave at any place. */
final class Tries {
  private final Evaluation machine;
  private final Statements statements;

  Tries(Evaluation machine, Statements statements) {
    this.machine = machine;
    this.statements = statements;
  }

  boolean run(TreePath path, TryTree attempt, Scope scope, Frame frame) {
    attempt.getResources().stream()
        .filter(VariableTree.class::isInstance)
        .forEach(each -> statements.run(new TreePath(path, each), scope, frame));
    BlockTree last = attempt.getFinallyBlock();
    if (last == null) {
      return tried(path, attempt, scope, frame);
    }
    int leaves = frame.count();
    boolean on;
    if (Jumps.leavesBlock(last)) { // it discards exceptions
      Sink sink = new Sink(true);
      on = machine.apart(sink, () -> tried(path, attempt, scope, frame));
      machine.sink().escapeAll(sink.escapes());
    } else {
      on = tried(path, attempt, scope, frame);
    }
    List<Scope> before = frame.since(leaves);
    Scope own = scope.copy();
    List<Tree> code = new ArrayList<>(attempt.getCatches());
    code.add(attempt.getBlock());
    own.forget(Assigned.in(code));
    boolean behind = statements.run(new TreePath(path, last), own, frame);
    Set<String> assigned = Assigned.in(List.of(last));
    before.forEach(leave -> leave.takeChanges(assigned, own));
    scope.takeChanges(assigned, own);
    return on && behind;
  }

  private boolean tried(TreePath path, TryTree attempt, Scope scope, Frame frame) {
    return attempt.getCatches().isEmpty()
        ? statements.run(new TreePath(path, attempt.getBlock()), scope, frame)
        : caught(path, attempt, scope, frame);
  }

  /**
   * Runs a try block with catches. If one of them does not throw, failures in the block are not
   * failures of the whole, and the values that it changes become uncertain.
   */
  private boolean caught(TreePath path, TryTree attempt, Scope scope, Frame frame) {
    Scope before = scope.copy();
    Sink outer = machine.sink();
    Sink tried = new Sink(outer.isEscaped());
    TreePath body = new TreePath(path, attempt.getBlock());
    boolean on = machine.apart(tried, () -> statements.run(body, scope, frame));
    Scope thrown = before.copy();
    thrown.join(scope);
    thrown.forgetDifferences(before);
    thrown.forget(Assigned.in(List.of(attempt.getBlock())));
    boolean goesOn = false;
    Set<Target> escapes = new HashSet<>(tried.escapes());
    for (CatchTree each : attempt.getCatches()) {
      Scope own = thrown.copy();
      TreePath block = new TreePath(new TreePath(path, each), each.getBlock());
      Sink sink = new Sink(true);
      boolean behind = machine.apart(sink, () -> statements.run(block, own, frame));
      escapes.addAll(sink.escapes());
      goesOn |= behind || !sink.escapes().isEmpty();
      if (behind && on) {
        scope.join(own);
      } else if (behind) {
        scope.become(own);
        on = true;
      }
    }
    if (!goesOn) {
      outer.addAll(tried.findings());
    }
    outer.escapeAll(escapes);
    return on;
  }
}
