package dev.forja.nn;

import dev.forja.Invoker;
import dev.forja.module.NeuralModule;
import dev.forja.spi.ChildSlots;
import dev.forja.spi.StateVisitor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A list of modules, named by their indices, as {@code torch.nn.ModuleList}. It cannot be called
 * itself; the model that holds it calls its modules. A plain {@code List} in a field is traversed
 * too; unlike that, this list is itself a module with a path, and is printed as one.
 *
 * <p>Several threads may read it at once. Changing it is for one thread, while no other uses it.
 *
 * @param <M> the modules
 */
public final class ModuleList<M extends Invoker> extends NeuralModule implements Iterable<M> {
  private final Class<?> type;
  private final List<M> modules = new ArrayList<>();

  private ModuleList(Class<?> type, List<M> modules) {
    this.type = type;
    this.modules.addAll(modules);
    adoptChildren();
  }

  /** Creates a list of these modules in this order; {@link #add} appends more. */
  @SafeVarargs
  @SuppressWarnings("varargs") // its elements are copied
  public static <M extends Invoker> ModuleList<M> of(M... modules) {
    return new ModuleList<>(modules.getClass().getComponentType(), List.of(modules));
  }

  /** The module at an index. */
  public M get(int index) {
    return modules.get(index);
  }

  /** The number of modules. */
  public int size() {
    return modules.size();
  }

  /** Appends a module. */
  public ModuleList<M> add(M module) {
    modules.add(module);
    adoptChildren();
    return this;
  }

  /** Inserts a module at an index; the names of the modules after it change. */
  public ModuleList<M> insert(int index, M module) {
    modules.add(index, module);
    adoptChildren();
    return this;
  }

  /** Replaces a module, and returns the old one. */
  public M set(int index, M module) {
    M before = modules.set(index, module);
    adoptChildren();
    return before;
  }

  /** The modules in order. */
  public Stream<M> stream() {
    return modules.stream();
  }

  @Override
  public Iterator<M> iterator() {
    return Collections.unmodifiableList(modules).iterator();
  }

  @Override
  public void visitState(StateVisitor visitor) {
    visitor.list("", modules, StateVisitor::child);
  }

  @Override
  protected void visitSlots(ChildSlots slots) {
    slots.list("", type, modules);
  }

  @Override
  public String typeName() {
    return "ModuleList";
  }
}
