package dev.forja.processor.prove;

import com.sun.source.tree.ArrayAccessTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import java.util.HashSet;
import java.util.Set;

/** The names of variables that code assigns. */
final class Assigned extends WriteScanner {
  private final Set<String> names = new HashSet<>();

  private Assigned() {}

  static Set<String> in(Iterable<? extends Tree> code) {
    Assigned found = new Assigned();
    found.scan(code, null);
    return found.names;
  }

  @Override
  void written(ExpressionTree target) {
    switch (target) {
      case IdentifierTree tree -> names.add(tree.getName().toString());
      case MemberSelectTree tree -> names.add(tree.getIdentifier().toString());
      case ArrayAccessTree tree -> written(tree.getExpression());
      case ParenthesizedTree tree -> written(tree.getExpression());
      default -> {}
    }
  }
}
