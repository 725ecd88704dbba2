package dev.forja.processor.read;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import dev.forja.processor.Problem;
import dev.forja.processor.Report;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import org.jspecify.annotations.Nullable;

/**
 * Reports state that a constructor creates in a statement of its own, or stores in a local variable
 * and only calls. Unless it is assigned to a field or passed on, such state is lost when the
 * constructor ends.
 */
@SuppressWarnings("VoidUsed") // the parameter and result types of the compiler's scanners
final class LostState extends TreeScanner<@Nullable Void, @Nullable Void> {
  private final Report report;
  private final TypeElement model;
  private final SourceStateTypes types;
  private final Map<String, String> made = new LinkedHashMap<>();
  private final Set<String> given = new HashSet<>();
  private int depth;

  LostState(Report report, TypeElement model, SourceStateTypes types) {
    this.report = report;
    this.model = model;
    this.types = types;
  }

  void check(MethodTree constructor) {
    scan(constructor.getBody(), null);
    made.keySet().removeAll(given);
    made.values()
        .forEach(
            state ->
                report
                    .at(element(constructor))
                    .report(Problem.STATE_LOST, TypeText.show(model), state));
  }

  private Element element(MethodTree constructor) {
    SourceMembers members = types.env().sourceMembers();
    return members.constructors(model).stream()
        .filter(each -> members.of(each) == constructor)
        .map(Element.class::cast)
        .findFirst()
        .orElse(model);
  }

  @Override
  public @Nullable Void visitVariable(VariableTree tree, @Nullable Void none) {
    String state =
        depth == 0 && tree.getInitializer() != null && types.madeBy(tree.getInitializer()) != null
            ? types.stateOf(tree)
            : null;
    if (state != null) {
      made.put(tree.getName().toString(), state);
    }
    return super.visitVariable(tree, none);
  }

  /** What a statement creates without giving it a name is lost at once. */
  @Override
  public @Nullable Void visitExpressionStatement(
      ExpressionStatementTree tree, @Nullable Void none) {
    String state = depth == 0 ? types.madeBy(tree.getExpression()) : null;
    if (state != null) {
      made.put("statement " + made.size(), state);
    }
    return super.visitExpressionStatement(tree, none);
  }

  @Override
  public @Nullable Void visitIdentifier(IdentifierTree tree, @Nullable Void none) {
    given.add(tree.getName().toString());
    return null;
  }

  /** The receiver of a call is not passed on, unless code that runs later captures it. */
  @Override
  public @Nullable Void visitMemberSelect(MemberSelectTree tree, @Nullable Void none) {
    return depth == 0 && tree.getExpression() instanceof IdentifierTree
        ? null
        : super.visitMemberSelect(tree, none);
  }

  @Override
  public @Nullable Void visitLambdaExpression(LambdaExpressionTree tree, @Nullable Void none) {
    return deeper(() -> super.visitLambdaExpression(tree, none));
  }

  @Override
  public @Nullable Void visitMemberReference(MemberReferenceTree tree, @Nullable Void none) {
    return deeper(() -> super.visitMemberReference(tree, none));
  }

  @Override
  public @Nullable Void visitClass(ClassTree tree, @Nullable Void none) {
    return deeper(() -> super.visitClass(tree, none));
  }

  private @Nullable Void deeper(Runnable scan) {
    depth++;
    scan.run();
    depth--;
    return null;
  }
}
