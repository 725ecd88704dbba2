package dev.forja.processor.read;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import dev.forja.Forward;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import org.jspecify.annotations.Nullable;

/** The source code of classes, which is available only in javac. */
public final class SourceMembers {
  private final @Nullable Trees trees;
  private final Map<TypeElement, List<? extends Element>> members = new HashMap<>();

  private SourceMembers(@Nullable Trees trees) {
    this.trees = trees;
  }

  /**
   * The source code that the compiler gives access to; none if it is not javac, or is hidden behind
   * a wrapper.
   */
  public static SourceMembers of(ProcessingEnvironment env) {
    try {
      return new SourceMembers(Trees.instance(env));
    } catch (IllegalArgumentException | LinkageError other) {
      return new SourceMembers(null);
    }
  }

  /** Whether the compiler gives access to code at all. */
  boolean shown() {
    return trees != null;
  }

  /** The code of a class; null if it is not available. */
  @Nullable TreePath of(TypeElement type) {
    return trees == null ? null : trees.getPath(type);
  }

  /** The code of a method or constructor; null if it is not available. */
  @Nullable MethodTree of(ExecutableElement method) {
    TreePath path = trees == null ? null : trees.getPath(method);
    return path != null && path.getLeaf() instanceof MethodTree code ? code : null;
  }

  /** All constructors of a class, including those that its element lacks, like {@link #methods}. */
  List<ExecutableElement> constructors(TypeElement type) {
    return ElementFilter.constructorsIn(members.computeIfAbsent(type, this::read));
  }

  /**
   * The methods of a class, in source order, including those that its element lacks: javac treats a
   * type that does not exist yet as equal to any other, so of {@code run(LeafInvoker)} and {@code
   * run(double)} it keeps only the first.
   */
  List<ExecutableElement> methods(TypeElement type) {
    return ElementFilter.methodsIn(members.computeIfAbsent(type, this::read));
  }

  /**
   * The marked methods of these classes, and of classes nested in them, that their elements lack.
   */
  public List<ExecutableElement> hiddenForwards(Iterable<? extends Element> classes) {
    List<ExecutableElement> hidden = new ArrayList<>();
    for (TypeElement type : ElementFilter.typesIn(classes)) {
      methods(type).stream()
          .filter(method -> Annotations.has(method, Forward.class))
          .filter(method -> !type.getEnclosedElements().contains(method))
          .forEach(hidden::add);
      hidden.addAll(hiddenForwards(type.getEnclosedElements()));
    }
    return hidden;
  }

  private List<? extends Element> read(TypeElement type) {
    TreePath code = of(type);
    if (trees == null || code == null || !(code.getLeaf() instanceof ClassTree body)) {
      return type.getEnclosedElements();
    }
    List<Element> all = new ArrayList<>(type.getEnclosedElements());
    int next = 0;
    for (Tree tree : body.getMembers()) {
      Element member =
          tree instanceof MethodTree ? trees.getElement(new TreePath(code, tree)) : null;
      if (member != null) {
        int at = all.indexOf(member);
        if (at < 0) {
          all.add(next, member);
          at = next;
        }
        next = at + 1;
      }
    }
    return all;
  }
}
