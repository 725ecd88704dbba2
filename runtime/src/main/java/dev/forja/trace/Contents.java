package dev.forja.trace;

import java.util.Arrays;
import java.util.Collection;
import java.util.ConcurrentModificationException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * An object in a field of a module, and a copy of what it holds, for comparison with what it holds
 * later: the elements of an array, a collection or a map of the JDK, or the value of an atomic
 * variable. Numbers and texts are compared by value, other elements by identity.
 *
 * @param holder the object
 * @param copy an array of what it holds
 */
record Contents(Object holder, Object copy) {
  /** The maximum number of elements that are compared; larger holders are taken to be constant. */
  static final int MOST = 1_024;

  /** How deep arrays and collections in each other are copied, since they may hold themselves. */
  private static final int DEPTH = 4;

  /** The packages whose collections and maps can be read without side effects. */
  private static final Set<String> PACKAGES = Set.of("java.util", "java.util.concurrent");

  /** The object with a copy of what it holds; the object itself if nothing in it may change. */
  static Object of(Object value) {
    return of(value, DEPTH);
  }

  private static Object of(Object value, int depth) {
    try {
      Object copy = depth == 0 ? null : copy(value, depth);
      return copy == null ? value : new Contents(value, copy);
    } catch (ConcurrentModificationException busy) {
      return new Contents(value, new Object[] {busy}); // is never the same
    }
  }

  private static @Nullable Object copy(Object value, int depth) {
    return switch (value) {
      case int[] array when array.length <= MOST -> array.clone();
      case long[] array when array.length <= MOST -> array.clone();
      case float[] array when array.length <= MOST -> array.clone();
      case double[] array when array.length <= MOST -> array.clone();
      case boolean[] array when array.length <= MOST -> array.clone();
      case byte[] array when array.length <= MOST -> array.clone();
      case short[] array when array.length <= MOST -> array.clone();
      case char[] array when array.length <= MOST -> array.clone();
      default -> {
        @Nullable Object[] elements = elements(value);
        yield elements == null ? null : copies(elements, depth);
      }
    };
  }

  private static @Nullable Object[] copies(@Nullable Object[] elements, int depth) {
    @Nullable Object[] copies = new @Nullable Object[elements.length];
    for (int i = 0; i < copies.length; i++) {
      Object element = elements[i];
      copies[i] = element == null ? null : of(element, depth - 1);
    }
    return copies;
  }

  /** What an array of references, a collection, a map or an atomic variable holds, or null. */
  private static @Nullable Object @Nullable [] elements(Object value) {
    return switch (value) {
      case Object[] array when array.length <= MOST -> array;
      case AtomicInteger atomic -> new Object[] {atomic.get()};
      case AtomicLong atomic -> new Object[] {atomic.get()};
      case AtomicBoolean atomic -> new Object[] {atomic.get()};
      case AtomicReference<?> atomic -> new @Nullable Object[] {atomic.get()};
      case Collection<?> collection when isRead(collection, collection.size()) ->
          collection.toArray();
      case Map<?, ?> map when isRead(map, map.size()) -> {
        Object[] keys = map.keySet().toArray();
        @Nullable Object[] all = Arrays.copyOf(keys, 2 * keys.length);
        Object[] values = map.values().toArray();
        System.arraycopy(values, 0, all, keys.length, Math.min(values.length, keys.length));
        yield all;
      }
      default -> null;
    };
  }

  private static boolean isRead(Object collection, int size) {
    return size <= MOST && PACKAGES.contains(collection.getClass().getPackageName());
  }

  /** Whether {@code now} is the same object, and holds the same as before. */
  boolean isSame(@Nullable Object now) {
    if (now != holder) {
      return false;
    }
    return switch (copy) {
      case int[] before -> Arrays.equals(before, (int[]) holder);
      case long[] before -> Arrays.equals(before, (long[]) holder);
      case float[] before -> Arrays.equals(before, (float[]) holder);
      case double[] before -> Arrays.equals(before, (double[]) holder);
      case boolean[] before -> Arrays.equals(before, (boolean[]) holder);
      case byte[] before -> Arrays.equals(before, (byte[]) holder);
      case short[] before -> Arrays.equals(before, (short[]) holder);
      case char[] before -> Arrays.equals(before, (char[]) holder);
      default -> isSame((@Nullable Object[]) copy, holder);
    };
  }

  private static boolean isSame(@Nullable Object[] before, Object holder) {
    @Nullable Object[] now;
    try {
      now = elements(holder);
    } catch (ConcurrentModificationException busy) {
      return false;
    }
    if (now == null || now.length != before.length) {
      return false;
    }
    for (int i = 0; i < before.length; i++) {
      if (!isSame(before[i], now[i])) {
        return false;
      }
    }
    return true;
  }

  /** Whether a value is the one that {@link #of} made a snapshot of. */
  static boolean isSame(@Nullable Object before, @Nullable Object now) {
    return before == now
        || (before instanceof Contents contents && contents.isSame(now))
        || (before != null && isValue(before) && before.equals(now));
  }

  private static boolean isValue(Object held) {
    return held instanceof String
        || held instanceof Number
        || held instanceof Boolean
        || held instanceof Character;
  }
}
