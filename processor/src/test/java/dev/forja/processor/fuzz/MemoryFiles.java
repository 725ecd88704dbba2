package dev.forja.processor.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.Writer;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.TreeMap;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;

/** Keeps sources in memory, and discards class files. */
public class MemoryFiles extends ForwardingJavaFileManager<StandardJavaFileManager> {
  private final Map<String, StringWriter> generated = new TreeMap<>();

  /** Uses the files of the class path and the JDK. */
  public MemoryFiles(StandardJavaFileManager files) {
    super(files);
  }

  /** A source to compile. */
  public JavaFileObject source(String path, String text) {
    return new Source(path, text);
  }

  /** The path of a source, as given or as generated. */
  String path(FileObject source) {
    return source.toUri().getPath().substring(1);
  }

  /** The generated sources, by path. */
  public Map<String, String> generated() {
    Map<String, String> texts = new TreeMap<>();
    generated.forEach((path, text) -> texts.put(path, text.toString()));
    return texts;
  }

  /** Removes the results of a compilation. */
  void clear() {}

  @Override
  public JavaFileObject getJavaFileForOutput(
      JavaFileManager.Location location,
      String className,
      JavaFileObject.Kind kind,
      FileObject sibling) {
    if (kind == JavaFileObject.Kind.CLASS) {
      return new Bytes(className);
    }
    return generatedSource(className);
  }

  @Override
  public JavaFileObject getJavaFileForOutputForOriginatingFiles(
      JavaFileManager.Location location,
      String className,
      JavaFileObject.Kind kind,
      FileObject... origins) {
    return kind == JavaFileObject.Kind.CLASS ? new Bytes(className) : generatedSource(className);
  }

  JavaFileObject generatedSource(String className) {
    StringWriter text = new StringWriter();
    String path = className.replace('.', '/') + ".java";
    generated.put(path, text);
    return new Generated(path, text);
  }

  @Override
  public boolean isSameFile(FileObject one, FileObject other) {
    return one.toUri().equals(other.toUri());
  }

  @Override
  public void close() {
    // the underlying files are used again
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String path, String text) {
      super(uri(path), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  private static final class Generated extends SimpleJavaFileObject {
    private final StringWriter text;

    Generated(String path, StringWriter text) {
      super(uri(path), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public Writer openWriter() {
      return text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text.toString();
    }
  }

  private static final class Bytes extends SimpleJavaFileObject {
    Bytes(String className) {
      super(uri(className.replace('.', '/') + ".class"), Kind.CLASS);
    }

    @Override
    public OutputStream openOutputStream() {
      return new ByteArrayOutputStream();
    }
  }

  private static URI uri(String path) {
    try {
      return new URI("memory", "", "/" + path, null);
    } catch (URISyntaxException unexpected) {
      throw new IllegalArgumentException(path, unexpected);
    }
  }
}
