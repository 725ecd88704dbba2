package dev.forja.onnx;

import dev.forja.Forward;
import dev.forja.module.NeuralModule;
import dev.forja.onnx.operators.OnnxOp;
import dev.forja.processor.ForwardProcessor;
import dev.forja.tensor.NoGrad;
import dev.forja.tensor.Tensor;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Models written as source, compiled together as a user would: every warning is an error. */
final class Written {
  private final Path folder;
  private final Map<String, OnnxSource> sources = new LinkedHashMap<>();

  Written(Path folder) {
    this.folder = folder;
  }

  /** Writes a model with the class {@code Net} into a package of its own. */
  OnnxSource add(String pack, byte[] model) throws Exception {
    return add(pack, OnnxSource.read("net.onnx", new ByteArrayInputStream(model), pack, "Net"));
  }

  OnnxSource add(String pack, OnnxSource source) throws Exception {
    source.write(folder.resolve("src"));
    sources.put(pack, source);
    return source;
  }

  /** Compiles everything that was added. */
  Map<String, Model> compile() throws Exception {
    JavaCompiler javac = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler());
    DiagnosticCollector<JavaFileObject> messages = new DiagnosticCollector<>();
    Path classes = Files.createDirectories(folder.resolve("classes"));
    String path =
        Stream.of(Forward.class, Tensor.class, OnnxOp.class)
            .map(Written::home)
            .distinct()
            .collect(Collectors.joining(File.pathSeparator));
    List<String> options =
        List.of("--release", "25", "-Xlint:all", "-Werror", "-d", classes.toString(), "-cp", path);
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder.resolve("src"))) {
      files = all.filter(file -> file.toString().endsWith(".java")).toList();
    }
    try (StandardJavaFileManager manager = javac.getStandardFileManager(messages, null, null)) {
      var task =
          javac.getTask(
              new StringWriter(),
              manager,
              messages,
              options,
              null,
              manager.getJavaFileObjectsFromPaths(files));
      task.setProcessors(List.of(new ForwardProcessor()));
      if (!task.call()) {
        throw new AssertionError(
            messages.getDiagnostics().stream()
                .map(Object::toString)
                .collect(Collectors.joining("\n")));
      }
    }
    URLClassLoader loader =
        new URLClassLoader(new URL[] {classes.toUri().toURL()}, getClass().getClassLoader());
    Map<String, Model> models = new LinkedHashMap<>();
    for (var entry : sources.entrySet()) {
      Class<?> type = loader.loadClass(entry.getKey() + ".Net");
      NeuralModule made = (NeuralModule) type.getMethod("of").invoke(null);
      made.load(
          folder
              .resolve("src")
              .resolve(entry.getKey().replace('.', '/'))
              .resolve(entry.getValue().weightsFile()));
      made.eval();
      models.put(entry.getKey(), new Model(made));
    }
    return models;
  }

  private static String home(Class<?> type) {
    URI location = URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString());
    return Path.of(location).toString();
  }

  /** A compiled model with its weights. */
  record Model(NeuralModule module) {
    /** Calls it with the tensors in the order of the file. */
    List<Tensor> call(Tensor... given) throws Exception {
      Method call =
          Arrays.stream(module.getClass().getMethods())
              .filter(m -> m.getName().equals("call") && m.getParameterCount() == given.length)
              .filter(m -> !m.isBridge())
              .findFirst()
              .orElseThrow();
      Object result = NoGrad.call(() -> call.invoke(module, (Object[]) given));
      if (result instanceof Tensor tensor) {
        return List.of(tensor);
      }
      List<Tensor> results = new ArrayList<>();
      for (RecordComponent part : result.getClass().getRecordComponents()) {
        Method get = part.getAccessor();
        get.setAccessible(true);
        results.add((Tensor) get.invoke(result));
      }
      return results;
    }
  }
}
