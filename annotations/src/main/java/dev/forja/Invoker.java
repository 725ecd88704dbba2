package dev.forja;

import dev.forja.spi.ChildSlots;
import dev.forja.spi.FieldVisitor;
import dev.forja.spi.InvokerBase;
import dev.forja.spi.ReturnsSelf;
import dev.forja.spi.StateVisitor;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.SequencedMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A callable module: the base class of every generated invoker. It holds the model and its hooks;
 * calling one of its entries runs the method marked {@link Forward} with the hooks around it. Any
 * thread may add and remove hooks at any time. Several threads may call an invoker at once if the
 * method of its model allows it. Changing its mode or its children is for one thread, while no
 * other calls it.
 */
public abstract class Invoker implements CallContext {
  /** Guards the counts of listeners. It is private, so no other code can hold it. */
  private static final Object COUNTING = new Object();

  private volatile boolean hooked;
  private final List<Hooks<?, ?, ?>> entries = new ArrayList<>(1);
  private int hookedEntries;
  private volatile boolean training = true;
  private volatile @Nullable Adoption adoption;

  /** Called by generated constructors and by base classes named in {@link InvokerBase}. */
  protected Invoker() {}

  /**
   * Whether there are no listeners at all, to this invoker or elsewhere, so that the method can be
   * called directly.
   */
  protected final boolean isQuiet() {
    return !hooked && !Listening.elsewhere();
  }

  /**
   * Whether there are listeners to this invoker on this thread; called if {@link #isQuiet} is
   * false.
   */
  protected final boolean isWatchedHere() {
    return hooked || Listening.here();
  }

  /**
   * Not a synchronized method, because a program may hold the monitor of an invoker while hooks are
   * registered.
   */
  final void listened(boolean now) {
    synchronized (COUNTING) {
      hookedEntries += now ? 1 : -1;
      hooked = hookedEntries > 0;
    }
  }

  final void has(Hooks<?, ?, ?> entry) {
    entries.add(entry);
  }

  /** The hooks of each entry, in order of declaration. */
  public final List<Hooks<?, ?, ?>> hooks() {
    return Collections.unmodifiableList(entries);
  }

  /**
   * Passes the state of this module, without that of its children, to the visitor, in order of
   * declaration.
   */
  public abstract void visitState(StateVisitor visitor);

  /**
   * Passes those fields of the model that are not its state and may change to {@code visitor}: all
   * that are not final, and those whose objects may change because they are arrays, or collections,
   * maps and atomic variables of the JDK. Generated if there are any; a private field is passed if
   * the model has an accessor with its name and type.
   */
  public void visitFields(FieldVisitor visitor) {}

  /**
   * Passes the replaceable children of this module to {@code slots}. Generated if there are any.
   */
  protected void visitSlots(ChildSlots slots) {}

  /**
   * The name of this type of module for printing: that of the invoker if it was chosen explicitly,
   * otherwise that of the model.
   */
  public abstract String typeName();

  /**
   * The options that {@link #toString} shows in parentheses; a model defines it with a method of
   * this name.
   */
  protected String extraRepr() {
    return "";
  }

  @Override
  public final boolean training() {
    return training;
  }

  @Override
  public RandomGenerator random() {
    return ThreadLocalRandom.current();
  }

  /** Puts this module and all its descendants into training mode. */
  @ReturnsSelf
  public Invoker train() {
    return train(true);
  }

  /** Puts this module and all its descendants into training mode, or into evaluation mode. */
  @ReturnsSelf
  public Invoker train(boolean mode) {
    visitModules(module -> module.training = mode);
    return this;
  }

  /** Puts this module and all its descendants into evaluation mode. */
  @ReturnsSelf
  public Invoker eval() {
    return train(false);
  }

  /**
   * The path of this module from the root of its tree: inside an open scope the path of the current
   * call, otherwise the path through the first parent that holds it.
   */
  @Override
  public final String path() {
    if (Listening.elsewhere()) {
      for (CallFrame frame = CallScope.here().frame(); frame != null; frame = frame.caller()) {
        if (frame.invoker() == this) {
          return frame.path();
        }
      }
    }
    return adoptedPath();
  }

