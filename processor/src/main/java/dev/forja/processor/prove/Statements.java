package dev.forja.processor.prove;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.BreakTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.CatchTree;
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
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.tree.WhileLoopTree;
import com.sun.source.tree.YieldTree;
import com.sun.source.util.TreePath;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import javax.lang.model.element.Element;
import org.jspecify.annotations.Nullable;

/** Runs statements over partially known values. */
final class Statements {
  private final Evaluation machine;
  private final Loops loops;

  Statements(Evaluation machine) {
    this.machine = machine;
    this.loops = new Loops(machine, this);
  }

  Flow run(TreePath path, Scope scope, Frame frame) {
    machine.step();
    return switch (path.getLeaf()) {
      case BlockTree block -> all(path, block.getStatements(), scope, frame);
      case ExpressionStatementTree statement -> {
        machine.expressions.value(new TreePath(path, statement.getExpression()), scope);
        yield Flow.ON;
      }
      case VariableTree variable -> {
        declare(path, variable, scope);
        yield Flow.ON;
      }
      case IfTree choice -> choose(path, choice, scope, frame);
      case ReturnTree result -> {
        ExpressionTree expression = result.getExpression();
        if (expression != null) {
          TreePath place = new TreePath(path, expression);
          frame.returns(place, machine.expressions.value(place, scope));
        }
        yield Flow.RETURNED;
      }
      case YieldTree result -> {
        frame.gives(machine.expressions.value(new TreePath(path, result.getValue()), scope));
        yield Flow.RETURNED;
      }
      case ThrowTree _ -> Flow.THREW;
      case BreakTree _ -> leave(scope, frame);
      case ContinueTree _ -> leave(scope, frame);
      case EnhancedForLoopTree loop -> loops.each(path, loop, scope, frame);
      case ForLoopTree loop -> loops.counted(path, loop, scope, frame);
      case WhileLoopTree loop ->
          loops.whileTrue(path, loop.getCondition(), loop.getStatement(), scope, frame);
      case DoWhileLoopTree loop -> {
        TreePath body = new TreePath(path, loop.getStatement());
        Flow flow = machine.wholly(() -> run(body, scope, frame));
        yield flow == Flow.ON
            ? loops.whileTrue(path, loop.getCondition(), loop.getStatement(), scope, frame)
            : flow == Flow.LEFT ? Flow.ON : flow;
      }
      case TryTree attempt -> attempt(path, attempt, scope, frame);
      case SwitchTree choice ->
          cases(path, choice.getExpression(), choice.getCases(), scope, frame, true);
      case LabeledStatementTree labeled -> {
        TreePath body = new TreePath(path, labeled.getStatement());
        Flow flow = machine.wholly(() -> run(body, scope, frame));
        yield flow == Flow.RETURNED || flow == Flow.THREW ? flow : left(flow, scope, frame);
      }
      case ClassTree local -> {
        scope.forgetChangedBy(local);
        yield Flow.ON;
      }
      case SynchronizedTree block -> run(new TreePath(path, block.getBlock()), scope, frame);
      default -> Flow.ON;
    };
  }

