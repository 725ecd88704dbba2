package dev.forja;

import dev.forja.spi.CallWrapper;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One hook in a {@link HookList}. The class has a method for each stage of a call; a hook is kept
 * in the list of the stage for which it was registered.
 */
abstract class Registration implements HookHandle {
  final Entry<?, ?, ?> entry;
  private final Object hook;
  private @Nullable HookRegistry registry;
  private volatile @Nullable String name;

  Registration(Entry<?, ?, ?> entry, Object hook) {
    this.entry = entry;
    this.hook = Objects.requireNonNull(hook, "hook");
  }

  static Registration transformPre(Entry<?, ?, ?> entry, ForwardPreHook<?, ?> hook) {
    return new Before(entry, hook);
  }

  static Registration observePre(Entry<?, ?, ?> entry, ForwardPreObserver<?, ?> hook) {
    return new BeforeObserver(entry, hook);
  }

  static Registration transform(Entry<?, ?, ?> entry, ForwardHook<?, ?, ?> hook) {
    return new After(entry, hook);
  }

  static Registration observe(Entry<?, ?, ?> entry, ForwardObserver<?, ?, ?> hook) {
    return new AfterObserver(entry, hook);
  }

  static Registration atEnd(Entry<?, ?, ?> entry, FinallyHook<?, ?, ?> hook) {
    return new Finally(entry, hook);
  }

  static <H> Registration wrapped(Entry<?, ?, ?> entry, CallWrapper<H> wrapper, H hook) {
    return new Wrapped(entry, Unchecked.cast(wrapper), hook);
  }

  final Object hook() {
    return hook;
  }

  CallWrapper<Object> wrapper() {
    throw new IllegalStateException(name() + " wraps nothing");
  }

  Stage stage() {
    return Stage.PRE;
  }

  CallArgs before(Invoker self, CallArgs args) {
    return args;
  }

  @Nullable Object after(
      Invoker self, Entry<?, ?, ?> called, CallArgs args, @Nullable Object result) {
    return result;
  }

  void ended(Invoker self, CallArgs args, Outcome<@Nullable Object> outcome) {}

  final void bind(HookRegistry owner) {
    registry = owner;
  }

  @Override
  public final void close() {
    if (registry != null) {
      registry.remove(this);
    }
  }

  @Override
  public final boolean isActive() {
    return registry != null && registry.contains(this);
  }

  @Override
  public final String name() {
    String given = name;
    return given != null ? given : stage().label + " " + hook.getClass().getSimpleName();
  }

  @Override
  public final HookHandle named(String newName) {
    name = Objects.requireNonNull(newName, "name");
    return this;
  }

  @Override
  public final String toString() {
    return name() + (isActive() ? "" : " (removed)");
  }

  /** The stage of a call at which a hook runs. */
  enum Stage {
    PRE("forward pre-hook"),
    WRAP("backward hook"),
    POST("forward hook"),
    LAST("finally-hook");

    final String label;

    Stage(String label) {
      this.label = label;
    }
  }

  private static final class Before extends Registration {
    private final ForwardPreHook<Invoker, CallArgs> hook;

    Before(Entry<?, ?, ?> entry, ForwardPreHook<?, ?> hook) {
      super(entry, hook);
      this.hook = Unchecked.cast(hook);
    }

    @Override
    CallArgs before(Invoker self, CallArgs args) {
      CallArgs changed = hook.before(self, args);
      if (changed == null) {
        throw new NullPointerException(
            name() + " on " + self.label() + " returned null: return args, or a changed copy");
      }
      return changed;
    }
  }

  private static final class BeforeObserver extends Registration {
    private final ForwardPreObserver<Invoker, CallArgs> hook;

    BeforeObserver(Entry<?, ?, ?> entry, ForwardPreObserver<?, ?> hook) {
      super(entry, hook);
      this.hook = Unchecked.cast(hook);
    }

    @Override
    CallArgs before(Invoker self, CallArgs args) {
      hook.before(self, args);
      return args;
    }
  }

  private static final class Wrapped extends Registration {
    private final CallWrapper<Object> wrapper;

    Wrapped(Entry<?, ?, ?> entry, CallWrapper<Object> wrapper, Object hook) {
      super(entry, hook);
      this.wrapper = wrapper;
    }

    @Override
    Stage stage() {
      return Stage.WRAP;
    }

    @Override
    CallWrapper<Object> wrapper() {
      return wrapper;
    }
  }

  private static final class After extends Registration {
    private final ForwardHook<Invoker, CallArgs, @Nullable Object> hook;

    After(Entry<?, ?, ?> entry, ForwardHook<?, ?, ?> hook) {
      super(entry, hook);
      this.hook = Unchecked.cast(hook);
    }

    @Override
    Stage stage() {
      return Stage.POST;
    }

    @Override
    @Nullable Object after(
        Invoker self, Entry<?, ?, ?> called, CallArgs args, @Nullable Object result) {
      Object changed = hook.after(self, args, result);
      if (changed == null && !called.isNullable()) {
        throw new NullPointerException(
            name()
                + " on "
                + self.label()
                + " returned null, which "
                + called
                + " may not return: return result, or register an observer");
      }
      return changed;
    }
  }

  private static final class AfterObserver extends Registration {
    private final ForwardObserver<Invoker, CallArgs, @Nullable Object> hook;

    AfterObserver(Entry<?, ?, ?> entry, ForwardObserver<?, ?, ?> hook) {
      super(entry, hook);
      this.hook = Unchecked.cast(hook);
    }

    @Override
    Stage stage() {
      return Stage.POST;
    }

    @Override
    @Nullable Object after(
        Invoker self, Entry<?, ?, ?> called, CallArgs args, @Nullable Object result) {
      hook.after(self, args, result);
      return result;
    }
  }

  private static final class Finally extends Registration {
    private final FinallyHook<Invoker, CallArgs, @Nullable Object> hook;

    Finally(Entry<?, ?, ?> entry, FinallyHook<?, ?, ?> hook) {
      super(entry, hook);
      this.hook = Unchecked.cast(hook);
    }

    @Override
    Stage stage() {
      return Stage.LAST;
    }

    @Override
    void ended(Invoker self, CallArgs args, Outcome<@Nullable Object> outcome) {
      hook.ended(self, args, outcome);
    }
  }
}
