package dev.forja.trace;

import dev.forja.HookHandle;
import dev.forja.Invoker;
import dev.forja.spi.StateVisitor;
import dev.forja.tensor.ParameterOverride;
import dev.forja.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a traced call depended on besides its inputs, for comparison with the state at
 * each run: the modules, their modes, their fields, the hooks, and the tensors that overrode
 * parameters. The values of parameters and buffers are not included, because a graph reads their
 * current values.
 */
final class Dependencies {
  /** A module with its mode and state at the time of the trace. */
  private record Held(
      Invoker module, String label, boolean training, Object[] state, FieldSnapshot fields) {}

  private final HookSnapshot hooks;
  private final List<Held> modules;
  private final Map<Tensor, Tensor> substituted;

  private Dependencies(HookSnapshot hooks, List<Held> modules, Map<Tensor, Tensor> substituted) {
    this.hooks = hooks;
    this.modules = modules;
    this.substituted = substituted;
  }

  /** The current dependencies: those of {@code roots} and all their descendants. */
  static Dependencies of(Collection<? extends Invoker> roots, List<HookHandle> scoped) {
    List<Held> modules = new ArrayList<>();
    for (Invoker root : roots) {
      root.namedModules()
          .forEach(
              (name, module) -> {
                String path = StateVisitor.join(root.path(), name);
                String label =
                    path.isEmpty() ? module.typeName() : path + " (" + module.typeName() + ")";
                List<Object> state = new ArrayList<>();
                module.visitState(new Collecting(state));
                modules.add(
                    new Held(
                        module,
                        label,
                        module.training(),
                        state.toArray(),
                        FieldSnapshot.of(module)));
              });
    }
    return new Dependencies(
        HookSnapshot.of(roots, scoped), List.copyOf(modules), ParameterOverride.current());
  }

  HookSnapshot hooks() {
    return hooks;
  }

  /**
   * Describes the first difference from the traced state; null if there is none. Cheap, and
   * allocates almost nothing.
   */
  @Nullable String change() {
    List<String> changes = hooks.changes();
    if (!changes.isEmpty()) {
      return "the hooks have changed (" + String.join(", ", changes) + ")";
    }
    return changeBesideHooks();
  }

  /** As {@link #change}, but ignores the hooks. */
  @Nullable String changeBesideHooks() {
    for (Held held : modules) {
      if (held.module.training() != held.training) {
        return "%s was in %s mode and is in %s mode"
            .formatted(
                held.label,
                held.training ? "training" : "evaluation",
                held.training ? "evaluation" : "training");
      }
      Comparing comparing = new Comparing(held.state);
      held.module.visitState(comparing);
      if (comparing.isChanged()) {
        return "%s of %s is another one".formatted(comparing.changed(), held.label);
      }
      String field = held.fields.changed(held.module);
      if (field != null) {
        return "the field '%s' of %s has another value".formatted(field, held.label);
      }
    }
    Map<Tensor, Tensor> now = ParameterOverride.current();
    if (now != substituted && !now.equals(substituted)) {
      return "other tensors stand in the place of parameters, as inside of Functional.call";
    }
    return null;
  }

  /** Whether parameters were overridden, for example inside {@code Functional.call}. */
  boolean isSubstituted() {
    return !substituted.isEmpty();
  }

  /** Visits state without creating the names of the elements of lists and maps. */
  private abstract static class Walking implements StateVisitor {
    abstract void meet(String name, @Nullable Object held);

    @Override
    public void parameter(String name, @Nullable Object parameter) {
      meet(name, parameter);
    }

    @Override
    public void buffer(String name, @Nullable Object buffer, boolean persistent) {
      meet(name, buffer);
    }

    @Override
    public void child(String name, @Nullable Invoker child) {
      meet(name, child);
    }

    @Override
    public <E> void list(String name, @Nullable Iterable<? extends E> list, Walk<E> walk) {
      if (list != null) {
        for (E element : list) {
          walk.walk(this, name, element);
        }
      }
    }

    @Override
    public <E> void map(String name, @Nullable Map<?, ? extends E> map, Walk<E> walk) {
      if (map instanceof SequencedMap<?, ? extends E> ordered) {
        for (E element : ordered.values()) {
          walk.walk(this, name, element);
        }
      } else {
        StateVisitor.super.map(name, map, walk);
      }
    }
  }

  /** Collects the state of a module. */
  private static final class Collecting extends Walking {
    private final List<Object> met;

    Collecting(List<Object> met) {
      this.met = met;
    }

    @Override
    void meet(String name, @Nullable Object held) {
      met.add(held == null ? Collecting.class : held); // marks an empty slot
    }
  }

  /** Compares the state of a module with an earlier one. */
  private static final class Comparing extends Walking {
    private final Object[] expected;
    private int at;
    private @Nullable String changed;

    Comparing(Object[] expected) {
      this.expected = expected;
    }

    @Override
    void meet(String name, @Nullable Object held) {
      Object now = held == null ? Collecting.class : held;
      if (changed == null && (at >= expected.length || expected[at] != now)) {
        changed = "'" + name + "'";
      }
      at++;
    }

    boolean isChanged() {
      return changed != null || at != expected.length;
    }

    /** The name of the state that has changed. */
    String changed() {
      return changed == null ? "what is held" : changed;
    }
  }
}
