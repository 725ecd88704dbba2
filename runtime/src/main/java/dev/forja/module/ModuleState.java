package dev.forja.module;

import dev.forja.Invoker;
import dev.forja.spi.NearNames;
import dev.forja.spi.StateVisitor;
import dev.forja.tensor.Parameter;
import dev.forja.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The state of a tree of modules in the order of PyTorch's state dict: the parameters of a module,
 * its buffers, then its children. Shared state is listed under each of its names.
 */
final class ModuleState {
  /** One place of state in the tree. */
  record Slot(String name, Tensor tensor, Kind kind) {}

  /** The kind of state in a slot. */
  enum Kind {
    PARAMETER,
    BUFFER,
    /** A buffer that is not saved. */
    TRANSIENT;

    String word() {
      return this == PARAMETER ? "parameter" : "buffer";
    }
  }

  private final List<Slot> slots = new ArrayList<>();

  private ModuleState() {}

  static List<Slot> of(Invoker root) {
    var _ = root.modules(); // throws an exception if an object contains itself; the traversal below
    // would not end
    ModuleState state = new ModuleState();
    state.enter("", root);
    return state.slots;
  }

  /** The parameters, each once, under its first name. */
  static SequencedMap<String, Parameter> parameters(Invoker root) {
    SequencedMap<String, Parameter> named = new LinkedHashMap<>();
    Set<Tensor> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Slot slot : of(root)) {
      if (slot.tensor() instanceof Parameter parameter && seen.add(parameter)) {
        named.put(slot.name(), parameter);
      }
    }
    return named;
  }

  /** The parameters under every name. */
  static SequencedMap<String, Parameter> allParameters(Invoker root) {
    SequencedMap<String, Parameter> named = new LinkedHashMap<>();
    for (Slot slot : of(root)) {
      if (slot.tensor() instanceof Parameter parameter) {
        named.put(slot.name(), parameter);
      }
    }
    return named;
  }

  /** The buffers, saved or not, each once, under its first name. */
  static SequencedMap<String, Tensor> buffers(Invoker root) {
    SequencedMap<String, Tensor> named = new LinkedHashMap<>();
    Set<Tensor> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Slot slot : of(root)) {
      if (slot.kind() != Kind.PARAMETER && seen.add(slot.tensor())) {
        named.put(slot.name(), slot.tensor());
      }
    }
    return named;
  }

  /**
   * The contents of a state dict: everything except the buffers that are not saved, under every
   * name.
   */
  static SequencedMap<String, Tensor> saved(Invoker root) {
    SequencedMap<String, Tensor> named = new LinkedHashMap<>();
    root.visitModules(ModuleNotes::checkTies);
    for (Slot slot : of(root)) {
      if (slot.kind() != Kind.TRANSIENT) {
        named.put(slot.name(), slot.tensor());
      }
    }
    return named;
  }

  /** The tensor of a kind under any of its names. */
  static Tensor named(Invoker root, String name, String kind) {
    List<String> others = new ArrayList<>();
    for (Slot slot : of(root)) {
      if (slot.kind().word().equals(kind)) {
        if (slot.name().equals(name)) {
          return slot.tensor();
        }
        others.add(slot.name());
      } else if (slot.name().equals(name)) {
        throw new NoSuchElementException(
            "'%s' of %s is a %s, not a %s".formatted(name, root.label(), slot.kind().word(), kind));
      }
    }
    String near = NearNames.find(name, others);
    throw new NoSuchElementException(
        "%s has no %s '%s'%s"
            .formatted(
                root.label(),
                kind,
                name,
                near == null ? "" : " (did you mean '%s'?)".formatted(near)));
  }

  /** The parameters of one module, without its children. */
  static List<Parameter> own(Invoker module) {
    Own own = new Own();
    module.visitState(own);
    return List.copyOf(own.parameters.sequencedValues());
  }

  /** The names of the tensors of one module, without its children. */
  static List<String> ownNames(Invoker module) {
    Own own = new Own();
    module.visitState(own);
    List<String> names = new ArrayList<>(own.parameters.keySet());
    names.addAll(own.buffers.keySet());
    return names;
  }

  /** The children of one module under every name. */
  static SequencedMap<String, Invoker> ownChildren(Invoker module) {
    Own own = new Own();
    module.visitState(own);
    return own.children;
  }

  /**
   * Makes the state of lazy layers for tensors with these names and shapes, where they tell its
   * sizes.
   */
  static void makeLazy(Invoker root, Map<String, int[]> shapes) {
    for (Map.Entry<String, Invoker> named : root.namedModules().entrySet()) {
      Own own = new Own();
      named.getValue().visitState(own);
      if (own.unmade != null) {
        Map<String, int[]> inside = new LinkedHashMap<>();
        String start = StateVisitor.join(named.getKey(), "x");
        String prefix = start.substring(0, start.length() - 1);
        shapes.forEach(
            (name, shape) -> {
              if (name.startsWith(prefix)) {
                inside.put(name.substring(prefix.length()), shape);
              }
            });
        own.unmade.makeFor(inside);
      }
    }
  }

  private void enter(String path, Invoker module) {
    Own own = new Own();
    module.visitState(own);
    if (own.unmade != null) {
      throw new IllegalStateException(
          "'%s' is a %s without parameters, because it makes them at its first call: %s"
              .formatted(path, module.typeName(), own.unmade.advice()));
    }
    add(path, own.parameters, Kind.PARAMETER);
    add(path, own.buffers, Kind.BUFFER);
    add(path, own.transients, Kind.TRANSIENT);
    for (Map.Entry<String, Invoker> child : own.children.entrySet()) {
      enter(StateVisitor.join(path, child.getKey()), child.getValue());
    }
  }

  private void add(String path, Map<String, ? extends Tensor> tensors, Kind kind) {
    for (Map.Entry<String, ? extends Tensor> named : tensors.entrySet()) {
      slots.add(new Slot(StateVisitor.join(path, named.getKey()), named.getValue(), kind));
    }
  }

  /** Collects the state of one module, without its children; empty slots are skipped. */
  private static final class Own implements StateVisitor {
    final SequencedMap<String, Parameter> parameters = new LinkedHashMap<>();
    final SequencedMap<String, Tensor> buffers = new LinkedHashMap<>();
    final SequencedMap<String, Tensor> transients = new LinkedHashMap<>();
    final SequencedMap<String, Invoker> children = new LinkedHashMap<>();
    @Nullable LazyState unmade;

    @Override
    public <E> void map(String name, @Nullable Map<?, ? extends E> map, Walk<E> walk) {
      LazyState lazy = LazyState.unmade(map);
      if (lazy == null) {
        StateVisitor.super.map(name, map, walk);
      } else {
        unmade = lazy;
      }
    }

    @Override
    public void parameter(String name, @Nullable Object parameter) {
      if (parameter != null) {
        parameters.put(name, (Parameter) parameter);
      }
    }

    @Override
    public void buffer(String name, @Nullable Object buffer, boolean persistent) {
      if (buffer != null) {
        (persistent ? buffers : transients).put(name, (Tensor) buffer);
      }
    }

    @Override
    public void child(String name, @Nullable Invoker child) {
      if (child != null) {
        children.put(name, child);
      }
    }
  }
}
