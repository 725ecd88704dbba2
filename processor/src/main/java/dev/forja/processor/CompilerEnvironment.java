package dev.forja.processor;

import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import javax.annotation.processing.ProcessingEnvironment;

/**
 * Finds javac's own environment inside the wrappers of build tools such as Gradle and IntelliJ,
 * because javac gives access to the code of classes only through its own environment. The search
 * reads only fields of environments and of the invocation handlers of proxies.
 */
final class CompilerEnvironment {
  private static final String JAVAC = "com.sun.tools.javac.";

  private CompilerEnvironment() {}

  /** The environment of javac; {@code env} itself if it contains none. */
  static ProcessingEnvironment in(ProcessingEnvironment env) {
    Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Object> open = new ArrayDeque<>(List.of(env));
    while (!open.isEmpty()) {
      Object next = open.removeFirst();
      if (next instanceof ProcessingEnvironment found && isOfJavac(found)) {
        return found;
      }
      if (seen.add(next)) {
        open.addAll(within(next));
      }
    }
    return env;
  }

  private static boolean isOfJavac(ProcessingEnvironment env) {
    return env.getClass().getName().startsWith(JAVAC);
  }

  private static List<Object> within(Object wrapper) {
    if (Proxy.isProxyClass(wrapper.getClass())) {
      return List.of(Proxy.getInvocationHandler(wrapper));
    }
    List<Object> found = new ArrayList<>();
    for (Class<?> type = wrapper.getClass(); type != null; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
          add(field, wrapper, found);
        }
      }
    }
    return found;
  }

  private static void add(Field field, Object owner, List<Object> found) {
    try {
      field.setAccessible(true);
      Object value = field.get(owner);
      if (value instanceof ProcessingEnvironment || value instanceof InvocationHandler) {
        found.add(value);
      }
    } catch (IllegalAccessException | InaccessibleObjectException | SecurityException closed) {
      // a field that its module does not open is skipped
    }
  }
}
