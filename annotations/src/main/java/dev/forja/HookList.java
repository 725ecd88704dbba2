package dev.forja;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An immutable list of hooks in order of registration, split by stage. A call uses the list that
 * was current when it started.
 */
record HookList(Registration[] pre, Registration[] wrap, Registration[] post, Registration[] last) {
  private static final Registration[] NONE = {};
  static final HookList EMPTY = new HookList(NONE, NONE, NONE, NONE);

  boolean isEmpty() {
    return pre.length + wrap.length + post.length + last.length == 0;
  }

  HookList with(Registration added, Placement placement) {
    return switch (added.stage()) {
      case PRE -> new HookList(insert(pre, added, placement), wrap, post, last);
      case WRAP -> new HookList(pre, insert(wrap, added, placement), post, last);
      case POST -> new HookList(pre, wrap, insert(post, added, placement), last);
      case LAST -> new HookList(pre, wrap, post, insert(last, added, placement));
    };
  }

  HookList without(Registration removed) {
    return new HookList(
        drop(pre, removed), drop(wrap, removed), drop(post, removed), drop(last, removed));
  }

  HookList and(HookList other) {
    HookList all = this;
    for (Registration hook : other.all()) {
      all = all.with(hook, Placement.last());
    }
    return all;
  }

  /** The hooks that hear calls of {@code entry}. */
  HookList covering(Entry<?, ?, ?> entry) {
    HookList heard = this;
    for (Registration hook : all()) {
      if (!hook.entry.covers(entry)) {
        heard = heard.without(hook);
      }
    }
    return heard;
  }

  List<Registration> all() {
    List<Registration> all = new ArrayList<>();
    all.addAll(Arrays.asList(pre));
    all.addAll(Arrays.asList(wrap));
    all.addAll(Arrays.asList(post));
    all.addAll(Arrays.asList(last));
    return all;
  }

  private static Registration[] insert(
      Registration[] hooks, Registration added, Placement placement) {
    List<Registration> longer = new ArrayList<>(Arrays.asList(hooks));
    longer.add(placement.in(longer), added);
    return longer.toArray(NONE);
  }

  private static Registration[] drop(Registration[] hooks, Registration removed) {
    return Arrays.stream(hooks).filter(hook -> hook != removed).toArray(Registration[]::new);
  }
}