  final void abandonedBy(Invoker parent) {
    Adoption by = adoption;
    if (by != null && by.parent().get() == parent) {
      adoption = null;
    }
  }

  final String adoptedPath() {
    Adoption by = adoption;
    if (by != null) {
      Invoker parent = by.parent().get();
      if (parent != null) {
        return StateVisitor.join(parent.adoptedPath(), by.name());
      }
    }
    return "";
  }

  /** Path and type of this module for messages: {@code hidden (Linear)}. */
  public final String label() {
    String path = path();
    return path.isEmpty() ? typeName() : path + " (" + typeName() + ")";
  }

  /**
   * Registers this module as the parent of its children. Called by generated code when a model is
   * wrapped.
   */
  protected final void adoptChildren() {
    ModuleTree.adoptNamed(this);
    wrapped();
  }

  /** Called when the children are known; subclasses may check the wrapped model here. */
  protected void wrapped() {}

  final void adoptedBy(Invoker parent, String name) {
    Adoption by = adoption;
    if (by == null || by.parent().get() == null) {
      adoption = new Adoption(new WeakReference<>(parent), name);
    }
  }

  /** The name of this module in {@code parent}; null if it is not one of its children. */
  final @Nullable String nameUnder(Invoker parent) {
    Adoption by = adoption;
    return by != null && by.parent().get() == parent ? by.name() : ModuleTree.nameOf(this, parent);
  }

  /** The direct children of this module, each once. */
  public final List<Invoker> children() {
    return List.copyOf(namedChildren().sequencedValues());
  }

  /** The direct children of this module by name, each once, under its first name. */
  public final SequencedMap<String, Invoker> namedChildren() {
    return ModuleTree.namedChildren(this);
  }

  /** This module and all its descendants, each once, parents before their children. */
  public final List<Invoker> modules() {
    return List.copyOf(namedModules().sequencedValues());
  }

  /** The modules of one type among {@link #modules()}. */
  public final <M> List<M> modules(Class<M> type) {
    return modules().stream().filter(type::isInstance).map(type::cast).toList();
  }

  /**
   * This module, under the empty path, and all its descendants, each once, under its first path.
   */
  public final SequencedMap<String, Invoker> namedModules() {
    return ModuleTree.namedModules(this);
  }

  /**
   * The descendant at a path; the empty path stands for this module itself.
   *
   * @throws NoSuchElementException if there is none; the message suggests a similar path
   */
  public final Invoker module(String path) {
    return ModuleTree.at(this, path);
  }

  /** The descendant of the given type at a path. */
  public final <M> M module(String path, Class<M> type) {
    Invoker module = module(path);
    if (!type.isInstance(module)) {
      throw new NoSuchElementException(
          "module '%s' is a %s, not a %s".formatted(path, module.typeName(), type.getSimpleName()));
    }
    return type.cast(module);
  }

  /**
   * Replaces the module at {@code path}, which must be in a non-final field or in a mutable list,
   * map or array. A module that is used in several places is replaced only in this one.
   *
   * @return the module that was replaced
   * @throws NoSuchElementException if there is none at this path
   * @throws IllegalArgumentException if {@code module} does not have the type of the field or the
   *     elements
   * @throws IllegalStateException if the module cannot be replaced; the message names the field
   */
  public final Invoker replaceModule(String path, Invoker module) {
    return ModuleTree.replace(this, path, module);
  }

  /** Passes every module of the tree once to {@code visitor}, children before their parent. */
  public final void visitModules(Consumer<? super Invoker> visitor) {
    ModuleTree.postOrder(this).forEach(visitor);
  }

  /** The tree of modules in PyTorch's nested format, with runs of equal children collapsed. */
  @Override
  public final String toString() {
    return ModuleText.of(this, typeName(), extraRepr());
  }

  private record Adoption(WeakReference<Invoker> parent, String name) {}
}