  Flow all(TreePath path, List<? extends StatementTree> statements, Scope scope, Frame frame) {
    for (StatementTree statement : statements) {
      Flow flow = run(new TreePath(path, statement), scope, frame);
      if (flow != Flow.ON) {
        return flow;
      }
    }
    return Flow.ON;
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

  private static Flow leave(Scope scope, Frame frame) {
    frame.leaves(scope.copy());
    return Flow.LEFT;
  }

  private Flow choose(TreePath path, IfTree choice, Scope scope, Frame frame) {
    TreePath condition = new TreePath(path, choice.getCondition());
    StatementTree otherwise = choice.getElseStatement();
    Value truth = machine.expressions.value(condition, scope);
    TreePath then = new TreePath(path, choice.getThenStatement());
    if (truth instanceof Value.Bool(boolean known)) {
      return known
          ? run(then, scope, frame)
          : otherwise == null ? Flow.ON : run(new TreePath(path, otherwise), scope, frame);
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
              return otherwise == null ? Flow.ON : run(new TreePath(path, otherwise), own, frame);
            }));
  }

  /**
   * Runs several paths, of which an execution takes one. A failure on every path is certain; paths
   * that fail or throw do not contribute to the facts after the branch.
   */
  Flow branch(Scope scope, List<Function<Scope, Flow>> ways) {
    List<Scope> on = new ArrayList<>();
    List<Sink.Finding> findings = new ArrayList<>();
    boolean passes = false;
    boolean returned = false;
    boolean left = false;
    for (Function<Scope, Flow> way : ways) {
      Scope own = scope.copy();
      Sink before = machine.sink();
      Sink sink = new Sink(before.isEscaped());
      Flow flow = machine.apart(sink, () -> way.apply(own));
      findings.addAll(sink.findings());
      if (sink.findings().isEmpty() && flow != Flow.THREW) {
        passes = true;
        returned |= flow == Flow.RETURNED || (sink.isEscaped() && !before.isEscaped());
        left |= flow == Flow.LEFT;
        if (flow == Flow.ON) {
          on.add(own);
        }
      }
    }
    if (!passes) {
      machine.sink().addAll(findings);
      return Flow.THREW;
    }
    if (returned || left) {
      machine.sink().escape();
    }
    if (on.isEmpty()) {
      return left ? Flow.LEFT : Flow.RETURNED;
    }
    scope.become(on.getFirst());
    on.subList(1, on.size()).forEach(scope::join);
    return Flow.ON;
  }

  private Flow attempt(TreePath path, TryTree attempt, Scope scope, Frame frame) {
    attempt.getResources().stream()
        .filter(VariableTree.class::isInstance)
        .forEach(each -> run(new TreePath(path, each), scope, frame));
    BlockTree last = attempt.getFinallyBlock();
    if (last != null && Jumps.leavesBlock(last)) {
      machine.sink().escape(); // it discards exceptions
    }
    Flow flow;
    if (attempt.getCatches().isEmpty()) {
      flow = run(new TreePath(path, attempt.getBlock()), scope, frame);
    } else {
      flow = caught(path, attempt, scope, frame);
    }
    if (last != null) {
      Flow behind = run(new TreePath(path, last), scope, frame);
      flow = behind == Flow.ON ? flow : behind;
    }
    return flow;
  }

  /**
   * Runs a try block with catches. If one of them does not throw, failures in the block are not
   * failures of the whole, and the values that it changes become uncertain.
   */
  private Flow caught(TreePath path, TryTree attempt, Scope scope, Frame frame) {
    Scope before = scope.copy();
    Sink outer = machine.sink();
    Sink tried = new Sink(outer.isEscaped());
    Flow flow =
        machine.apart(tried, () -> run(new TreePath(path, attempt.getBlock()), scope, frame));
    Scope thrown = before.copy();
    thrown.join(scope);
    thrown.forgetDifferences(before);
    boolean on = flow == Flow.ON;
    boolean goesOn = false;
    for (CatchTree each : attempt.getCatches()) {
      Scope own = thrown.copy();
      TreePath block = new TreePath(new TreePath(path, each), each.getBlock());
      Flow behind = machine.apart(new Sink(true), () -> run(block, own, frame));
      goesOn |= behind != Flow.THREW;
      if (behind == Flow.ON) {
        if (on) {
          scope.join(own);
        } else {
          scope.become(own);
        }
        on = true;
      }
    }
    if (goesOn || tried.isEscaped()) {
      outer.escape();
    } else {
      outer.addAll(tried.findings());
    }
    return on ? Flow.ON : flow;
  }

  /** Runs the cases of a switch that may be taken. */
  Flow cases(
      TreePath path,
      ExpressionTree selector,
      List<? extends CaseTree> cases,
      Scope scope,
      Frame frame,
      boolean statement) {
    Value value = machine.expressions.value(new TreePath(path, selector), scope);
    List<Function<Scope, Flow>> ways = new ArrayList<>();
    boolean exhaustive = !statement;
    for (CaseTree each : cases) {
      exhaustive |= SwitchLabels.isDefault(each);
      if (SwitchLabels.mayMatch(each, value)) {
        ways.add(own -> body(new TreePath(path, each), each, own, frame, statement));
      }
    }
    if (!exhaustive) {
      ways.add(_ -> Flow.ON);
    }
    if (ways.isEmpty()) {
      return Flow.ON;
    }
    return left(branch(scope, ways), scope, frame);
  }

  /** Joins the facts at the places where the code left. */
  private static Flow left(Flow flow, Scope scope, Frame frame) {
    Flow behind = flow;
    for (Scope leave : frame.leaves()) {
      if (behind == Flow.ON) {
        scope.join(leave);
      } else {
        scope.become(leave);
        behind = Flow.ON;
      }
    }
    return behind;
  }

  private Flow body(TreePath path, CaseTree each, Scope scope, Frame frame, boolean statement) {
    List<? extends @Nullable StatementTree> statements = each.getStatements();
    Tree body = each.getBody();
    if (statements == null && body instanceof ExpressionTree expression) {
      Value value = machine.expressions.value(new TreePath(path, expression), scope);
      if (!statement) {
        frame.gives(value);
      }
      return Flow.ON;
    }
    if (body != null) {
      Flow flow = run(new TreePath(path, body), scope, frame);
      return !statement && flow == Flow.RETURNED ? Flow.ON : flow;
    }
    // Colon-style cases fall through to the next one, which is not evaluated.
    scope.forgetAll();
    machine.sink().escape();
    if (statements != null) {
      for (StatementTree one : statements) {
        if (one != null && run(new TreePath(path, one), scope, frame) != Flow.ON) {
          break;
        }
      }
      scope.forgetAll();
    }
    frame.gives(Value.UNKNOWN);
    return Flow.ON;
  }
}
