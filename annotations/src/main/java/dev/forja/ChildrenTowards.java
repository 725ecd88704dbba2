package dev.forja;

import dev.forja.spi.StateVisitor;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Collects the children of a module by name, but of a list only the element that a path names, so
 * that finding each element of a long list does not visit all the others each time.
 */
record ChildrenTowards(String path, Map<String, Invoker> found) implements ModuleTree.ChildVisitor {
  @Override
  public void present(String name, Invoker child) {
    found.put(name, child);
  }

  @Override
  public <E> void list(String name, @Nullable Iterable<? extends E> list, Walk<E> walk) {
    String prefix = name.isEmpty() ? "" : name + ".";
    if (!(list instanceof List<? extends E> elements)) {
      ModuleTree.ChildVisitor.super.list(name, list, walk);
    } else if (path.startsWith(prefix)) {
      int dot = path.indexOf('.', prefix.length());
      String index = path.substring(prefix.length(), dot < 0 ? path.length() : dot);
      int at = index(index, elements.size());
      if (at >= 0) {
        walk.walk(this, StateVisitor.join(name, index), elements.get(at));
      }
    }
  }

  /** The number that a text is, as it is written in names; -1 if it is no index of the list. */
  private static int index(String text, int size) {
    int digits = Integer.toString(size).length();
    if (text.isEmpty()
        || text.length() > digits
        || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return -1;
    }
    long index = Long.parseLong(text);
    return index < size && Long.toString(index).equals(text) ? (int) index : -1;
  }
}
