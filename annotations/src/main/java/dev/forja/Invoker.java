package dev.forja;

import dev.forja.spi.ChildSlots;
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
 * A callable module: the base of every generated class. It holds the model and its hooks; calling
 * one of its entries runs the method marked {@link Forward} with the hooks around it.
 */
public abstract class Invoker implements CallContext {
  /** Held while a count changes, and nothing else runs; nobody outside can hold it. */
  private static final Object COUNTING = new Object();

  private volatile boolean hooked;
  private final List<Hooks<?, ?, ?>> entries = new ArrayList<>(1);
  private int hookedEntries;
  private volatile boolean training = true;
  private volatile @Nullable Adoption adoption;

  /** For generated constructors and for bases named by {@link InvokerBase}. */
  protected Invoker() {}

  /** Whether nobody listens, to this invoker or elsewhere: the method can be called as it is. */
  protected final boolean isQuiet() {
    return !hooked && !Listening.elsewhere();
  }

  /** Whether somebody listens to this invoker on this thread; asked when it is not quiet. */
  protected final boolean isWatchedHere() {
    return hooked || Listening.here();
  }

  /** Not synchronized: a program may hold the monitor of an invoker while its hooks register. */
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

  /** Shows the state of this module, and not of its children, in order of declaration. */
  public abstract void visitState(StateVisitor visitor);

  /** Shows where children stand that can be replaced. Generated where there are any. */
  protected void visitSlots(ChildSlots slots) {}

  /**
   * The name of the kind of module in texts: the invoker's where it was given, else the model's.
   */
  public abstract String typeName();

  /**
   * The options that {@link #toString} shows in parentheses; a model sets it by a method of this
   * name.
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

  /** Puts this module and all below it in training mode. */
  @ReturnsSelf
  public Invoker train() {
    return train(true);
  }

  /** Puts this module and all below it in training mode, or in evaluation mode. */
  @ReturnsSelf
  public Invoker train(boolean mode) {
    visitModules(module -> module.training = mode);
    return this;
  }

  /** Puts this module and all below it in evaluation mode. */
  @ReturnsSelf
  public Invoker eval() {
    return train(false);
  }

  /**
   * The path of this module from the root of its tree: under an open scope the one actually taken,
   * else that of the first parent that holds it.
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

  /** Path and type, as texts name this module: {@code hidden (Linear)}. */
  public final String label() {
    String path = path();
    return path.isEmpty() ? typeName() : path + " (" + typeName() + ")";
  }

  /**
   * Tells the children which module holds them. Called by generated code when a model is wrapped.
   *
   * @throws IllegalStateException if two pieces of the state have one name, or an {@code Optional}
   *     of it is null
   */
  protected final void adoptChildren() {
    ModuleTree.adoptNamed(this);
    wrapped();
  }

  /** Called when the children are known: for checks of what was wrapped. */
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

  /** The modules directly in this one, each once. */
  public final List<Invoker> children() {
    return List.copyOf(namedChildren().sequencedValues());
  }

  /** The modules directly in this one by name, each once, under its first name. */
  public final SequencedMap<String, Invoker> namedChildren() {
    return ModuleTree.namedChildren(this);
  }

  /** This module and all below it, each once, a parent before its children. */
  public final List<Invoker> modules() {
    return List.copyOf(namedModules().sequencedValues());
  }

  /** The modules of one type among {@link #modules()}. */
  public final <M> List<M> modules(Class<M> type) {
    return modules().stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** This module, named by the empty path, and all below it, each once, under its first path. */
  public final SequencedMap<String, Invoker> namedModules() {
    return ModuleTree.namedModules(this);
  }

  /**
   * The module at a path below this one; this one itself at the empty path.
   *
   * @throws NoSuchElementException if there is none, with the path that was probably meant
   */
  public final Invoker module(String path) {
    return ModuleTree.at(this, path);
  }

  /** The module of this type at a path below this one. */
  public final <M> M module(String path, Class<M> type) {
    Invoker module = module(path);
    if (!type.isInstance(module)) {
      throw new NoSuchElementException(
          "module '%s' is a %s, not a %s".formatted(path, module.typeName(), type.getSimpleName()));
    }
    return type.cast(module);
  }

  /**
   * Puts {@code module} in the place of the one at {@code path}: in a field that is not final, or
   * in a list, map or array that can be changed. A module that stands in several places is replaced
   * in this one.
   *
   * @return the module that was replaced
   * @throws NoSuchElementException if there is none at this path
   * @throws IllegalArgumentException if {@code module} is not of the type of the place
   * @throws IllegalStateException if the place cannot be changed, with the field
   */
  public final Invoker replaceModule(String path, Invoker module) {
    return ModuleTree.replace(this, path, module);
  }

  /** Shows every module of the tree once to {@code visitor}, children before their parent. */
  public final void visitModules(Consumer<? super Invoker> visitor) {
    ModuleTree.postOrder(this).forEach(visitor);
  }

  /** The tree of modules in PyTorch's nested form, runs of equal children collapsed. */
  @Override
  public final String toString() {
    return ModuleText.of(this, typeName(), extraRepr());
  }

  private record Adoption(WeakReference<Invoker> parent, String name) {}
}
