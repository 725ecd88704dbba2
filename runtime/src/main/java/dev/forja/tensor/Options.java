package dev.forja.tensor;

import java.lang.invoke.VarHandle;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A set of named settings with defaults: the options of a layer, an optimiser, a scheduler or a
 * function. A static method returns the defaults, and each {@code withX} method returns a copy with
 * another value of one setting: {@code Conv2dOptions.defaults().withStride(2).withBias(false)}.
 * There is no public constructor, so a later version can add a setting without breaking a caller.
 *
 * <p>Two options are equal if they have the same class and equal settings.
 *
 * <p>Options are immutable and therefore thread-safe. A subclass has a private field for each
 * setting, initialised to the default, and changes fields only inside {@link #copyWith}.
 *
 * @param <O> the subclass itself
 */
public abstract class Options<O extends Options<O>> implements Cloneable {
  /** Creates options with the defaults of the subclass. */
  protected Options() {}

  /**
   * Returns a copy of these options to which {@code change} was applied; these options are not
   * changed.
   *
   * @param change sets fields of the copy; it must not keep a reference to the copy
   */
  protected final O copyWith(Consumer<O> change) {
    O copy = copy();
    change.accept(copy);
    // The fields cannot be final; this fence makes them visible to other threads that see the copy.
    VarHandle.releaseFence();
    return copy;
  }

  @SuppressWarnings("unchecked") // the class itself, as the type parameter says
  private O copy() {
    try {
      return (O) clone();
    } catch (CloneNotSupportedException impossible) {
      throw new AssertionError(impossible); // this class is Cloneable
    }
  }

  /** Passes each setting and its name to the consumer, in PyTorch's order if there is one. */
  protected abstract void list(BiConsumer<String, @Nullable Object> settings);

  private Map<String, @Nullable Object> settings() {
    Map<String, @Nullable Object> settings = new LinkedHashMap<>();
    list(settings::put);
    return settings;
  }

  @Override
  public final boolean equals(@Nullable Object other) {
    return other instanceof Options<?> options
        && options.getClass() == getClass()
        && options.settings().equals(settings());
  }

  @Override
  public final int hashCode() {
    return settings().hashCode();
  }

  /** The name of the class and all settings: {@code LayerNormOptions{eps=1.0E-5, bias=true}}. */
  @Override
  public final String toString() {
    return getClass().getSimpleName() + settings();
  }
}
