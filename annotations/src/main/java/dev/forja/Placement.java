package dev.forja;

import java.util.List;

/**
 * The position of a new hook among those of its kind (pre-hooks, hooks, finally-hooks); the default
 * is the end. Immutable and therefore thread-safe.
 */
public final class Placement {
  private static final Placement FIRST = new Placement("first", 0);
  private static final Placement LAST = new Placement("last", 0);

  private final String name;
  private final int offset;

  private Placement(String name, int offset) {
    this.name = name;
    this.offset = offset;
  }

  /**
   * Before all others: PyTorch's {@code prepend}. If several hooks are placed first, the most
   * recent one comes first.
   */
  public static Placement first() {
    return FIRST;
  }

  /** After all others. */
  public static Placement last() {
    return LAST;
  }

  /** Just before the hook of this name. */
  public static Placement before(String hookName) {
    return new Placement(hookName, 0);
  }

  /** Just after the hook of this name. */
  public static Placement after(String hookName) {
    return new Placement(hookName, 1);
  }

  /** The index at which to insert the hook into {@code hooks}. */
  int in(List<? extends HookHandle> hooks) {
    if (this == FIRST) {
      return 0;
    }
    if (this == LAST) {
      return hooks.size();
    }
    List<String> names = hooks.stream().map(HookHandle::name).toList();
    int index = names.indexOf(name);
    if (index < 0) {
      throw new IllegalArgumentException(
          "there is no hook named '%s' of this kind here; registered are %s"
              .formatted(name, names));
    }
    return index + offset;
  }
}
