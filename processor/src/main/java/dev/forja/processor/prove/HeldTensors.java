package dev.forja.processor.prove;

import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewArrayTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import dev.forja.Buffer;
import dev.forja.spi.ParameterType;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/**
 * Finds the fields of a model whose types do not say that they hold a tensor, such as {@code
 * Object}, but to which its code gives one that is no parameter.
 */
@SuppressWarnings("VoidUsed") // the parameter and result types of the compiler's scanners
final class HeldTensors extends TreePathScanner<@Nullable Void, @Nullable Void> {
  private final Evaluation machine;
  private final Element model;
  private final Set<VariableElement> found = new LinkedHashSet<>();

  private HeldTensors(Evaluation machine, Element model) {
    this.machine = machine;
    this.model = model;
  }

  static Set<VariableElement> in(Evaluation machine, TypeElement model, TreePath path) {
    HeldTensors held = new HeldTensors(machine, model);
    for (Tree member : ((ClassTree) path.getLeaf()).getMembers()) {
      held.scan(new TreePath(path, member), null);
    }
    return held.found;
  }

  @Override
  public @Nullable Void visitClass(ClassTree tree, @Nullable Void nothing) {
    return null; // its fields are its own
  }

  @Override
  public @Nullable Void visitVariable(VariableTree tree, @Nullable Void nothing) {
    if (tree.getInitializer() != null) {
      given(getCurrentPath(), new TreePath(getCurrentPath(), tree.getInitializer()));
    }
    return super.visitVariable(tree, null);
  }

  @Override
  public @Nullable Void visitAssignment(AssignmentTree tree, @Nullable Void nothing) {
    given(
        new TreePath(getCurrentPath(), tree.getVariable()),
        new TreePath(getCurrentPath(), tree.getExpression()));
    return super.visitAssignment(tree, null);
  }

  private void given(TreePath target, TreePath value) {
    if (machine.element(target) instanceof VariableElement field
        && field.getKind() == ElementKind.FIELD
        && model.equals(field.getEnclosingElement())
        && !field.getModifiers().contains(Modifier.STATIC)
        && field.getAnnotation(Buffer.class) == null
        && !mentionsTensor(field.asType())
        && isTensor(value)) {
      found.add(field);
    }
  }

  /** Whether the type of a field says what it holds, so that the reader of fields reports it. */
  private boolean mentionsTensor(TypeMirror type) {
    return switch (type) {
      case ArrayType array -> mentionsTensor(array.getComponentType());
      case DeclaredType declared ->
          machine.isTensor(declared)
              || declared.getTypeArguments().stream().anyMatch(this::mentionsTensor);
      default -> false;
    };
  }

  /** Whether a value is a tensor, or an array, list or the like that is made of some. */
  private boolean isTensor(TreePath value) {
    if (machine.trees.getTypeMirror(value) instanceof DeclaredType type && machine.isTensor(type)) {
      return type.asElement().getAnnotation(ParameterType.class) == null;
    }
    return switch (value.getLeaf()) {
      case ParenthesizedTree tree -> isTensor(new TreePath(value, tree.getExpression()));
      case ConditionalExpressionTree tree ->
          isTensor(new TreePath(value, tree.getTrueExpression()))
              || isTensor(new TreePath(value, tree.getFalseExpression()));
      case NewArrayTree tree ->
          tree.getInitializers() != null && any(value, tree.getInitializers());
      case MethodInvocationTree tree -> makesContainer(value) && any(value, tree.getArguments());
      default -> false;
    };
  }

  private boolean any(TreePath path, List<? extends Tree> values) {
    return values.stream().anyMatch(each -> isTensor(new TreePath(path, each)));
  }

  private boolean makesContainer(TreePath call) {
    return machine.element(call) instanceof ExecutableElement method
        && Evaluation.isStatic(method)
        && method.getEnclosingElement() instanceof TypeElement owner
        && owner.getQualifiedName().toString().startsWith("java.util.");
  }
}
