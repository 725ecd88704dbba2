package dev.forja.processor.read;

import com.palantir.javapoet.ClassName;
import dev.forja.Forward;
import dev.forja.processor.Problem;
import dev.forja.processor.Report;
import dev.forja.processor.model.EntrySpec;
import dev.forja.processor.model.Face;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import org.jspecify.annotations.Nullable;

/** Leaves out interfaces that an invoker cannot implement beside all else that it has. */
record FaceClashes(Env env, BaseReader inherited) {
  /** What stands in the way of an interface: its method, and what has that too. */
  private record Clash(String method, String other) {}

  /**
   * The entries, without interfaces that clash. Those of the JDK, which nobody asked for, give way
   * in silence; for one that {@code as} names it is a problem.
   */
  List<EntrySpec> without(
      Report report, Map<String, EntrySpec> entries, Map<String, MarkedMethod> marked) {
    Map<String, EntrySpec> kept = new LinkedHashMap<>(entries);
    Map<String, Face> chosen = new LinkedHashMap<>();
    for (boolean given : new boolean[] {true, false}) {
      for (EntrySpec entry : entries.values()) {
        MarkedMethod method = marked.get(entry.name());
        Face face = entry.face().orElse(null);
        if (method == null || face == null || FaceReader.isGiven(method) != given) {
          continue;
        }
        Clash clash = clash(entry, face, chosen, entries);
        if (clash == null) {
          chosen.put(entry.name(), face);
        } else {
          kept.put(entry.name(), entry.withFace(null));
          if (given) {
            report(report, method, face, clash, chosen);
          }
        }
      }
    }
    return new ArrayList<>(kept.values());
  }

  private static void report(
      Report report, MarkedMethod method, Face face, Clash clash, Map<String, Face> chosen) {
    AnnotationMirror mark = Marks.find(method.mark(), Forward.class).orElse(null);
    Report.Place place =
        report.at(method.mark(), mark, mark == null ? null : Marks.value(mark, "as"));
    for (Map.Entry<String, Face> other : chosen.entrySet()) {
      if (name(other.getValue()).equals(name(face))) {
        place.report(Problem.AS_TWICE, name(face).simpleName(), other.getKey());
        return;
      }
    }
    place.report(Problem.AS_CLASH, name(face).simpleName(), clash.method(), clash.other());
  }

  private @Nullable Clash clash(
      EntrySpec entry, Face face, Map<String, Face> chosen, Map<String, EntrySpec> entries) {
    for (ExecutableElement method : methods(face)) {
      String name = method.getSimpleName().toString();
      int count = method.getParameters().size();
      if (inherited.signatures().contains(name + "/" + count)) {
        return new Clash(name, "every invoker");
      }
      for (EntrySpec other : entries.values()) {
        boolean own = other.name().equals(entry.name()) && name.equals(face.method());
        if (!own && other.name().equals(name) && other.params().size() == count) {
          return new Clash(name, "the entry '" + name + "'");
        }
      }
      for (Face other : chosen.values()) {
        if (methods(other).stream().anyMatch(same -> same.equals(method) || isLike(same, method))) {
          return new Clash(name, name(other).simpleName());
        }
      }
    }
    return null;
  }

  private boolean isLike(ExecutableElement one, ExecutableElement other) {
    if (!one.getSimpleName().equals(other.getSimpleName())
        || one.getParameters().size() != other.getParameters().size()) {
      return false;
    }
    for (int i = 0; i < one.getParameters().size(); i++) {
      if (!env.types()
          .isSameType(
              env.types().erasure(one.getParameters().get(i).asType()),
              env.types().erasure(other.getParameters().get(i).asType()))) {
        return false;
      }
    }
    return true;
  }

  /** The names of methods without parameters that come with an interface. */
  Set<String> readers(Face face) {
    Set<String> names = new TreeSet<>(Set.of(face.method()));
    for (ExecutableElement method : methods(face)) {
      if (method.getParameters().isEmpty()) {
        names.add(method.getSimpleName().toString());
      }
    }
    return names;
  }

  private List<ExecutableElement> methods(Face face) {
    TypeElement element = env.elements().getTypeElement(name(face).canonicalName());
    if (element == null) {
      return List.of();
    }
    return env.supertypes(element).stream()
        .filter(type -> !Env.is(type, "java.lang.Object"))
        .flatMap(type -> ElementFilter.methodsIn(type.getEnclosedElements()).stream())
        .filter(method -> !method.getModifiers().contains(Modifier.STATIC))
        .filter(method -> !method.getModifiers().contains(Modifier.PRIVATE))
        .filter(method -> !FaceReader.isOfObject(method))
        .toList();
  }

  private static ClassName name(Face face) {
    return (ClassName) FaceReader.raw(face.type());
  }
}
