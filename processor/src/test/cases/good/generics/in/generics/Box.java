package generics;

import dev.forja.Forward;
import java.io.IOException;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

class Box<T extends Comparable<T> & Serializable> {
  final T value;

  Box(T value) {
    this.value = value;
  }

  Box(Box<T> other) {
    this.value = other.value;
  }

  @Forward
  T forward(T x) {
    return x.compareTo(value) > 0 ? x : value;
  }

  @Forward
  <U extends List<? super T>> U into(U list, T[] more) {
    list.addAll(Arrays.asList(more));
    return list;
  }

  @Forward
  <T> T shadowed(T hidden) {
    return hidden;
  }

  @Forward
  <X extends Exception> void failing(Callable<? extends X> source) throws X, IOException {
    try {
      X failure = source.call();
      if (failure != null) throw failure;
    } catch (RuntimeException failure) {
      throw failure;
    } catch (Exception failure) {
      throw new IOException(failure);
    }
  }

  @Forward
  Map.Entry<?, T[]> entry(Map.Entry<?, T[]> entry, Map<? extends T, List<? super T>> map) {
    return map.isEmpty() ? entry : null;
  }

  @Forward
  <E extends Enum<E>> E[] constants(Class<E> type) {
    return type.getEnumConstants();
  }
}
