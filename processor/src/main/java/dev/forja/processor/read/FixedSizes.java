package dev.forja.processor.read;

import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.util.ElementFilter;
import org.jspecify.annotations.Nullable;

/**
 * Reads the sizes of state from the code that creates it, if they are integer literals: {@code
 * (784, 128)} from {@code Linear.of(784, 128)}, {@code (_, 10)} from {@code Linear.of(width, 10)}.
 */
final class FixedSizes {
  private static final String OPEN = "_";
  private static final String THIS = "this.";

  private final Env env;
  private final Map<TypeElement, Map<String, List<ExpressionTree>>> values = new HashMap<>();

  FixedSizes(Env env) {
    this.env = env;
  }

  /** The fixed sizes; empty if there are none, or if the field is assigned more than once. */
  String of(VariableElement field) {
    TypeElement owner = Env.owner(field);
    List<ExpressionTree> given =
        values
            .computeIfAbsent(owner, this::values)
            .getOrDefault(field.getSimpleName().toString(), List.of());
    return given.size() == 1 ? sizes(given.getFirst(), owner).orElse("") : "";
  }

  /** The values assigned to the fields of a class, by the names of the fields. */
  private Map<String, List<ExpressionTree>> values(TypeElement owner) {
    Map<String, List<ExpressionTree>> all = new HashMap<>();
    TreePath path = env.sourceMembers().of(owner);
    if (path != null && path.getLeaf() instanceof ClassTree body) {
      for (Tree member : body.getMembers()) {
        if (member instanceof VariableTree field) {
          if (field.getInitializer() != null) {
            add(field.getName().toString(), field.getInitializer(), all);
          }
        } else if (!(member instanceof ClassTree)) {
          addAssigned(member, all);
        }
      }
    }
    return all;
  }

  @SuppressWarnings("VoidUsed") // the parameter and result types of the compiler's scanners
  private static void addAssigned(Tree code, Map<String, List<ExpressionTree>> all) {
    code.accept(
        new TreeScanner<@Nullable Void, @Nullable Void>() {
          @Override
          public @Nullable Void visitAssignment(AssignmentTree tree, @Nullable Void none) {
            String target = tree.getVariable().toString();
            String name = target.startsWith(THIS) ? target.substring(THIS.length()) : target;
            add(name, tree.getExpression(), all);
            return super.visitAssignment(tree, none);
          }
        },
        null);
  }

  private static void add(
      String name, ExpressionTree value, Map<String, List<ExpressionTree>> all) {
    all.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
  }

  private Optional<String> sizes(@Nullable Tree made, TypeElement owner) {
    return switch (made) {
      case ParenthesizedTree inner -> sizes(inner.getExpression(), owner);
      case NewClassTree call -> sizes(call.getArguments(), null, owner);
      case MethodInvocationTree call ->
          sizes(
              call.getArguments(),
              call.getMethodSelect() instanceof MemberSelectTree select
                  ? select.getExpression()
                  : null,
              owner);
      case null, default -> Optional.empty();
    };
  }

  /**
   * The sizes from the arguments, otherwise from the created object, otherwise from the receiver.
   */
  private Optional<String> sizes(
      List<? extends ExpressionTree> arguments, @Nullable Tree receiver, TypeElement owner) {
    List<String> each = arguments.stream().map(argument -> size(argument, owner)).toList();
    if (each.stream().anyMatch(size -> !size.equals(OPEN))) {
      return Optional.of(each.stream().collect(Collectors.joining(", ", "(", ")")));
    }
    Optional<String> inner =
        arguments.size() == 1 ? sizes(arguments.getFirst(), owner) : Optional.empty();
    return inner.isPresent() ? inner : sizes(receiver, owner);
  }

  private String size(ExpressionTree argument, TypeElement owner) {
    if (argument instanceof LiteralTree literal) {
      return fixed(literal.getValue());
    }
    return argument instanceof IdentifierTree name
        ? constant(owner, name.getName().toString())
        : OPEN;
  }

  private static String constant(TypeElement owner, String name) {
    for (VariableElement field : ElementFilter.fieldsIn(owner.getEnclosedElements())) {
      if (field.getSimpleName().contentEquals(name)) {
        return fixed(field.getConstantValue());
      }
    }
    return OPEN;
  }

  /** A number as a size; 0 and negative numbers are not sizes, but positions and choices. */
  private static String fixed(@Nullable Object value) {
    return value instanceof Integer number && number > 0 ? number.toString() : OPEN;
  }
}
