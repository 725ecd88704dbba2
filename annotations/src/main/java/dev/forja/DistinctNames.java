package dev.forja;

import dev.forja.spi.StateVisitor;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Registers the parent of the children, and rejects two pieces of state with the same name: lists
 * and maps with {@code @Named("")} may produce equal names, which is known only at run time.
 */
final class DistinctNames implements StateVisitor {
  private final Invoker parent;
  private final Set<String> names = new HashSet<>();

  DistinctNames(Invoker parent) {
    this.parent = parent;
  }

  @Override
  public void parameter(String name, @Nullable Object parameter) {
    add(name, parameter);
  }

  @Override
  public void buffer(String name, @Nullable Object buffer, boolean persistent) {
    add(name, buffer);
  }

  @Override
  public void child(String name, @Nullable Invoker child) {
    add(name, child);
    if (child != null) {
      child.adoptedBy(parent, name);
    }
  }

  @Override
  public <E> void optional(String name, Optional<? extends E> optional, Walk<E> walk) {
    if (optional == null) {
      throw new IllegalStateException(
          "%s: the Optional at '%s' is null: put Optional.empty() there"
              .formatted(parent.typeName(), name));
    }
    optional.ifPresent(element -> walk.walk(this, name, element));
  }

  private void add(String name, @Nullable Object state) {
    if (state != null && !names.add(name)) {
      throw new IllegalStateException(
          "%s: two pieces of state are both '%s', so one would be neither trained nor saved. Give"
                  .formatted(parent.typeName(), name)
              + " one of their fields a name of its own with @Named, or one of the keys another");
    }
  }
}
