package dev.forja.processor.prove;

import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.util.TreePath;
import java.util.List;
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

  /** One iteration. */
  private interface Turn {
    Flow run(Scope scope);
  }

  Flow each(TreePath path, EnhancedForLoopTree loop, Scope scope, Frame frame) {
    Value all = machine.expressions.value(new TreePath(path, loop.getExpression()), scope);
    Element variable = machine.element(new TreePath(path, loop.getVariable()));
    TreePath body = new TreePath(path, loop.getStatement());
    List<Value> items =
        switch (all) {
          case Value.Items(List<Value> known, _) -> known;
          case Value.Ints(List<Size> sizes) ->
              sizes.stream().map(size -> (Value) new Value.Int(size)).toList();
          default -> null;
        };
    if (items != null && items.size() <= MOST_TURNS && !Jumps.leavesLoop(loop.getStatement())) {
      for (Value item : items) {
        set(scope, variable, item);
        Flow flow = statements.run(body, scope, frame);
        if (flow != Flow.ON) {
          return flow;
        }
      }
      return Flow.ON;
    }
    Value element = Value.element(all);
    Value item =
        element != null ? element : machine.unknown(variable == null ? null : variable.asType());
    return settle(
        scope,
        frame,
        own -> {
          set(own, variable, item);
          return statements.run(body, own, frame);
        });
  }

  private static void set(Scope scope, @Nullable Element variable, Value value) {
    if (variable != null) {
      scope.set(variable, value);
    }
  }

  Flow counted(TreePath path, ForLoopTree loop, Scope scope, Frame frame) {
    statements.all(path, loop.getInitializer(), scope, frame);
    ExpressionTree condition = loop.getCondition();
    List<? extends ExpressionStatementTree> updates = loop.getUpdate();
    return turns(path, condition, loop.getStatement(), updates, scope, frame);
  }

  Flow whileTrue(
      TreePath path, ExpressionTree condition, StatementTree body, Scope scope, Frame frame) {
    return turns(path, condition, body, List.of(), scope, frame);
  }

  private Flow turns(
      TreePath path,
      @Nullable ExpressionTree condition,
      StatementTree body,
      List<? extends StatementTree> updates,
      Scope scope,
      Frame frame) {
    TreePath bodyPath = new TreePath(path, body);
    boolean leaves = Jumps.leavesLoop(body);
    for (int turn = 0; turn < MOST_TURNS && !leaves && condition != null; turn++) {
      Value truth = machine.expressions.value(new TreePath(path, condition), scope);
      if (!(truth instanceof Value.Bool(boolean goesOn))) {
        break;
      }
      if (!goesOn) {
        return Flow.ON;
      }
      Flow flow = statements.run(bodyPath, scope, frame);
      if (flow != Flow.ON) {
        return flow;
      }
      statements.all(path, updates, scope, frame);
    }
    return settle(
        scope,
        frame,
        own -> {
          if (condition != null) {
            machine.expressions.value(new TreePath(path, condition), own);
            machine.expressions.assume(new TreePath(path, condition), true, own);
          }
          Flow flow = statements.run(bodyPath, own, frame);
          if (flow == Flow.ON || flow == Flow.LEFT) {
            statements.all(path, updates, own, frame);
          }
          return flow;
        });
  }

  /**
   * Runs iterations until they change nothing. There may be no iteration, so failures in them are
   * not certain, but behind the loop no iteration has failed.
   */
  private Flow settle(Scope scope, Frame frame, Turn turn) {
    Sink own = new Sink(false);
    Sink before = machine.sink();
    try {
      for (int round = 0; round < MOST_ROUNDS; round++) {
        Scope next = scope.copy();
        Sink each = new Sink(false);
        Flow flow = machine.apart(each, () -> turn.run(next));
        if (each.isEscaped()) {
          own.escape();
        }
        if (!each.findings().isEmpty()) {
          flow = Flow.THREW;
        }
        Scope joined = scope.copy();
        if (flow == Flow.ON || flow == Flow.LEFT) {
          joined.join(next);
        }
        frame.takeLeaves().forEach(joined::join);
        if (flow == Flow.RETURNED) {
          own.escape();
        }
        if (joined.isAs(scope)) {
          return Flow.ON;
        }
        if (round >= 2) {
          joined.forgetDifferences(scope);
        }
        scope.become(joined);
      }
      scope.forgetAll();
      return Flow.ON;
    } finally {
      if (own.isEscaped()) {
        before.escape();
      }
    }
  }
}
