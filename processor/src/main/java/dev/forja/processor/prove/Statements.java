package dev.forja.processor.prove;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.BreakTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ContinueTree;
import com.sun.source.tree.DoWhileLoopTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.LabeledStatementTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.SynchronizedTree;
import com.sun.source.tree.ThrowTree;
import com.sun.source.tree.TryTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.tree.WhileLoopTree;
import com.sun.source.tree.YieldTree;
import com.sun.source.util.TreePath;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import javax.lang.model.element.Element;

/** Runs statements over partially known values. */
final class Statements {
  private final Evaluation machine;
  private final Loops loops;
  private final Tries tries;
  final Switches switches;

  Statements(Evaluation machine) {
    this.machine = machine;
    this.loops = new Loops(machine, this);
    this.tries = new Tries(machine, this);
    this.switches = new Switches(machine, this);
  }

  /** Runs a statement, and returns whether an execution may go on behind it. */
  boolean run(TreePath path, Scope scope, Frame frame) {
    machine.step();
    return switch (path.getLeaf()) {
      case BlockTree block -> all(path, block.getStatements(), scope, frame);
      case ExpressionStatementTree statement -> {
        machine.expressions.value(new TreePath(path, statement.getExpression()), scope);
        yield true;
      }
      case VariableTree variable -> {
        declare(path, variable, scope);
        yield true;
      }
      case IfTree choice -> choose(path, choice, scope, frame);
      case ReturnTree result -> {
        ExpressionTree expression = result.getExpression();
        if (expression != null) {
          TreePath place = new TreePath(path, expression);
          frame.returns(place, machine.expressions.value(place, scope));
        }
        machine.sink().escape(Target.CALLER);
        yield false;
      }
      case YieldTree result -> {
        frame.gives(machine.expressions.value(new TreePath(path, result.getValue()), scope));
        yield leave(Target.ofYield(path), scope, frame);
      }
      case ThrowTree _ -> false;
      case BreakTree leave -> leave(Target.of(path, leave), scope, frame);
      case ContinueTree leave -> leave(Target.of(path, leave), scope, frame);
      case EnhancedForLoopTree loop -> loops.each(path, loop, scope, frame);
      case ForLoopTree loop -> loops.counted(path, loop, scope, frame);
      case WhileLoopTree loop -> loops.whileTrue(path, loop, scope, frame);
      case DoWhileLoopTree loop -> loops.doWhile(path, loop, scope, frame);
      case TryTree attempt -> tries.run(path, attempt, scope, frame);
      case SwitchTree choice ->
          switches.run(path, choice.getExpression(), choice.getCases(), scope, frame);
      case LabeledStatementTree labeled -> {
        TreePath body = new TreePath(path, labeled.getStatement());
        boolean on = machine.wholly(() -> run(body, scope, frame));
        yield arrive(Target.behind(labeled), on, scope, frame);
      }
      case ClassTree local -> {
        scope.forgetChangedBy(local);
        yield true;
      }
      case SynchronizedTree block -> run(new TreePath(path, block.getBlock()), scope, frame);
      default -> true;
    };
  }

  boolean all(TreePath path, List<? extends StatementTree> statements, Scope scope, Frame frame) {
    for (StatementTree statement : statements) {
      if (!run(new TreePath(path, statement), scope, frame)) {
        return false;
      }
    }
    return true;
  }

  private void declare(TreePath path, VariableTree variable, Scope scope) {
    ExpressionTree initializer = variable.getInitializer();
    Value value =
        initializer == null
            ? Value.UNKNOWN
            : machine.expressions.value(new TreePath(path, initializer), scope);
    Element element = machine.element(path);
    if (element != null) {
      scope.set(element, value);
    }
  }

  private boolean leave(Target target, Scope scope, Frame frame) {
    frame.leaves(target, scope.copy());
    machine.sink().escape(target);
    return false;
  }

  /**
   * Joins the facts of the executions that left code early to go on here.
   *
   * @param on whether an execution may also come here without leaving the code early
   * @return whether an execution may come here
   */
  boolean arrive(Target target, boolean on, Scope scope, Frame frame) {
    machine.sink().arrive(target);
    boolean comes = on;
    for (Scope leave : frame.take(target)) {
      if (comes) {
        scope.join(leave);
      } else {
        scope.become(leave);
        comes = true;
      }
    }
    return comes;
  }

  private boolean choose(TreePath path, IfTree choice, Scope scope, Frame frame) {
    TreePath condition = new TreePath(path, choice.getCondition());
    StatementTree otherwise = choice.getElseStatement();
    Value truth = machine.expressions.value(condition, scope);
    TreePath then = new TreePath(path, choice.getThenStatement());
    if (truth instanceof Value.Bool(boolean known)) {
      return known
          ? run(then, scope, frame)
          : otherwise == null || run(new TreePath(path, otherwise), scope, frame);
    }
    return branch(
        scope,
        List.of(
            own -> {
              machine.expressions.assume(condition, true, own);
              return run(then, own, frame);
            },
            own -> {
              machine.expressions.assume(condition, false, own);
              return otherwise == null || run(new TreePath(path, otherwise), own, frame);
            }));
  }

  /**
   * Runs several paths, of which an execution takes one. A failure on every path is certain; paths
   * that fail or throw do not contribute to the facts after the branch.
   */
  boolean branch(Scope scope, List<Predicate<Scope>> ways) {
    List<Scope> on = new ArrayList<>();
    List<Sink.Finding> findings = new ArrayList<>();
    Set<Target> escapes = new HashSet<>();
    for (Predicate<Scope> way : ways) {
      Scope own = scope.copy();
      Sink sink = new Sink(machine.sink().isEscaped());
      boolean goesOn = machine.apart(sink, () -> way.test(own));
      findings.addAll(sink.findings());
      if (sink.findings().isEmpty()) {
        escapes.addAll(sink.escapes());
        if (goesOn) {
          on.add(own);
        }
      }
    }
    if (on.isEmpty() && escapes.isEmpty()) {
      machine.sink().addAll(findings);
      return false;
    }
    machine.sink().escapeAll(escapes);
    if (on.isEmpty()) {
      return false;
    }
    scope.become(on.getFirst());
    on.subList(1, on.size()).forEach(scope::join);
    return true;
  }
}
