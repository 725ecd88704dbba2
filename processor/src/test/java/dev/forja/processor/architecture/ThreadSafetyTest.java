package dev.forja.processor.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The javadoc of every public type says how it behaves when several threads use it, or that it is
 * immutable. Annotations are excluded, since they do nothing. Generated invokers say it too, which
 * the processor's golden files show.
 */
class ThreadSafetyTest {
  private static final Pattern SAYS =
      Pattern.compile("\\b(threads?|immutable)\\b", Pattern.CASE_INSENSITIVE);

  /** The source folders of the modules, which are next to this module. */
  private static final List<Path> SOURCES =
      Stream.of("annotations", "processor", "runtime", "onnx")
          .map(module -> Path.of("..", module, "src", "main", "java"))
          .toList();

  private static Set<Path> files() throws IOException {
    Set<Path> files = new TreeSet<>();
    for (Path sources : SOURCES) {
      try (Stream<Path> all = Files.walk(sources)) {
        all.filter(file -> file.toString().endsWith(".java"))
            .filter(file -> !file.endsWith("module-info.java"))
            .filter(file -> !file.endsWith("package-info.java"))
            .filter(file -> isExported(sources, file))
            .forEach(files::add);
      }
    }
    return files;
  }

  /**
   * Whether the module declaration exports the package; without a declaration, all packages are
   * exported.
   */
  private static boolean isExported(Path sources, Path file) {
    Path declaration = sources.resolve("module-info.java");
    String separator = file.getFileSystem().getSeparator();
    String path = sources.relativize(file).toString();
    String name = path.substring(0, path.lastIndexOf(separator)).replace(separator, ".");
    try {
      return Files.notExists(declaration)
          || Files.readString(declaration).contains("exports " + name + ";");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void everyPublicTypeSaysHowItBehavesUnderThreads() throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null,
                  manager,
                  null,
                  List.of("-proc:none"),
                  null,
                  manager.getJavaFileObjectsFromPaths(files()));
      PublicTypes types = new PublicTypes(Trees.instance(task));
      for (CompilationUnitTree unit : task.parse()) {
        types.scan(unit, null);
      }
      assertThat(types.found).isGreaterThan(200);
      assertThat(types.silent).as("public types that say nothing of threads").isEmpty();
    }
  }

  /** Collects the public types whose javadoc does not mention threads. */
  @SuppressWarnings("VoidUsed") // the parameter and result types of the compiler's scanners
  private static final class PublicTypes extends TreePathScanner<@Nullable Void, @Nullable Void> {
    private final Trees trees;
    private final List<String> silent = new ArrayList<>();
    private int found;

    PublicTypes(Trees trees) {
      this.trees = trees;
    }

    @Override
    public @Nullable Void visitClass(ClassTree type, @Nullable Void none) {
      TreePath path = getCurrentPath();
      if (!isPublic(path)) {
        return null;
      }
      if (type.getKind() != Tree.Kind.ANNOTATION_TYPE) {
        found++;
        String javadoc = trees.getDocComment(path);
        if (javadoc == null || !SAYS.matcher(javadoc).find()) {
          String file = path.getCompilationUnit().getSourceFile().getName();
          String[] parts = file.split("dev/forja/", -1);
          silent.add(Arrays.asList(parts).getLast() + ": " + type.getSimpleName());
        }
      }
      return super.visitClass(type, none);
    }

    private static boolean isPublic(TreePath path) {
      ClassTree type = (ClassTree) path.getLeaf();
      Tree around = path.getParentPath().getLeaf();
      boolean inInterface =
          around.getKind() == Tree.Kind.INTERFACE || around.getKind() == Tree.Kind.ANNOTATION_TYPE;
      boolean member = around instanceof ClassTree || around instanceof CompilationUnitTree;
      return member && (inInterface || type.getModifiers().getFlags().contains(Modifier.PUBLIC));
    }
  }
}
