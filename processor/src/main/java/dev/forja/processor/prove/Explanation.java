package dev.forja.processor.prove;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import dev.forja.processor.Problem;
import dev.forja.processor.Report;
import org.jspecify.annotations.Nullable;

/** Reports, as notes, the inferred shape of each call that returns a tensor. */
final class Explanation {
  private final Evaluation machine;
  private final TreePath model;

  Explanation(Evaluation machine, TreePath model) {
    this.machine = machine;
    this.model = model;
  }

  void write() {
    for (Tree member : ((ClassTree) model.getLeaf()).getMembers()) {
      if (member instanceof MethodTree method && !method.getName().contentEquals("<init>")) {
        new Calls().scan(new TreePath(model, member), null);
      }
    }
  }

  private final class Calls extends TreePathScanner<@Nullable Void, @Nullable Void> {
    @Override
    public @Nullable Void visitMethodInvocation(MethodInvocationTree tree, @Nullable Void nothing) {
      super.visitMethodInvocation(tree, null);
      explain();
      return null;
    }

    @Override
    public @Nullable Void visitNewClass(NewClassTree tree, @Nullable Void nothing) {
      super.visitNewClass(tree, null);
      explain();
      return null;
    }

    private void explain() {
      TreePath path = getCurrentPath();
      Value value = machine.seen(path.getLeaf());
      if (value instanceof Value.Tensor || machine.isTensor(machine.trees.getTypeMirror(path))) {
        String shape =
            Value.show(value instanceof Value.Tensor ? value : new Value.Tensor(Dims.UNKNOWN));
        Report.in(machine.trees, path, true)
            .report(Problem.SHAPE_EXPLAINED, shape, MarkedCalls.shorten(path.getLeaf()));
      }
    }
  }
}
