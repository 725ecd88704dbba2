package dev.forja.contract;

import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The references of a class file to methods and fields, resolved as the JVM would resolve them. */
record Links(ClassLoader loader) {
  /** The methods and fields that a class refers to and that do not exist. */
  Set<String> missing(byte[] bytes) throws ClassNotFoundException {
    Set<String> missing = new TreeSet<>();
    for (PoolEntry entry : ClassFile.of().parse(bytes).constantPool()) {
      if (entry instanceof MemberRefEntry member && !isThere(member)) {
        missing.add(
            "%s.%s%s"
                .formatted(
                    member.owner().asInternalName(),
                    member.name().stringValue(),
                    member.type().stringValue()));
      }
    }
    return missing;
  }

  private boolean isThere(MemberRefEntry member) throws ClassNotFoundException {
    String owner = member.owner().asInternalName().replace('/', '.');
    String signature = member.name().stringValue() + member.type().stringValue();
    return types(Class.forName(owner, false, loader))
        .flatMap(Links::members)
        .anyMatch(signature::equals);
  }

  /**
   * A type and all its supertypes; the methods of {@code Object} can be called on interfaces, too.
   */
  private static Stream<Class<?>> types(Class<?> type) {
    Stream<Class<?>> above =
        Stream.concat(Stream.ofNullable(type.getSuperclass()), Arrays.stream(type.getInterfaces()));
    Stream<Class<?>> self = type.isInterface() ? Stream.of(type, Object.class) : Stream.of(type);
    return Stream.concat(self, above.flatMap(Links::types));
  }

  private static Stream<String> members(Class<?> type) {
    return Stream.of(
            Arrays.stream(type.getDeclaredMethods()).map(Links::signature),
            Arrays.stream(type.getDeclaredConstructors()).map(Links::signature),
            Arrays.stream(type.getDeclaredFields()).map(Links::signature))
        .flatMap(each -> each);
  }

  private static String signature(Method method) {
    return method.getName()
        + MethodType.methodType(method.getReturnType(), method.getParameterTypes())
            .descriptorString();
  }

  private static String signature(Constructor<?> constructor) {
    return "<init>"
        + MethodType.methodType(void.class, constructor.getParameterTypes()).descriptorString();
  }

  private static String signature(Field field) {
    return field.getName() + field.getType().descriptorString();
  }
}
