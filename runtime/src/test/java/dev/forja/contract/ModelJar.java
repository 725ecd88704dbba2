package dev.forja.contract;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** A jar of the models in {@code org.example.contract}, stored when it was compiled. */
final class ModelJar {
  static final String MODELS = "org.example.contract";
  private static final Path HOME = Path.of("src/test/contract");

  private ModelJar() {}

  static Path of(int contract) {
    return HOME.resolve("models-of-contract-" + contract + ".jar");
  }

  /** All stored jars, of any contract. */
  static List<Path> all() throws IOException {
    try (Stream<Path> files = Files.list(HOME)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
  }

  static int contract(Path jar) {
    return Integer.parseInt(jar.getFileName().toString().replaceAll("\\D", ""));
  }

  /** Packs the models as compiled now. */
  static void write(Path classes, Path jar) throws IOException {
    Path models = classes.resolve(MODELS.replace('.', '/'));
    try (Stream<Path> files = Files.list(models);
        OutputStream out = Files.newOutputStream(jar);
        JarOutputStream to = new JarOutputStream(out)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".class")).sorted().toList()) {
        JarEntry entry = new JarEntry(classes.relativize(file).toString().replace('\\', '/'));
        entry.setLastModifiedTime(FileTime.fromMillis(0));
        to.putNextEntry(entry);
        Files.copy(file, to);
        to.closeEntry();
      }
    }
  }

  /** A loader that finds the models only in the jar, whatever the class path contains. */
  static ClassLoader load(Path jar) throws IOException {
    return load(jar, bytes -> bytes);
  }

  static Map<String, byte[]> classes(Path jar) throws IOException {
    Map<String, byte[]> classes = new HashMap<>();
    try (JarFile file = new JarFile(jar.toFile())) {
      for (JarEntry entry : file.stream().toList()) {
        String name = entry.getName().replaceAll("\\.class$", "").replace('/', '.');
        classes.put(name, file.getInputStream(entry).readAllBytes());
      }
    }
    return classes;
  }

  static ClassLoader load(Path jar, UnaryOperator<byte[]> change) throws IOException {
    Map<String, byte[]> classes = classes(jar);
    classes.replaceAll((_, bytes) -> change.apply(bytes));
    return new ClassLoader(ModelJar.class.getClassLoader()) {
      @Override
      protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(MODELS + ".")) {
          return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
          Class<?> loaded = findLoadedClass(name);
          return loaded == null ? findClass(name) : loaded;
        }
      }

      @Override
      protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes = classes.get(name);
        if (bytes == null) {
          throw new ClassNotFoundException(name);
        }
        return defineClass(name, bytes, 0, bytes.length);
      }
    };
  }

  /**
   * The class as if it were generated for another contract: it requires that number, and everything
   * else that it calls on types of Forja is unknown to this version.
   */
  static byte[] ofContract(int number, byte[] bytes) {
    CodeTransform renumbered =
        (builder, element) -> {
          if (element instanceof ConstantInstruction constant
              && constant.constantValue() instanceof Integer) {
            builder.loadConstant(number);
          } else {
            builder.with(element);
          }
        };
    CodeTransform forgotten =
        (builder, element) -> {
          if (element instanceof InvokeInstruction call && isForgotten(call)) {
            builder.invoke(
                call.opcode(),
                call.owner().asSymbol(),
                call.name().stringValue() + "OfAnotherContract",
                call.typeSymbol(),
                call.isInterface());
          } else {
            builder.with(element);
          }
        };
    ClassFile file = ClassFile.of();
    return file.transformClass(
        file.parse(bytes),
        ClassTransform.transformingMethodBodies(
                method -> method.methodName().equalsString("<clinit>"), renumbered)
            .andThen(ClassTransform.transformingMethodBodies(forgotten)));
  }

  private static boolean isForgotten(InvokeInstruction call) {
    return call.owner().asInternalName().startsWith("dev/forja/")
        && !call.owner().asInternalName().equals("dev/forja/spi/Contract")
        && !call.name().equalsString("<init>");
  }
}
