package dev.forja.processor.read;

import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreeScanner;
import dev.forja.processor.Problem;
import dev.forja.processor.Report;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import org.jspecify.annotations.Nullable;

/**
 * Reports state that is hidden in the code assigned to a field: variables of a constructor that a
 * lambda, a method reference or an anonymous class captures, or state that it creates itself. The
 * check relies on names alone, because the code is not attributed yet; so it reports no more than a
 * note.
 */
@SuppressWarnings("VoidUsed") // the parameter and result types of the compiler's scanners
final class HiddenState {
  private final Report report;
  private final TypeElement model;
  private final SourceStateTypes types;
  private final Map<String, VariableElement> fields = new HashMap<>();

  HiddenState(Env env, Report report, TypeElement model, TreePath path) {
    this.report = report;
    this.model = model;
    this.types = new SourceStateTypes(env, model, path.getCompilationUnit());
    StateReader.fields(env, model).stream()
        .filter(field -> Env.owner(field).equals(model))
        .forEach(field -> fields.put(field.getSimpleName().toString(), field));
  }

  void check(ClassTree tree) {
    for (Tree member : tree.getMembers()) {
      if (member instanceof VariableTree field && field.getInitializer() != null) {
        Given given = new Given(field.getName().toString());
        given.scan(field.getInitializer(), null);
        given.report(Map.of());
      } else if (member instanceof MethodTree method
          && method.getName().contentEquals("<init>")
          && method.getBody() != null) {
        checkCode(method.getParameters(), method.getBody());
        new LostState(report, model, types).check(method);
      } else if (member instanceof BlockTree block && !block.isStatic()) {
        checkCode(List.of(), block);
      }
    }
  }

  /** Checks a constructor or an initialiser, whose variables may be captured by the code in it. */
  private void checkCode(List<? extends VariableTree> params, BlockTree body) {
    Map<String, VariableTree> variables = new HashMap<>();
    List<Given> all = new ArrayList<>();
    TreeScanner<@Nullable Void, @Nullable Void> scanner =
        new TreeScanner<>() {
          @Override
          public @Nullable Void visitVariable(VariableTree tree, @Nullable Void none) {
            variables.put(tree.getName().toString(), tree);
            return super.visitVariable(tree, none);
          }

          @Override
          public @Nullable Void visitAssignment(AssignmentTree tree, @Nullable Void none) {
            Given given = new Given(target(tree.getVariable()));
            given.scan(tree.getExpression(), null);
            all.add(given);
            return super.visitAssignment(tree, none);
          }
        };
    scanner.scan(params, null);
    scanner.scan(body, null);
    all.forEach(given -> variables.keySet().removeAll(given.plain));
    all.forEach(given -> given.report(variables));
  }

  private static String target(ExpressionTree variable) {
    return variable instanceof MemberSelectTree select
        ? select.getIdentifier().toString()
        : variable.toString();
  }

  /**
   * The value assigned to a field: the names that it mentions directly, and those that code in it
   * captures.
   */
  private final class Given extends TreeScanner<@Nullable Void, @Nullable Void> {
    private final String field;
    private final Set<String> plain = new HashSet<>();
    private final Set<String> kept = new HashSet<>();
    private final List<String> made = new ArrayList<>();
    private int depth;

    Given(String field) {
      this.field = field;
    }

    void report(Map<String, VariableTree> variables) {
      VariableElement element = fields.get(field);
      if (element == null || element.getModifiers().contains(Modifier.STATIC)) {
        return;
      }
      kept.stream()
          .sorted()
          .map(variables::get)
          .filter(Objects::nonNull)
          .map(types::stateOf)
          .filter(Objects::nonNull)
          .forEach(made::add);
      if (!made.isEmpty()) {
        report
            .at(element)
            .report(
                Problem.STATE_HIDDEN,
                element.getSimpleName(),
                made.getFirst(),
                TypeText.show(model));
      }
    }

    /**
     * Whether the type of the field mentions the class, so that the reader of the field already
     * handles it.
     */
    private boolean isWalked(TypeElement type) {
      VariableElement element = fields.get(field);
      if (element == null) {
        return true;
      }
      Env env = types.env();
      TypeScan mentioned =
          TypeScan.of(env, env.packageOf(model), element.asType()).withBounds().withComponents();
      return env.supertypes(type).stream()
          .filter(each -> !Env.is(each, "java.lang.Object"))
          .anyMatch(mentioned.types::contains);
    }

    @Override
    public @Nullable Void visitMemberSelect(MemberSelectTree tree, @Nullable Void none) {
      scanWithin(tree.getExpression());
      return null;
    }

    /** The receiver of a call is not captured; nor is a model that is passed to {@code wrap}. */
    @Override
    public @Nullable Void visitMethodInvocation(MethodInvocationTree tree, @Nullable Void none) {
      boolean wraps =
          tree.getMethodSelect() instanceof MemberSelectTree select
              && select.getIdentifier().contentEquals("wrap");
      scan(tree.getMethodSelect(), none);
      for (ExpressionTree argument : tree.getArguments()) {
        if (wraps) {
          scanWithin(argument);
        } else {
          scan(argument, none);
        }
      }
      return null;
    }

    private void scanWithin(ExpressionTree tree) {
      if (tree instanceof NewClassTree made && made.getClassBody() == null) {
        scan(made.getArguments(), null);
      } else {
        scan(tree, null);
      }
    }

    private @Nullable Void deeper(Runnable scan) {
      depth++;
      scan.run();
      depth--;
      return null;
    }

    @Override
    public @Nullable Void visitIdentifier(IdentifierTree tree, @Nullable Void none) {
      (depth > 0 ? kept : plain).add(tree.getName().toString());
      return null;
    }

    @Override
    public @Nullable Void visitLambdaExpression(LambdaExpressionTree tree, @Nullable Void none) {
      return deeper(() -> super.visitLambdaExpression(tree, none));
    }

    @Override
    public @Nullable Void visitMemberReference(MemberReferenceTree tree, @Nullable Void none) {
      String state = types.madeBy(tree.getQualifierExpression());
      if (state != null) {
        made.add(state);
      }
      return deeper(() -> super.visitMemberReference(tree, none));
    }

    @Override
    public @Nullable Void visitNewClass(NewClassTree tree, @Nullable Void none) {
      ClassTree body = tree.getClassBody();
      if (body == null) {
        TypeElement hiding = depth == 0 ? types.hiding(tree.getIdentifier()) : null;
        if (hiding != null && !isWalked(hiding)) {
          made.add(TypeText.show(hiding));
        }
        return super.visitNewClass(tree, none);
      }
      for (Tree member : body.getMembers()) {
        String state = member instanceof VariableTree own ? types.stateOf(own) : null;
        if (state != null) {
          made.add(state);
        }
      }
      return deeper(() -> super.visitNewClass(tree, none));
    }
  }
}
