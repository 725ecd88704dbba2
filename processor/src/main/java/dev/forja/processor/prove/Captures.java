package dev.forja.processor.prove;

import com.sun.source.tree.ArrayAccessTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.Tree;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names of variables whose arrays and lists a lambda or a class may change when it runs, which
 * may be at any time after it was created. Reading an element or the length changes nothing.
 */
final class Captures extends WriteScanner {
  private static final Set<String> READS =
      Set.of("length", "get", "getFirst", "getLast", "size", "isEmpty", "stream");

  private final Set<String> names = new HashSet<>();

  private Captures() {}

  static Set<String> of(Tree code) {
    Captures found = new Captures();
    found.scan(code, null);
    return found.names;
  }

  @Override
  public @Nullable Void visitIdentifier(IdentifierTree tree, @Nullable Void nothing) {
    names.add(tree.getName().toString());
    return null;
  }

  @Override
  public @Nullable Void visitMemberSelect(MemberSelectTree tree, @Nullable Void nothing) {
    boolean reads =
        tree.getExpression() instanceof IdentifierTree
            && READS.contains(tree.getIdentifier().toString());
    if (!reads) {
      names.add(tree.getIdentifier().toString()); // this.list
      super.visitMemberSelect(tree, null);
    }
    return null;
  }

  @Override
  public @Nullable Void visitArrayAccess(ArrayAccessTree tree, @Nullable Void nothing) {
    if (!(tree.getExpression() instanceof IdentifierTree)) {
      scan(tree.getExpression(), null);
    }
    return scan(tree.getIndex(), null);
  }

  @Override
  void written(ExpressionTree target) {
    if (target instanceof ArrayAccessTree element) {
      scan(element.getExpression(), null);
    }
  }
}
