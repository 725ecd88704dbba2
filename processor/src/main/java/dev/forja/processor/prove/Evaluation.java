package dev.forja.processor.prove;

import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Types;
import org.jspecify.annotations.Nullable;

/**
 * The shared state of the evaluation of one class: the compiler, the findings and the seen values.
 */
final class Evaluation {
  private static final int MOST_STEPS = 50_000;

  /** Thrown when evaluation takes too long; everything not known by then remains unknown. */
  static final class Exhausted extends RuntimeException {
    private static final long serialVersionUID = 1;

    Exhausted() {
      super(null, null, false, false);
    }
  }

  final Trees trees;
  final Types types;
  final ShapeAnnotations marks;
  final Classes classes;
  final TreePath outermost;
  final Expressions expressions = new Expressions(this);
  final Statements statements = new Statements(this);
  final Calls calls = new Calls(this);
  final JdkCalls jdk = new JdkCalls(this);
  final Patterns patterns = new Patterns(this);
  final Facts facts = new Facts();
  private final Map<Tree, Value> seen = new LinkedHashMap<>();
  private Sink sink = new Sink(false);
  private int steps;
  private int depth;

  Evaluation(
      Trees trees, Types types, ShapeAnnotations marks, Classes classes, TreePath outermost) {
    this.trees = trees;
    this.types = types;
    this.marks = marks;
    this.classes = classes;
    this.outermost = outermost;
  }

  void step() {
    if (++steps > MOST_STEPS) {
      throw new Exhausted();
    }
  }

  Sink sink() {
    return sink;
  }

  /** Redirects findings to another sink; returns the previous one. */
  Sink divert(Sink to) {
    Sink before = sink;
    sink = to;
    return before;
  }

  /**
   * Evaluates code that an execution may not run, or may not run to its end, so that what is
   * learned there holds only there.
   *
   * @param to takes the findings
   */
  <T> T apart(Sink to, Supplier<T> code) {
    int before = facts.count();
    Sink outer = divert(to);
    try {
      return code.get();
    } finally {
      divert(outer);
      facts.forgetSince(before);
    }
  }

  /**
   * Evaluates code that an execution may leave early and then go on behind it. If so, what is
   * learned in it does not hold behind it.
   */
  <T> T wholly(Supplier<T> code) {
    int before = facts.count();
    T result = code.get();
    if (sink.isEscaped()) {
      facts.forgetSince(before);
    }
    return result;
  }

  /** Begins to evaluate a called method; false if the calls are nested too deeply. */
  boolean enter() {
    return ++depth <= 12;
  }

  void leave() {
    depth--;
  }

  /** Records the value of an expression. */
  void see(Tree tree, Value value) {
    Value before = seen.get(tree);
    seen.put(tree, before == null ? value : Value.join(before, value));
  }

  @Nullable Value seen(Tree tree) {
    return seen.get(tree);
  }

  @Nullable Element element(TreePath path) {
    return trees.getElement(path);
  }

  /** Whether code belongs to the current outermost class, which the compiler has analysed. */
  boolean isHere(@Nullable TreePath path) {
    for (TreePath at = path; at != null; at = at.getParentPath()) {
      if (at.getLeaf() == outermost.getLeaf()) {
        return true;
      }
    }
    return false;
  }

  boolean isTensor(@Nullable TypeMirror type) {
    return classes.isTensor(type);
  }

  /** Whether a class is an invoker. */
  boolean isModule(TypeElement type) {
    return classes.isModule(type);
  }

  /** A value of which only the type and the name are known. */
  Value given(String name, TypeMirror type) {
    if (type.getKind() == TypeKind.INT) {
      return new Value.Int(Size.of(new Symbol(name, facts)));
    }
    return type instanceof DeclaredType declared
            && declared.asElement() instanceof TypeElement element
            && element.getKind() == ElementKind.RECORD
        ? new Value.Given(element)
        : unknown(type);
  }

  /** A value of which only the type is known. */
  Value unknown(@Nullable TypeMirror type) {
    if (type != null && type.getKind() == TypeKind.INT) {
      return new Value.Int(Size.UNKNOWN);
    }
    return isTensor(type) ? new Value.Tensor(Dims.UNKNOWN) : Value.UNKNOWN;
  }

  /** What is known about a component of a record or a field of an object. */
  Value component(Value of, String name) {
    return switch (Value.present(of)) {
      case Value.Struct struct -> struct.field(name);
      case Value.Given given -> given.component(name, _ -> component(given.type(), name));
      default -> Value.UNKNOWN;
    };
  }

  private Value component(TypeElement type, String name) {
    for (RecordComponentElement component : type.getRecordComponents()) {
      if (component.getSimpleName().contentEquals(name)) {
        return given(name, component.asType());
      }
    }
    return Value.UNKNOWN;
  }

  static boolean isArray(TypeMirror type) {
    return type instanceof ArrayType;
  }

  static boolean isStatic(ExecutableElement method) {
    return method.getModifiers().contains(Modifier.STATIC);
  }
}
