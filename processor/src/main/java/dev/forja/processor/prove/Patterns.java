package dev.forja.processor.prove;

import com.sun.source.tree.BindingPatternTree;
import com.sun.source.tree.DeconstructionPatternTree;
import com.sun.source.tree.PatternTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import java.util.List;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/** Matches values with patterns, and takes records apart. */
final class Patterns {
  private final Evaluation machine;

  Patterns(Evaluation machine) {
    this.machine = machine;
  }

  /** Whether a value fits a pattern. */
  Match match(TreePath pattern, Value value) {
    TypeMirror type = type(pattern);
    if (type == null) {
      return Match.MAYBE;
    }
    Match match = instance(value, type);
    if (pattern.getLeaf() instanceof DeconstructionPatternTree tree && match != Match.NEVER) {
      List<? extends RecordComponentElement> components = components(type);
      List<? extends PatternTree> parts = tree.getNestedPatterns();
      for (int i = 0; i < parts.size(); i++) {
        match =
            i < components.size()
                ? match.and(part(new TreePath(pattern, parts.get(i)), value, components.get(i)))
                : Match.MAYBE;
      }
    }
    return match;
  }

  private Match part(TreePath pattern, Value of, RecordComponentElement component) {
    return isTotal(pattern, component) ? Match.ALWAYS : match(pattern, component(of, component));
  }

  /** Whether a pattern takes every value of a component, even null. */
  private boolean isTotal(TreePath pattern, RecordComponentElement component) {
    TypeMirror type = type(pattern);
    return !(pattern.getLeaf() instanceof DeconstructionPatternTree)
        && (type == null || isSubtype(component.asType(), type));
  }

  private boolean isSubtype(TypeMirror one, TypeMirror other) {
    return machine.types.isSubtype(machine.types.erasure(one), machine.types.erasure(other));
  }

  /** Whether a value is an instance of a type. */
  Match instance(Value value, TypeMirror type) {
    if (value instanceof Value.Null) {
      return Match.NEVER;
    }
    TypeElement own = classOf(Value.present(value));
    if (own == null || type.getKind().isPrimitive()) {
      return Match.MAYBE;
    }
    if (!isSubtype(own.asType(), type)) {
      return own.getModifiers().contains(Modifier.FINAL) || own.getKind() == ElementKind.RECORD
          ? Match.NEVER
          : Match.MAYBE;
    }
    return value instanceof Value.Struct ? Match.ALWAYS : Match.MAYBE; // it may be null
  }

  private static @Nullable TypeElement classOf(Value value) {
    return switch (value) {
      case Value.Struct struct -> struct.type();
      case Value.Given given -> given.type();
      default -> null;
    };
  }

  /** Sets the variables of a pattern to the parts of a value that fits. */
  void bind(TreePath pattern, Value value, Scope scope) {
    set(pattern, Value.present(value), scope);
  }

  private void set(TreePath pattern, Value value, Scope scope) {
    switch (pattern.getLeaf()) {
      case BindingPatternTree tree -> {
        TreePath place = new TreePath(pattern, tree.getVariable());
        Element variable = machine.element(place);
        if (variable != null) {
          boolean known = !(value instanceof Value.Unknown);
          scope.set(variable, known ? value : machine.unknown(variable.asType()));
        }
      }
      case DeconstructionPatternTree tree -> {
        List<? extends RecordComponentElement> components = components(type(pattern));
        List<? extends PatternTree> parts = tree.getNestedPatterns();
        for (int i = 0; i < parts.size() && i < components.size(); i++) {
          TreePath part = new TreePath(pattern, parts.get(i));
          Value component = component(value, components.get(i));
          boolean total = isTotal(part, components.get(i));
          set(part, total ? component : Value.present(component), scope);
        }
      }
      default -> {}
    }
  }

  private Value component(Value of, RecordComponentElement component) {
    TypeElement own = classOf(Value.present(of));
    return own != null
            && own.equals(component.getEnclosingElement())
            && !machine.calls.isWritten(component.getAccessor(), own)
        ? machine.component(of, component.getSimpleName().toString())
        : Value.UNKNOWN;
  }

  private static List<? extends RecordComponentElement> components(@Nullable TypeMirror type) {
    return type instanceof DeclaredType declared
            && type.getKind() == TypeKind.DECLARED
            && declared.asElement() instanceof TypeElement element
        ? element.getRecordComponents()
        : List.of();
  }

  private @Nullable TypeMirror type(TreePath pattern) {
    return switch (pattern.getLeaf()) {
      case BindingPatternTree tree -> {
        Element variable = machine.element(new TreePath(pattern, tree.getVariable()));
        yield variable == null ? null : variable.asType();
      }
      case DeconstructionPatternTree tree -> {
        Tree type = tree.getDeconstructor();
        yield machine.trees.getTypeMirror(new TreePath(pattern, type));
      }
      default -> null;
    };
  }
}
