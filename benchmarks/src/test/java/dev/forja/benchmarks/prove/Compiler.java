package dev.forja.benchmarks.prove;

import com.sun.source.util.JavacTask;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.annotation.processing.Processor;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** Compiles sources in memory, with the processor. */
final class Compiler {
  private static final JavaCompiler JAVAC = ToolProvider.getSystemJavaCompiler();

  /** One for each thread, since two tests compile at once and a file manager is for one thread. */
  private static final ThreadLocal<StandardJavaFileManager> FILES =
      ThreadLocal.withInitial(() -> JAVAC.getStandardFileManager(null, Locale.ROOT, null));

  private Compiler() {}

  /** A message at a line of a file. */
  record Message(Diagnostic.Kind kind, String file, long line, String text) {
    boolean isError() {
      return kind == Diagnostic.Kind.ERROR;
    }
  }

  /** The result of a compilation. */
  record Result(List<Message> messages, Map<String, byte[]> classes) {
    /**
     * A loader of the classes, which take precedence over classes of the same name on the class
     * path.
     */
    ClassLoader loader() {
      return loader(Map.of());
    }

    /** A loader of these classes and of others. */
    ClassLoader loader(Map<String, byte[]> others) {
      Map<String, byte[]> all = new HashMap<>(others);
      all.putAll(classes);
      return new Loader(all);
    }
  }

  /** Compiles sources by path. */
  static Result compile(Map<String, String> sources, String... options) {
    return against(System.getProperty("java.class.path"), sources, options);
  }

  /** Compiles sources by path, with this class path. */
  static Result against(String classPath, Map<String, String> sources, String... options) {
    DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
    Memory memory = new Memory();
    List<JavaFileObject> files = new ArrayList<>();
    sources.forEach((path, text) -> files.add(new Source(path, text)));
    List<String> all = new ArrayList<>(List.of(options));
    all.addAll(List.of("-cp", classPath, "-Xmaxerrs", "100000"));
    JavaCompiler.CompilationTask task =
        JAVAC.getTask(new StringWriter(), memory, said, all, null, files);
    task.setProcessors(List.of(processor()));
    task.call();
    List<Message> messages = new ArrayList<>();
    for (Diagnostic<? extends JavaFileObject> each : said.getDiagnostics()) {
      JavaFileObject file = each.getSource();
      messages.add(
          new Message(
              each.getKind(),
              file == null ? "" : file.getName(),
              each.getLineNumber(),
              each.getMessage(Locale.ROOT)));
    }
    return new Result(messages, memory.classes());
  }

  /** A task that only parses sources. */
  static JavacTask task(Map<String, String> sources) {
    List<JavaFileObject> files = new ArrayList<>();
    sources.forEach((path, text) -> files.add(new Source(path, text)));
    return (JavacTask)
        JAVAC.getTask(new StringWriter(), FILES.get(), null, List.of("-proc:none"), null, files);
  }

  /**
   * Loaded by name, because its class file refers to classes that are available only in its own
   * build.
   */
  private static Processor processor() {
    try {
      return Class.forName("dev.forja.processor.ForwardProcessor")
          .asSubclass(Processor.class)
          .getConstructor()
          .newInstance();
    } catch (ReflectiveOperationException missing) {
      throw new IllegalStateException(missing);
    }
  }

  private static URI uri(String path) {
    return URI.create("memory:///" + path);
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String path, String text) {
      super(uri(path), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreErrors) {
      return text;
    }
  }

  private static final class Written extends SimpleJavaFileObject {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final StringWriter text = new StringWriter();

    Written(String path, Kind kind) {
      super(uri(path), kind);
    }

    @Override
    public OutputStream openOutputStream() {
      return bytes;
    }

    @Override
    public Writer openWriter() {
      return text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreErrors) {
      return text.toString();
    }
  }

  private static final class Memory extends ForwardingJavaFileManager<JavaFileManager> {
    private final Map<String, Written> written = new HashMap<>();

    Memory() {
      super(FILES.get());
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location,
        String className,
        JavaFileObject.Kind kind,
        @Nullable FileObject sibling) {
      Written file = new Written(className.replace('.', '/') + kind.extension, kind);
      if (kind == JavaFileObject.Kind.CLASS) {
        written.put(className, file);
      }
      return file;
    }

    Map<String, byte[]> classes() {
      Map<String, byte[]> classes = new HashMap<>();
      written.forEach((name, file) -> classes.put(name, file.bytes.toByteArray()));
      return classes;
    }

    @Override
    public void close() {
      try {
        flush();
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
  }

  private static final class Loader extends ClassLoader {
    private final Map<String, byte[]> classes;

    Loader(Map<String, byte[]> classes) {
      super(Compiler.class.getClassLoader());
      this.classes = classes;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      byte[] bytes = classes.get(name);
      if (bytes == null) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> known = findLoadedClass(name);
        return known != null ? known : defineClass(name, bytes, 0, bytes.length);
      }
    }
  }
}
