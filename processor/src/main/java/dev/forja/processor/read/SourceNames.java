package dev.forja.processor.read;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ImportTree;
import java.util.List;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import org.jspecify.annotations.Nullable;

/**
 * Finds the classes that names in the source of a class mean, in the order of the Java Language
 * Specification (6.4.1): declared or inherited in the class or in one around it, imported by name,
 * of the same package, imported on demand.
 *
 * @param type the class in whose source the names stand
 * @param file its file
 */
record SourceNames(Env env, TypeElement type, CompilationUnitTree file) {
  /** The class of a simple or a qualified name; null if no class that exists has it. */
  @Nullable TypeElement find(String name) {
    String[] parts = name.split("\\.", -1);
    TypeElement found = simple(parts[0]);
    for (int i = 1; i < parts.length && found != null; i++) {
      found = member(found, parts[i]);
    }
    return found == null && parts.length > 1 ? Classes.find(env.elements(), name) : found;
  }

  private @Nullable TypeElement simple(String name) {
    for (Element at = type; at != null; at = at.getEnclosingElement()) {
      TypeElement member = at instanceof TypeElement around ? member(around, name) : null;
      if (member != null) {
        return member;
      }
    }
    TypeElement named = imported(name, "." + name);
    if (named != null) {
      return named;
    }
    TypeElement beside = Classes.beside(env.elements(), type, name);
    return beside != null ? beside : imported(name, ".*");
  }

  private @Nullable TypeElement imported(String name, String end) {
    for (ImportTree each : file.getImports()) {
      String imported = String.valueOf(each.getQualifiedIdentifier());
      if (imported.endsWith(end)) {
        String around = imported.substring(0, imported.lastIndexOf('.') + 1);
        TypeElement found = Classes.find(env.elements(), around + name);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  /** A class that this one declares or inherits. */
  private @Nullable TypeElement member(TypeElement in, String name) {
    return env.supertypes(in).stream()
        .flatMap(each -> types(each).stream())
        .filter(each -> each.getSimpleName().contentEquals(name))
        .findFirst()
        .orElse(null);
  }

  private static List<TypeElement> types(TypeElement in) {
    return ElementFilter.typesIn(in.getEnclosedElements());
  }
}
