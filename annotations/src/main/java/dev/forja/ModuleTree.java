package dev.forja;

import dev.forja.spi.NearNames;
import dev.forja.spi.StateVisitor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Walks the tree of modules: each module once, by identity. A cycle is an error. */
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

  /**
   * Registers a new module as the parent of its children.
   *
   * @throws IllegalStateException if two pieces of its state have the same name, because one of
   *     them would be neither trained nor saved
   */
  static void adoptNamed(Invoker parent) {
    parent.visitState(new DistinctNames(parent));
  }

  static @Nullable String nameOf(Invoker child, Invoker parent) {
    for (Map.Entry<String, Invoker> named : namedChildren(parent).entrySet()) {
      if (named.getValue() == child) {
        return named.getKey();
      }
    }
    return null;
  }

  /** The child with this name; a shared module has several names. */
  static @Nullable Invoker childAt(Invoker parent, String name) {
    return slots(parent).get(name);
  }

  private static SequencedMap<String, Invoker> slots(Invoker parent) {
    SequencedMap<String, Invoker> slots = new LinkedHashMap<>();
    parent.visitState((ChildVisitor) slots::put);
    return slots;
  }

  static Invoker at(Invoker root, String path) {
    if (path.isEmpty()) {
      return root;
    }
    Place place = place(root, path);
    if (place == null) {
      throw missing(root, path);
    }
    return place.module();
  }

  static Invoker replace(Invoker root, String path, Invoker module) {
    if (path.isEmpty()) {
      throw new IllegalArgumentException(
          "the root itself cannot be replaced: give a path below it");
    }
    Place place = place(root, path);
    if (place == null) {
      throw missing(root, path);
    }
    if (module.modules().contains(place.parent())) {
      throw new IllegalArgumentException(
          "module '%s' would contain itself: %s holds its parent"
              .formatted(path, module.typeName()));
    }
    ChildReplacement.replace(place.parent(), place.name(), module);
    if (!slots(place.parent()).containsValue(place.module())) {
      place.module().abandonedBy(place.parent());
    }
    adoptChildren(place.parent());
    return place.module();
  }

  /**
   * The module and name that a path leads to. Names may contain dots, since lists are not modules
   * themselves.
   */
  private static @Nullable Place place(Invoker root, String path) {
    SequencedMap<String, Invoker> towards = new LinkedHashMap<>();
    root.visitState(new ChildrenTowards(path, towards));
    for (Map.Entry<String, Invoker> slot : towards.entrySet()) {
      String name = slot.getKey();
      if (path.equals(name)) {
        return new Place(root, name, slot.getValue());
      }
      if (path.startsWith(name + ".")) {
        Place below = place(slot.getValue(), path.substring(name.length() + 1));
        if (below != null) {
          return below;
        }
      }
    }
    return null;
  }

  private record Place(Invoker parent, String name, Invoker module) {}

  private static NoSuchElementException missing(Invoker root, String path) {
    String near = NearNames.find(path, namedModules(root).keySet());
    return new NoSuchElementException(
        "%s has no module '%s'%s"
            .formatted(
                root.label(), path, near == null ? "" : " (did you mean '%s'?)".formatted(near)));
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
    for (Map.Entry<String, Invoker> child : namedChildren(module).entrySet()) {
      enter(StateVisitor.join(path, child.getKey()), child.getValue());
    }
    open.remove(module);
    postOrder.add(module);
  }

  /** A visitor of children only, which skips empty slots. */
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
