package dev.forja.trace;

import dev.forja.Invoker;
import dev.forja.spi.FieldVisitor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The values of those fields of a module that are not its state, for comparison with later ones.
 * Numbers and texts are compared by value, other objects by identity and by what they hold, as far
 * as {@link Contents} sees it.
 */
final class FieldSnapshot {
  /** Stands for null. */
  private static final Object NOTHING = new Object();

  private final Object[] values;

  private FieldSnapshot(Object[] values) {
    this.values = values;
  }

  /** The current values. */
  static FieldSnapshot of(Invoker module) {
    Collecting collecting = new Collecting();
    module.visitFields(collecting);
    return new FieldSnapshot(collecting.met.toArray());
  }

  /** The name of the first field with another value; null if there is none. */
  @Nullable String changed(Invoker module) {
    if (values.length == 0) {
      return null;
    }
    Comparing comparing = new Comparing(values);
    module.visitFields(comparing);
    return comparing.changed;
  }

  private static final class Collecting implements FieldVisitor {
    private final List<Object> met = new ArrayList<>();

    @Override
    public void value(String name, long value) {
      met.add(value);
    }

    @Override
    public void value(String name, double value) {
      met.add(value);
    }

    @Override
    public void value(String name, boolean value) {
      met.add(value);
    }

    @Override
    public void value(String name, @Nullable Object value) {
      met.add(value == null ? NOTHING : Contents.of(value));
    }
  }

  /** Compares without boxing numbers. */
  private static final class Comparing implements FieldVisitor {
    private final Object[] expected;
    private int at;
    private @Nullable String changed;

    Comparing(Object[] expected) {
      this.expected = expected;
    }

    private void compared(String name, boolean same) {
      at++;
      if (!same && changed == null) {
        changed = name;
      }
    }

    @Override
    public void value(String name, long value) {
      compared(name, expected[at] instanceof Long before && before == value);
    }

    @Override
    public void value(String name, double value) {
      compared(name, expected[at] instanceof Double before && Double.compare(before, value) == 0);
    }

    @Override
    public void value(String name, boolean value) {
      compared(name, expected[at] instanceof Boolean before && before == value);
    }

    @Override
    public void value(String name, @Nullable Object value) {
      compared(name, Contents.isSame(expected[at], value == null ? NOTHING : value));
    }
  }
}
