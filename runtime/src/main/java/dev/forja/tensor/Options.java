package dev.forja.tensor;

import java.lang.invoke.VarHandle;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A set of named settings with defaults: the options of a layer, an optimiser, a scheduler or a
 * function. A static method gives the defaults, and each {@code withX} method gives a copy in which
 * one setting differs: {@code Conv2dOptions.defaults().withStride(2).withBias(false)}. There is no
 * public constructor, so a later version can add a setting without breaking a caller.
 *
 * <p>Two options are equal if they are of one class and all their settings are equal.
 *
 * <p>Options are immutable, and threads may share them. A subclass holds each setting in a private
 * field whose initialiser is the default, and changes fields only inside {@link #copyWith}.
 *
 * @param <O> the class of the options itself
 */
public abstract class Options<O extends Options<O>> implements Cloneable {
  /** Options with the defaults of the subclass. */
  protected Options() {}

  /**
   * A copy of these options to which {@code change} was applied. These options stay as they are.
   *
   * @param change sets fields of the copy; it must not keep the copy
   */
  protected final O copyWith(Consumer<O> change) {
    O copy = copy();
    change.accept(copy);
    // The fields cannot be final. This gives a thread that sees the copy its fields, too.
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

  /** Hands over each setting by its name, in PyTorch's order where PyTorch has it. */
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
