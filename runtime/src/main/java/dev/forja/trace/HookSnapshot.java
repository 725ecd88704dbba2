package dev.forja.trace;

import dev.forja.GlobalHooks;
import dev.forja.HookHandle;
import dev.forja.HookScope;
import dev.forja.Hooks;
import dev.forja.Invoker;
import dev.forja.spi.StateVisitor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The hooks that were registered when some modules were called, for comparison with a later state.
 */
final class HookSnapshot {
  private final List<Invoker> roots;
  private final Map<HookHandle, String> taken;
  private final List<HookHandle> scoped;
  private volatile long comparedAt;

  private HookSnapshot(
      List<Invoker> roots, Map<HookHandle, String> taken, List<HookHandle> scoped, long at) {
    this.roots = roots;
    this.taken = taken;
    this.scoped = scoped;
    this.comparedAt = at;
  }

  /**
   * The current hooks of {@code roots} and their descendants, of these scopes, and of the process.
   */
  static HookSnapshot of(Collection<? extends Invoker> roots, List<HookHandle> scoped) {
    long at = Hooks.changes();
    List<Invoker> all = List.copyOf(roots);
    return new HookSnapshot(all, hooks(all, scoped), scoped, at);
  }

  private static Map<HookHandle, String> hooks(List<Invoker> roots, List<HookHandle> scoped) {
    Map<HookHandle, String> inOrder = new LinkedHashMap<>();
    GlobalHooks.list().forEach(hook -> inOrder.put(hook, hook.name() + " of the process"));
    scoped.forEach(hook -> inOrder.put(hook, hook.name() + " of a scope"));
    for (Invoker root : roots) {
      root.namedModules()
          .forEach(
              (name, module) -> {
                String path = StateVisitor.join(root.path(), name);
                String label = path.isEmpty() ? module.typeName() : path;
                for (Hooks<?, ?, ?> entry : module.hooks()) {
                  for (HookHandle hook : entry.list()) {
                    inOrder.putIfAbsent(hook, hook.name() + " on " + label);
                  }
                }
              });
    }
    return inOrder;
  }

  /** The names of the hooks, and where they are registered. */
  List<String> names() {
    return List.copyOf(taken.values());
  }

  /** The changes since then: {@code + name} for an added hook, {@code - name} for a removed one. */
  List<String> changes() {
    List<HookHandle> scopedNow = HookScope.active();
    long now = Hooks.changes();
    if (now == comparedAt && scopedNow.equals(scoped)) {
      return List.of();
    }
    Map<HookHandle, String> current = hooks(roots, scopedNow);
    List<String> changes = new ArrayList<>();
    current.forEach(
        (hook, name) -> {
          if (!taken.containsKey(hook)) {
            changes.add("+ " + name);
          }
        });
    taken.forEach(
        (hook, name) -> {
          if (!current.containsKey(hook)) {
            changes.add("- " + name);
          }
        });
    if (changes.isEmpty()) {
      comparedAt = now;
    }
    return changes;
  }
}
