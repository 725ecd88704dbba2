package dev.forja;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Walks the tree of modules: each module once, by identity; a circle of objects is refused. */
final class ModuleTree {
  private final SequencedMap<String, Invoker> preOrder = new LinkedHashMap<>();
  private final List<Invoker> postOrder = new ArrayList<>();
  private final Set<Invoker> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Map<Invoker, String> open = new IdentityHashMap<>();

  private ModuleTree() {}

  static SequencedMap<String, Invoker> namedModules(Invoker root) {
    return walk(root).preOrder;
  }

  static Collection<Invoker> postOrder(Invoker root) {
    return walk(root).postOrder;
  }

  static SequencedMap<String, Invoker> namedChildren(Invoker parent) {
    SequencedMap<String, Invoker> children = new LinkedHashMap<>();
    Set<Invoker> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    parent.visitState(
        (ChildVisitor)
            (name, child) -> {
              child.adoptedBy(parent, name);
              if (seen.add(child)) {
                children.put(name, child);
              }
            });
    return children;
  }

  static void adoptChildren(Invoker parent) {
    parent.visitState((ChildVisitor) (name, child) -> child.adoptedBy(parent, name));
  }

  static @Nullable String nameOf(Invoker child, Invoker parent) {
    for (Map.Entry<String, Invoker> named : namedChildren(parent).entrySet()) {
      if (named.getValue() == child) {
        return named.getKey();
      }
    }
    return null;
  }

  private static ModuleTree walk(Invoker root) {
    ModuleTree tree = new ModuleTree();
    tree.enter("", root);
    return tree;
  }

  private void enter(String path, Invoker module) {
    String first = open.get(module);
    if (first != null) {
      throw new IllegalStateException(
          "module '%s' (%s) contains itself: it is also '%s'"
              .formatted(first, module.typeName(), path));
    }
    if (!seen.add(module)) {
      return;
    }
    preOrder.put(path, module);
    open.put(module, path);
    namedChildren(module).forEach((name, child) -> enter(StateVisitor.join(path, name), child));
    open.remove(module);
    postOrder.add(module);
  }

  /** A visitor that looks at children only, and skips empty slots. */
  @FunctionalInterface
  interface ChildVisitor extends StateVisitor {
    void present(String name, Invoker child);

    @Override
    default void parameter(String name, @Nullable Object parameter) {}

    @Override
    default void buffer(String name, @Nullable Object buffer, boolean persistent) {}

    @Override
    default void child(String name, @Nullable Invoker child) {
      if (child != null) {
        present(name, child);
      }
    }
  }
}
