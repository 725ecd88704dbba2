import com.sun.source.util.JavacTask;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.tools.ToolProvider;

/**
 * Compares the exported signatures of a Maven module with the file that keeps them; with {@code
 * write} it writes that file. The compiler reads the class files and prints the signatures ({@link
 * Elements#printElements}), with generics, exceptions, nullness, records and sealed types; this
 * program chooses what others can use, and puts it in order.
 *
 * <p>Arguments: {@code check} or {@code write}, the folder of classes, the file, and the class path
 * of the module.
 */
final class Api {
  private static final String INDENT = "  ";

  /** What stands nearly everywhere: {@code @Nullable Object} reads better. */
  private static final Pattern SHORTENED =
      Pattern.compile("\\bjava\\.lang\\.(?=[A-Z@])|(?<=@)org\\.jspecify\\.annotations\\.");

  private static final Pattern HEADER =
      Pattern.compile("^[a-z@\\- ]*\\b(?:class|interface|record|enum) (\\w+).*\\{$");

  private final Path classes;
  private final JavacTask compiler;
  private Set<String> exported; // null: every package

  private Api(Path classes, String classPath) {
    this.classes = classes;
    this.compiler =
        (JavacTask)
            ToolProvider.getSystemJavaCompiler()
                .getTask(
                    null,
                    null,
                    null,
                    List.of("-proc:none", "-cp", classes + File.pathSeparator + classPath),
                    List.of("java.lang.Object"),
                    null);
  }

  public static void main(String[] args) throws IOException {
    Path file = Path.of(args[2]);
    List<String> now = new Api(Path.of(args[1]), args.length > 3 ? args[3] : "").signatures();
    if (args[0].equals("write")) {
      Files.createDirectories(file.getParent());
      Files.write(file, now);
      return;
    }
    List<String> kept = Files.exists(file) ? Files.readAllLines(file) : List.of();
    if (!kept.equals(now)) {
      System.err.println("The exported signatures are not those that " + file + " keeps:");
      difference(kept, now).forEach(System.err::println);
      System.err.println("If this change is meant, accept it and commit the file:");
      System.err.println("  mvn -q verify -DskipTests -Dforja.api=write");
      System.exit(1);
    }
  }

  // ------------------------------------------------------------------ what others can use

  private List<String> signatures() throws IOException {
    List<String> lines = new ArrayList<>();
    Path descriptor = classes.resolve("module-info.class");
    if (Files.exists(descriptor)) {
      try (InputStream in = Files.newInputStream(descriptor)) {
        ModuleDescriptor module = ModuleDescriptor.read(in);
        lines.addAll(header(module));
        exported =
            module.exports().stream()
                .filter(e -> !e.isQualified())
                .map(ModuleDescriptor.Exports::source)
                .collect(Collectors.toSet());
      }
    }
    String room = "";
    for (TypeElement type : roots().values()) {
      String home = compiler.getElements().getPackageOf(type).toString();
      if (!home.equals(room)) {
        room = home;
        lines.addAll(List.of("", "package " + room));
      }
      lines.add("");
      print(type, "", lines);
    }
    return lines;
  }

  private static List<String> header(ModuleDescriptor module) {
    Set<String> lines = new TreeSet<>();
    module.exports().forEach(e -> lines.add(INDENT + "exports " + e));
    module.provides().forEach(p -> lines.add(INDENT + "provides " + p));
    module.requires().stream()
        .filter(r -> r.modifiers().contains(ModuleDescriptor.Requires.Modifier.TRANSITIVE))
        .forEach(r -> lines.add(INDENT + "requires transitive " + r.name()));
    List<String> all = new ArrayList<>(lines);
    all.addFirst("module " + module.name());
    return all;
  }

  /**
   * The types of the exported packages that others can name; and the types which these extend and
   * others cannot name, because their public members are inherited all the same.
   */
  private SortedMap<String, TypeElement> roots() throws IOException {
    SortedMap<String, TypeElement> roots = new TreeMap<>();
    Set<String> ours = topLevelNames();
    Set<TypeElement> seen = new HashSet<>();
    Deque<TypeElement> waiting = new ArrayDeque<>();
    ours.stream()
        .map(compiler.getElements()::getTypeElement)
        .filter(this::canBeNamed)
        .forEach(waiting::add);
    while (!waiting.isEmpty()) {
      TypeElement type = waiting.pop();
      if (seen.add(type)) {
        boolean printedInside = canBeNamed(type) && !isTopLevel(type);
        if (!printedInside) {
          roots.put(type.getQualifiedName().toString(), type);
        }
        Stream<TypeElement> inherited =
            Stream.concat(Stream.of(type.getSuperclass()), type.getInterfaces().stream())
                .map(this::element)
                .filter(above -> above != null && ours.contains(topLevel(above)))
                .filter(above -> !canBeNamed(above));
        Stream.concat(inherited, ElementFilter.typesIn(visible(type)).stream())
            .forEach(waiting::add);
      }
    }
    return roots;
  }

