package dev.forja.processor.prove;

import com.sun.source.tree.CaseLabelTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.ConstantCaseLabelTree;
import com.sun.source.tree.DefaultCaseLabelTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.PatternCaseLabelTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Runs the cases of a switch that may be taken. */
final class Switches {
  private final Evaluation machine;
  private final Statements statements;

  Switches(Evaluation machine, Statements statements) {
    this.machine = machine;
    this.statements = statements;
  }

  boolean run(
      TreePath path,
      ExpressionTree selector,
      List<? extends CaseTree> cases,
      Scope scope,
      Frame frame) {
    Value value = machine.expressions.value(new TreePath(path, selector), scope);
    if (cases.stream().anyMatch(each -> each.getGuard() != null)) {
      scope.forgetAssignable(); // a guard may call code
    }
    List<Predicate<Scope>> ways = new ArrayList<>();
    Predicate<Scope> otherwise = null;
    boolean exhaustive = path.getLeaf() instanceof SwitchExpressionTree;
    boolean certain = false;
    for (int place = 0; place < cases.size() && !certain; place++) {
      CaseTree each = cases.get(place);
      int first = place;
      exhaustive |= each.getLabels().stream().anyMatch(Switches::isExhaustive);
      Match match = match(new TreePath(path, each), each, value, scope);
      Predicate<Scope> way = own -> from(path, cases, first, value, own, frame);
      if (match != Match.NEVER) {
        ways.add(way);
      } else if (isDefault(each)) {
        otherwise = way;
      }
      certain = match == Match.ALWAYS;
    }
    if (!certain && otherwise != null) {
      ways.add(otherwise);
    }
    if (ways.isEmpty() || (!certain && !exhaustive)) {
      ways.add(_ -> true);
    }
    boolean on = machine.wholly(() -> statements.branch(scope, ways));
    return statements.arrive(Target.behind(path.getLeaf()), on, scope, frame);
  }

  private static boolean isDefault(CaseTree each) {
    return each.getLabels().stream().anyMatch(DefaultCaseLabelTree.class::isInstance);
  }

  /** Whether a switch with this label covers all values. */
  private static boolean isExhaustive(CaseLabelTree label) {
    return label instanceof DefaultCaseLabelTree || label instanceof PatternCaseLabelTree;
  }

  private Match match(TreePath path, CaseTree each, Value value, Scope scope) {
    Match match = Match.NEVER;
    for (CaseLabelTree label : each.getLabels()) {
      match = match.or(match(new TreePath(path, label), label, value, scope));
    }
    return each.getGuard() == null ? match : match.and(Match.MAYBE);
  }

  /** Whether a label fits a value; a default fits what no other label does. */
  private Match match(TreePath path, CaseLabelTree label, Value value, Scope scope) {
    return switch (label) {
      case PatternCaseLabelTree pattern ->
          machine.patterns.match(new TreePath(path, pattern.getPattern()), value);
      case ConstantCaseLabelTree constant ->
          constant(new TreePath(path, constant.getConstantExpression()), value, scope);
      case DefaultCaseLabelTree _ -> Match.NEVER;
      default -> Match.MAYBE;
    };
  }

  private Match constant(TreePath path, Value value, Scope scope) {
    return switch (value) {
      case Value.Constant(String name) ->
          switch (path.getLeaf()) {
            case IdentifierTree identifier -> Match.of(identifier.getName().contentEquals(name));
            case MemberSelectTree select -> Match.of(select.getIdentifier().contentEquals(name));
            default -> Match.MAYBE;
          };
      case Value.Int(Size size) ->
          machine.expressions.value(path, scope) instanceof Value.Int(Size label)
              ? size.isAlways(label)
                  ? Match.ALWAYS
                  : size.isNever(label) ? Match.NEVER : Match.MAYBE
              : Match.MAYBE;
      case Value.Text(String text) ->
          machine.expressions.value(path, scope) instanceof Value.Text(String label)
              ? Match.of(text.equals(label))
              : Match.MAYBE;
      default -> Match.MAYBE;
    };
  }

  /** Runs a case, and those that it falls through to. */
  private boolean from(
      TreePath path,
      List<? extends CaseTree> cases,
      int first,
      Value value,
      Scope scope,
      Frame frame) {
    CaseTree taken = cases.get(first);
    TreePath place = new TreePath(path, taken);
    for (CaseLabelTree label : taken.getLabels()) {
      if (label instanceof PatternCaseLabelTree pattern) {
        TreePath of = new TreePath(new TreePath(place, label), pattern.getPattern());
        machine.patterns.bind(of, value, scope);
      }
    }
    ExpressionTree guard = taken.getGuard();
    if (guard != null) {
      machine.expressions.value(new TreePath(place, guard), scope);
      machine.expressions.assume(new TreePath(place, guard), true, scope);
    }
    if (taken.getStatements() == null) {
      return body(place, taken.getBody(), scope, frame);
    }
    for (CaseTree each : cases.subList(first, cases.size())) {
      List<? extends StatementTree> code = each.getStatements();
      if (code != null && !statements.all(new TreePath(path, each), code, scope, frame)) {
        return false;
      }
    }
    return true;
  }

  /** Runs the code behind an arrow. */
  private boolean body(TreePath place, @Nullable Tree body, Scope scope, Frame frame) {
    if (body instanceof ExpressionTree expression) {
      Value value = machine.expressions.value(new TreePath(place, expression), scope);
      if (place.getParentPath().getLeaf() instanceof SwitchExpressionTree) {
        frame.gives(value);
      }
      return true;
    }
    return body == null || statements.run(new TreePath(place, body), scope, frame);
  }
}
