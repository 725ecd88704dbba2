package dev.forja.processor.prove;

import com.sun.source.tree.DoWhileLoopTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.WhileLoopTree;
import com.sun.source.util.TreePath;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Element;
import org.jspecify.annotations.Nullable;

/**
 * Runs loops: iteration by iteration if the iterations are known, otherwise until nothing changes,
 * so that the facts after the loop hold for any number of iterations.
 */
final class Loops {
  private static final int MOST_TURNS = 64;
  private static final int MOST_ROUNDS = 8;

  private final Evaluation machine;
  private final Statements statements;

  Loops(Evaluation machine, Statements statements) {
    this.machine = machine;
    this.statements = statements;
  }

  /** One iteration, which returns whether the next one may follow. */
  private interface Turn {
    boolean run(Scope scope);
  }

  boolean each(TreePath path, EnhancedForLoopTree loop, Scope scope, Frame frame) {
    Value all = machine.expressions.value(new TreePath(path, loop.getExpression()), scope);
    Element variable = machine.element(new TreePath(path, loop.getVariable()));
    List<Value> items =
        switch (all) {
          case Value.Items(List<Value> known, _) -> known;
          case Value.Ints(List<Size> sizes) ->
              sizes.stream().map(size -> (Value) new Value.Int(size)).toList();
          default -> null;
        };
    if (items != null && items.size() <= MOST_TURNS) {
      boolean on =
          machine.wholly(
              () -> {
                for (Value item : items) {
                  set(scope, variable, item);
                  if (!body(path, loop, loop.getStatement(), scope, frame)) {
                    return false;
                  }
                }
                return true;
              });
      return behind(loop, on, scope, frame);
    }
    Value element = Value.element(all);
    Value item =
        element != null ? element : machine.unknown(variable == null ? null : variable.asType());
    settle(
        loop,
        scope,
        frame,
        own -> {
          set(own, variable, item);
          return body(path, loop, loop.getStatement(), own, frame);
        });
    return behind(loop, true, scope, frame);
  }

  private static void set(Scope scope, @Nullable Element variable, Value value) {
    if (variable != null) {
      scope.set(variable, value);
    }
  }

  boolean counted(TreePath path, ForLoopTree loop, Scope scope, Frame frame) {
    statements.all(path, loop.getInitializer(), scope, frame);
    ExpressionTree condition = loop.getCondition();
    return turns(path, condition, loop.getStatement(), loop.getUpdate(), scope, frame);
  }

  boolean whileTrue(TreePath path, WhileLoopTree loop, Scope scope, Frame frame) {
    return turns(path, loop.getCondition(), loop.getStatement(), List.of(), scope, frame);
  }

  boolean doWhile(TreePath path, DoWhileLoopTree loop, Scope scope, Frame frame) {
    boolean on = machine.wholly(() -> body(path, loop, loop.getStatement(), scope, frame));
    return on
        ? turns(path, loop.getCondition(), loop.getStatement(), List.of(), scope, frame)
        : behind(loop, false, scope, frame);
  }

  /** Runs the body once, and returns whether the next iteration may follow. */
  private boolean body(TreePath path, Tree loop, StatementTree body, Scope scope, Frame frame) {
    TreePath place = new TreePath(path, body);
    boolean on = machine.wholly(() -> statements.run(place, scope, frame));
    return statements.arrive(Target.next(loop), on, scope, frame);
  }

  private boolean behind(Tree loop, boolean on, Scope scope, Frame frame) {
    return statements.arrive(Target.behind(loop), on, scope, frame);
  }

  private boolean turns(
      TreePath path,
      @Nullable ExpressionTree condition,
      StatementTree body,
      List<? extends StatementTree> updates,
      Scope scope,
      Frame frame) {
    Tree loop = path.getLeaf();
    Known known = machine.wholly(() -> known(path, condition, body, updates, scope, frame));
    if (known != Known.MORE) {
      return behind(loop, known == Known.ENDED, scope, frame);
    }
    settle(
        loop,
        scope,
        frame,
        own -> {
          if (condition != null) {
            machine.expressions.value(new TreePath(path, condition), own);
            machine.expressions.assume(new TreePath(path, condition), true, own);
          }
          return body(path, loop, body, own, frame) && statements.all(path, updates, own, frame);
        });
    return behind(loop, true, scope, frame);
  }

  /** How a loop goes on behind its iterations that are certain to come. */
  private enum Known {
    /** They are all. */
    ENDED,
    /** Every execution leaves the loop in one of them. */
    LEFT,
    /** There may be more. */
    MORE
  }

  /** Runs the iterations that are certain to come. */
  private Known known(
      TreePath path,
      @Nullable ExpressionTree condition,
      StatementTree body,
      List<? extends StatementTree> updates,
      Scope scope,
      Frame frame) {
    Set<Target> before = machine.sink().escapes();
    for (int turn = 0; turn < MOST_TURNS; turn++) {
      Value truth =
          condition == null
              ? new Value.Bool(true)
              : machine.expressions.value(new TreePath(path, condition), scope);
      if (!(truth instanceof Value.Bool(boolean goesOn))) {
        return Known.MORE;
      }
      if (!goesOn) {
        return Known.ENDED;
      }
      if (!body(path, path.getLeaf(), body, scope, frame)) {
        return Known.LEFT;
      }
      statements.all(path, updates, scope, frame);
      if (condition == null && !machine.sink().escapes().equals(before)) {
        return Known.MORE; // some execution has left it
      }
    }
    return Known.MORE;
  }

  /**
   * Runs iterations until they change nothing. There may be no iteration, so failures in them are
   * not certain, but behind the loop no iteration has failed.
   */
  private void settle(Tree loop, Scope scope, Frame frame, Turn turn) {
    Set<Target> escapes = new HashSet<>();
    for (int round = 0; round < MOST_ROUNDS; round++) {
      Scope next = scope.copy();
      Sink each = new Sink(false);
      boolean on = machine.apart(each, () -> turn.run(next));
      escapes.addAll(each.escapes());
      Scope joined = scope.copy();
      if (on && each.findings().isEmpty()) {
        joined.join(next);
      }
      frame.take(Target.behind(loop)).forEach(joined::join);
      if (joined.isAs(scope)) {
        machine.sink().escapeAll(escapes);
        return;
      }
      if (round >= 2) {
        joined.forgetDifferences(scope);
      }
      scope.become(joined);
    }
    machine.sink().escapeAll(escapes);
    scope.forgetAll();
  }
}
