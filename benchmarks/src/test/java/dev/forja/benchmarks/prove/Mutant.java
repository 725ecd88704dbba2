package dev.forja.benchmarks.prove;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A source in which one number of a model is changed by one.
 *
 * @param path the source
 * @param model the model, by the name of its class file
 * @param line the line of the change
 * @param change the new number, and the old one
 * @param text the whole source
 */
record Mutant(String path, String model, long line, String change, String text) {
  /** Methods whose arguments are sizes of their results. */
  private static final Set<String> MAKERS = Set.of("of", "zeros", "ones", "randn", "full");

  /**
   * All mutants of a source: of integer literals, and of the arguments of methods that create
   * layers.
   */
  static List<Mutant> of(String path, String text) throws IOException {
    JavacTask task = Compiler.task(Map.of(path, text));
    CompilationUnitTree unit = task.parse().iterator().next();
    Finder finder = new Finder(path, text, unit, Trees.instance(task));
    finder.scan(unit, null);
    return finder.found;
  }

  @Override
  public String toString() {
    return path + ":" + line + ": " + change;
  }

  private static final class Finder extends TreeScanner<@Nullable Void, @Nullable Void> {
    private final String path;
    private final String text;
    private final CompilationUnitTree unit;
    private final Trees trees;
    private final List<Mutant> found = new ArrayList<>();
    private String outer = "";
    private String model = "";

    Finder(String path, String text, CompilationUnitTree unit, Trees trees) {
      this.path = path;
      this.text = text;
      this.unit = unit;
      this.trees = trees;
    }

    @Override
    public @Nullable Void visitClass(ClassTree tree, @Nullable Void nothing) {
      String before = outer;
      String modelBefore = model;
      String folder = path.substring(0, path.lastIndexOf('/') + 1).replace('/', '.');
      outer = outer.isEmpty() ? folder + tree.getSimpleName() : outer + "$" + tree.getSimpleName();
      model = isModel(tree) ? outer : "";
      super.visitClass(tree, null);
      outer = before;
      model = modelBefore;
      return null;
    }

    private static boolean isModel(ClassTree tree) {
      return tree.getMembers().stream()
          .anyMatch(
              member ->
                  member instanceof MethodTree method
                      && method.getModifiers().getAnnotations().stream()
                          .anyMatch(each -> each.getAnnotationType().toString().equals("Forward")));
    }

    @Override
    public @Nullable Void visitAnnotation(AnnotationTree tree, @Nullable Void nothing) {
      return null;
    }

    @Override
    public @Nullable Void visitLiteral(LiteralTree tree, @Nullable Void nothing) {
      if (tree.getKind() == Tree.Kind.INT_LITERAL) {
        change(tree, Integer.toString((Integer) tree.getValue() + 1));
      }
      return null;
    }

    @Override
    public @Nullable Void visitMethodInvocation(MethodInvocationTree tree, @Nullable Void nothing) {
      if (tree.getMethodSelect() instanceof MemberSelectTree select
          && MAKERS.contains(select.getIdentifier().toString())) {
        for (ExpressionTree argument : tree.getArguments()) {
          switch (argument.getKind()) {
            case IDENTIFIER, MEMBER_SELECT, PLUS, MINUS, MULTIPLY, DIVIDE ->
                change(argument, argument + " + 1");
            default -> {}
          }
        }
      }
      return super.visitMethodInvocation(tree, null);
    }

    private void change(Tree tree, String with) {
      if (model.isEmpty()) {
        return;
      }
      int start = (int) trees.getSourcePositions().getStartPosition(unit, tree);
      int end = (int) trees.getSourcePositions().getEndPosition(unit, tree);
      found.add(
          new Mutant(
              path,
              model,
              unit.getLineMap().getLineNumber(start),
              with + " for " + text.substring(start, end),
              text.substring(0, start) + with + text.substring(end)));
    }
  }
}
