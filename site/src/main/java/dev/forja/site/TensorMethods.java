package dev.forja.site;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * The page of all methods of {@code Tensor}: those of the class and then, by family, those of the
 * interfaces that it implements, read from the sources by the JDK's own parser.
 */
final class TensorMethods {
  private static final String ROOM = "dev/forja/tensor/";

  /** Methods that every object has. */
  private static final Set<String> OF_OBJECTS = Set.of("toString", "equals", "hashCode");

  private final Path sources;

  TensorMethods(Path root) {
    this.sources = root.resolve("runtime/src/main/java");
  }

  /** Returns Markdown with a table for the class and for each family. */
  String page() throws IOException {
    Source tensor = read(ROOM + "Tensor");
    StringBuilder page = new StringBuilder();
    page.append(
        """
        # Every method of Tensor

        Names and arguments are PyTorch's, in Java spelling. Every method returns a new tensor, which may share the memory
        of the old one; methods that change values in place stand in `InPlace`. Each heading leads to the javadoc, which has
        the shapes, the errors and the formulas.
        """);
    page.append(section("Tensor", tensor, "Making a tensor, and asking it what it is."));
    for (Tree family : tensor.type().getImplementsClause()) {
      Path file = sources.resolve(ROOM + family + ".java");
      if (Files.exists(file)) { // the others have no methods of their own
        Source source = read(ROOM + family);
        page.append(section(family.toString(), source, source.comment(source.type())));
      }
    }
    return page.toString();
  }

  private static String section(String name, Source source, String about) {
    StringBuilder section = new StringBuilder();
    section.append(
        "%n## %s%n%n%s [Javadoc](api/%s%s.html)%n%n| method | what it does |%n|---|---|%n"
            .formatted(name, about, ROOM, name));
    TreeMap<String, List<String>> rows = new TreeMap<>();
    for (MethodTree method : source.methods()) {
      rows.computeIfAbsent(method.getName().toString(), _ -> new ArrayList<>())
          .add(row(method, source.comment(method)));
    }
    rows.values().forEach(overloads -> overloads.forEach(section::append));
    return section.toString();
  }

  private static String row(MethodTree method, String said) {
    String parameters =
        method.getParameters().stream().map(TensorMethods::shown).collect(Collectors.joining(", "));
    boolean isStatic = method.getModifiers().getFlags().contains(Modifier.STATIC);
    return "| `%s%s(%s)`: `%s` | %s |%n"
        .formatted(
            isStatic ? "Tensor." : "",
            method.getName(),
            parameters,
            shown(method.getReturnType()),
            said.replace("|", "\\|"));
  }

  private static String shown(VariableTree parameter) {
    String type = shown(parameter.getType());
    boolean any = parameter.toString().contains("...");
    return (any ? type.replaceFirst("\\[]$", "...") : type) + " " + parameter.getName();
  }

  private static String shown(Tree type) {
    return type.toString().replaceAll("@\\w+(?:\\(\\))? ?", "").replace("|", "\\|");
  }

  private Source read(String type) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null,
                  files,
                  null,
                  List.of("-proc:none"),
                  null,
                  files.getJavaFileObjects(sources.resolve(type + ".java")));
      CompilationUnitTree unit = task.parse().iterator().next();
      return new Source(unit, (ClassTree) unit.getTypeDecls().getFirst(), DocTrees.instance(task));
    }
  }

  /**
   * A parsed file with one type.
   *
   * @param unit the file
   * @param type the type
   * @param comments the comments of the file
   */
  private record Source(CompilationUnitTree unit, ClassTree type, DocTrees comments) {
    /** The methods that users can call, in the order of the file. */
    List<MethodTree> methods() {
      return type.getMembers().stream()
          .filter(MethodTree.class::isInstance)
          .map(MethodTree.class::cast)
          .filter(method -> method.getReturnType() != null)
          .filter(method -> !OF_OBJECTS.contains(method.getName().toString()))
          .filter(this::isPublic)
          .toList();
    }

    private boolean isPublic(MethodTree method) {
      Set<Modifier> modifiers = method.getModifiers().getFlags();
      return type.getKind() == Tree.Kind.INTERFACE
          ? !modifiers.contains(Modifier.PRIVATE)
          : modifiers.contains(Modifier.PUBLIC);
    }

    /** The first sentence of a comment, as Markdown; empty if there is none. */
    String comment(Tree tree) {
      String comment = comments.getDocComment(TreePath.getPath(unit, tree));
      return comment == null ? "" : Javadoc.firstSentence(comment);
    }
  }
}
