package dev.forja.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The page of all public types: by package, each with the first sentence of its javadoc. The types
 * are those of the files that keep the exported signatures.
 */
final class Types {
  private static final Pattern DECLARED =
      Pattern.compile(
          "^(?:[a-z-]+ |@\\S+ )*(?:class|interface|record|enum|@interface) (\\w+).*\\{$");
  private static final Pattern INVOKER = Pattern.compile("invoker = \"(\\w+)\"");
  private static final Pattern COMMENT = Pattern.compile("/\\*\\*(.*?)\\*/", Pattern.DOTALL);

  private final Path root;

  Types(Path root) {
    this.root = root;
  }

  /** Returns the names of the public top-level types of a module, by package. */
  SortedMap<String, List<String>> of(String module) throws IOException {
    SortedMap<String, List<String>> types = new TreeMap<>();
    String room = "";
    Path api = root.resolve(module + "/api/forja-" + module + ".api");
    for (String line : Files.readAllLines(api)) {
      Matcher declared = DECLARED.matcher(line);
      if (line.startsWith("package ")) {
        room = line.substring("package ".length());
      } else if (line.startsWith("public ") && declared.find()) {
        types.computeIfAbsent(room, _ -> new ArrayList<>()).add(declared.group(1));
      }
    }
    return types;
  }

  /** Returns Markdown with a table for each package of the modules. */
  String page(List<String> modules) throws IOException {
    StringBuilder page = new StringBuilder();
    page.append(
        """
        # All types

        Every public type, with the first sentence of its documentation. Each name leads to its page in the
        [javadoc](api/index.html) of all modules, which has a search box of its own: that of this site finds the types, but
        looks into no page of the javadoc. Layers are generated from classes that are marked with `@Forward`.
        """);
    for (String module : modules) {
      Path sources = root.resolve(module + "/src/main/java");
      for (var room : of(module).entrySet()) {
        page.append("%n## %s%n%n| type | what it is |%n|---|---|%n".formatted(room.getKey()));
        Path folder = sources.resolve(room.getKey().replace('.', '/'));
        SortedMap<String, Path> models = models(folder);
        for (String type : room.getValue()) {
          Path own = folder.resolve(type + ".java");
          Path source = Files.exists(own) ? own : models.get(type);
          String said = source == null ? "" : summary(Files.readString(source));
          String link = "api/%s/%s.html".formatted(room.getKey().replace('.', '/'), type);
          page.append("| [`%s`](%s) | %s |%n".formatted(type, link, said.replace("|", "\\|")));
        }
      }
    }
    return page.toString();
  }

  /** The sources that invokers are generated from, by the name of the invoker. */
  private static SortedMap<String, Path> models(Path folder) throws IOException {
    SortedMap<String, Path> models = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(file -> file.toString().endsWith(".java")).sorted().toList()) {
        for (MatchResult invoker : INVOKER.matcher(Files.readString(file)).results().toList()) {
          models.put(invoker.group(1), file);
        }
      }
    }
    return models;
  }

  private static String summary(String source) {
    Matcher comment = COMMENT.matcher(source);
    return comment.find() ? Javadoc.firstSentence(comment.group(1)) : "";
  }
}