  private Set<String> topLevelNames() throws IOException {
    try (Stream<Path> files = Files.walk(classes)) {
      return files
          .map(file -> classes.relativize(file).toString().replace(File.separatorChar, '.'))
          .filter(name -> name.endsWith(".class") && !name.contains("$"))
          .filter(name -> !name.endsWith("-info.class"))
          .map(name -> name.substring(0, name.length() - ".class".length()))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private TypeElement element(TypeMirror type) {
    return (TypeElement) compiler.getTypes().asElement(type);
  }

  private boolean canBeNamed(TypeElement type) {
    return isVisible(type)
        && (isTopLevel(type)
            ? exported == null
                || exported.contains(compiler.getElements().getPackageOf(type).toString())
            : canBeNamed((TypeElement) type.getEnclosingElement()));
  }

  private static boolean isTopLevel(TypeElement type) {
    return type.getEnclosingElement().getKind() == ElementKind.PACKAGE;
  }

  private static String topLevel(TypeElement type) {
    return isTopLevel(type)
        ? type.getQualifiedName().toString()
        : topLevel((TypeElement) type.getEnclosingElement());
  }

  private static boolean isVisible(Element element) {
    return element.getModifiers().contains(Modifier.PUBLIC)
        || element.getModifiers().contains(Modifier.PROTECTED);
  }

  private static List<Element> visible(TypeElement type) {
    return type.getEnclosedElements().stream()
        .map(e -> (Element) e)
        .filter(Api::isVisible)
        .toList();
  }

  // ------------------------------------------------------------------ how it is printed

  private void print(TypeElement type, String indent, List<String> lines) {
    List<String> whole = printed(type);
    whole.stream()
        .takeWhile(line -> !line.endsWith("{"))
        .filter(line -> !line.startsWith("package "))
        .forEach(line -> lines.add(indent + line));
    lines.add(indent + whole.stream().filter(line -> line.endsWith("{")).findFirst().orElseThrow());
    visible(type).stream()
        .filter(member -> !(member instanceof TypeElement))
        .sorted(Comparator.comparing(Api::order))
        .forEach(member -> printed(member).forEach(line -> lines.add(indent + INDENT + line)));
    ElementFilter.typesIn(visible(type)).stream()
        .sorted(Comparator.comparing(nested -> nested.getSimpleName().toString()))
        .forEach(nested -> print(nested, indent + INDENT, lines));
    lines.add(indent + "}");
  }

  /** Constants of enums as declared, since that order is seen; all else by name. */
  private static String order(Element member) {
    return switch (member.getKind()) {
      case ENUM_CONSTANT -> "0";
      case FIELD -> "1" + member;
      case CONSTRUCTOR -> "2" + member;
      default -> "3" + member;
    };
  }

  /** What the compiler prints of one element: a line for each annotation, one for the rest. */
  private List<String> printed(Element element) {
    StringWriter text = new StringWriter();
    compiler.getElements().printElements(text, element);
    List<String> lines = new ArrayList<>();
    String begun = "";
    for (String line : text.toString().lines().map(String::strip).toList()) {
      String joined = SHORTENED.matcher(begun.isEmpty() ? line : begun + " " + line).replaceAll("");
      begun = joined.endsWith(",") ? joined : "";
      if (begun.isEmpty() && !joined.isEmpty()) {
        lines.add(joined);
      }
    }
    if (element.getKind() == ElementKind.METHOD
        && element.getEnclosingElement().getKind().isInterface()
        && element.getModifiers().contains(Modifier.STATIC)) {
      lines.add("static " + lines.removeLast()); // which the compiler leaves out in interfaces
    }
    return lines;
  }

  // ------------------------------------------------------------------ how a change is shown

  /** What went (-) and what came (+), under the type that it belongs to. */
  private static List<String> difference(List<String> kept, List<String> now) {
    SortedMap<String, Set<String>> before = byType(kept);
    SortedMap<String, Set<String>> after = byType(now);
    Set<String> types = new TreeSet<>(before.keySet());
    types.addAll(after.keySet());
    List<String> lines = new ArrayList<>();
    for (String type : types) {
      Set<String> gone = new LinkedHashSet<>(before.getOrDefault(type, Set.of()));
      Set<String> come = new LinkedHashSet<>(after.getOrDefault(type, Set.of()));
      gone.removeAll(after.getOrDefault(type, Set.of()));
      come.removeAll(before.getOrDefault(type, Set.of()));
      if (!gone.isEmpty() || !come.isEmpty()) {
        lines.add(INDENT + type);
        gone.forEach(line -> lines.add(INDENT + "- " + line));
        come.forEach(line -> lines.add(INDENT + "+ " + line));
      }
    }
    return lines.isEmpty() ? List.of(INDENT + "only the order of the lines") : lines;
  }

  private static SortedMap<String, Set<String>> byType(List<String> lines) {
    SortedMap<String, Set<String>> types = new TreeMap<>();
    Deque<String> around = new ArrayDeque<>(List.of("the module"));
    for (String line : lines) {
      Matcher header = HEADER.matcher(line);
      if (line.startsWith("package ")) {
        around.clear();
        around.push(line.substring("package ".length()));
      } else if (header.find()) {
        around.push(around.peek() + "." + header.group(1));
      }
      if (line.endsWith("}")) {
        around.pop();
      } else if (!line.isEmpty() && !line.startsWith("package ")) {
        types.computeIfAbsent(around.peek(), _ -> new LinkedHashSet<>()).add(line.strip());
      }
    }
    return types;
  }
}
