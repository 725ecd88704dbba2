package dev.forja.nn;

import dev.forja.Invoker;
import dev.forja.module.NeuralModule;
import dev.forja.spi.ChildSlots;
import dev.forja.spi.NearNames;
import dev.forja.spi.StateVisitor;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * Modules by name, as {@code torch.nn.ModuleDict}. It cannot be called itself; the model that holds
 * it calls its modules.
 *
 * <pre>{@code
 * final ModuleDict<Linear> heads =
 *     ModuleDict.of(Linear.class).put("left", Linear.of(8, 2)).put("right", Linear.of(8, 3));
 *
 * for (Map.Entry<String, Linear> head : heads) {
 *   results.put(head.getKey(), head.getValue().call(x));
 * }
 * }</pre>
 *
 * <p>A loop over it returns entries of name and module, in the order in which the names were first
 * put; in PyTorch it returns only names. Each loop starts at the first entry, and entries cannot be
 * changed. Putting or removing a module during a loop causes a {@link
 * java.util.ConcurrentModificationException}.
 *
 * <p>Several threads may read it at once; it must not be changed while others read it.
 *
 * @param <M> the type of the modules
 */
public final class ModuleDict<M extends Invoker> extends NeuralModule
    implements Iterable<Map.Entry<String, M>> {
  private final Class<M> type;
  private final SequencedMap<String, M> modules = new LinkedHashMap<>();

  private ModuleDict(Class<M> type) {
    this.type = type;
  }

  /** Creates an empty dictionary for modules of this type. */
  public static <M extends Invoker> ModuleDict<M> of(Class<M> type) {
    return new ModuleDict<>(type);
  }

  /**
   * Puts a module under a name. An existing name keeps its place in the order.
   *
   * @throws IllegalArgumentException if the name is empty or has a dot
   */
  public ModuleDict<M> put(String name, M module) {
    if (name.isEmpty() || name.indexOf('.') >= 0) {
      throw new IllegalArgumentException(
          "'%s' is not a name for a module: it must not be empty or have dots".formatted(name));
    }
    modules.put(name, module);
    adoptChildren();
    return this;
  }

  /**
   * The module with this name.
   *
   * @throws NoSuchElementException if there is none
   */
  public M get(String name) {
    M module = modules.get(name);
    if (module == null) {
      @Nullable String near = NearNames.find(name, modules.keySet());
      throw new NoSuchElementException(
          "%s has no module '%s'%s"
              .formatted(
                  label(), name, near == null ? "" : " (did you mean '%s'?)".formatted(near)));
    }
    return module;
  }

  /**
   * Removes a module.
   *
   * @throws NoSuchElementException if there is none with this name
   */
  public ModuleDict<M> remove(String name) {
    get(name);
    modules.remove(name);
    return this;
  }

  /** The modules by name, in order, as an unmodifiable view. */
  public SequencedMap<String, M> asMap() {
    return Collections.unmodifiableSequencedMap(modules);
  }

  /** The entries in the order in which their names were first put. */
  @Override
  public Iterator<Map.Entry<String, M>> iterator() {
    return asMap().entrySet().iterator();
  }

  @Override
  public void visitState(StateVisitor visitor) {
    visitor.map("", modules, StateVisitor::child);
  }

  @Override
  protected void visitSlots(ChildSlots slots) {
    slots.map("", type, modules);
  }

  @Override
  public String typeName() {
    return "ModuleDict";
  }
}
