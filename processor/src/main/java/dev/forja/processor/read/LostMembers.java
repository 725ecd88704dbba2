package dev.forja.processor.read;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import java.util.HashMap;
import java.util.Map;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;

/**
 * Constructors and methods that the code of a class has and its element lacks. While a type is not
 * made yet javac takes it for any other, so of {@code Net(LeafInvoker)} and {@code Net(double)} it
 * keeps the first, until {@code LeafInvoker} is there.
 */
record LostMembers(Bodies bodies) {
  /** Whether a class has lost one; never where the compiler does not show its code. */
  boolean of(TypeElement type) {
    TreePath code = bodies.of(type);
    if (code == null || !(code.getLeaf() instanceof ClassTree body)) {
      return false;
    }
    Map<String, Integer> left = new HashMap<>();
    for (Tree member : body.getMembers()) {
      if (member instanceof MethodTree method) {
        left.merge(method.getName().toString(), 1, Integer::sum);
      }
    }
    for (Element member : type.getEnclosedElements()) {
      if (member instanceof ExecutableElement executable) {
        left.merge(executable.getSimpleName().toString(), -1, Integer::sum);
      }
    }
    return left.values().stream().anyMatch(count -> count > 0);
  }
}
