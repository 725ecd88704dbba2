package dev.forja.processor.prove;

import com.sun.source.tree.CaseLabelTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.ConstantCaseLabelTree;
import com.sun.source.tree.DefaultCaseLabelTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;

/** Determines which cases of a switch may be taken. */
final class SwitchLabels {
  private SwitchLabels() {}

  static boolean isDefault(CaseTree each) {
    return each.getLabels().stream().anyMatch(DefaultCaseLabelTree.class::isInstance);
  }

  static boolean mayMatch(CaseTree each, Value value) {
    return each.getLabels().stream().anyMatch(label -> mayMatch(label, value));
  }

  private static boolean mayMatch(CaseLabelTree label, Value value) {
    if (!(label instanceof ConstantCaseLabelTree constant)) {
      return true;
    }
    ExpressionTree expression = constant.getConstantExpression();
    return switch (value) {
      case Value.Constant(String name) ->
          switch (expression) {
            case IdentifierTree identifier -> identifier.getName().contentEquals(name);
            case MemberSelectTree select -> select.getIdentifier().contentEquals(name);
            default -> true;
          };
      case Value.Int(Size size) ->
          !(expression instanceof LiteralTree literal
              && literal.getValue() instanceof Integer number
              && size.isNever(number));
      default -> true;
    };
  }
}
