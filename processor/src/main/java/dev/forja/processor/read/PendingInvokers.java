package dev.forja.processor.read;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.lang.model.element.Element;
import javax.lang.model.element.QualifiedNameable;
import javax.lang.model.type.DeclaredType;

/**
 * The invokers that this round will generate. Model classes mention them in their fields before
 * they exist; the compiler then usually knows only the simple name, so they are looked up by that.
 */
final class PendingInvokers {
  private final Map<String, List<PendingInvoker>> bySimpleName = new TreeMap<>();
  private final Map<String, SortedSet<String>> modelsByFile = new HashMap<>();
  private final Map<String, String> bases = new TreeMap<>();

  void add(PendingInvoker pendingInvoker) {
    modelsByFile
        .computeIfAbsent(file(pendingInvoker), _ -> new TreeSet<>())
        .add(pendingInvoker.model());
    bySimpleName
        .computeIfAbsent(pendingInvoker.name().simpleName(), _ -> new ArrayList<>())
        .add(pendingInvoker);
  }

  /**
   * The invoker meant by {@code type}, which the compiler cannot find; empty if it is ambiguous.
   */
  Optional<PendingInvoker> find(DeclaredType type, String fromPackage) {
    Element element = type.asElement();
    List<PendingInvoker> found =
        bySimpleName.getOrDefault(element.getSimpleName().toString(), List.of());
    if (found.size() == 1) {
      return Optional.of(found.getFirst());
    }
    String qualified =
        element instanceof QualifiedNameable named ? named.getQualifiedName().toString() : "";
    return found.stream()
        .filter(one -> one.name().canonicalName().equals(qualified))
        .findFirst()
        .or(
            () ->
                found.stream()
                    .filter(one -> one.name().packageName().equals(fromPackage))
                    .findFirst());
  }

  /** The models whose invokers would have the same name in the same package, ignoring case. */
  Set<String> modelsOf(PendingInvoker pendingInvoker) {
    return modelsByFile.getOrDefault(file(pendingInvoker), new TreeSet<>());
  }

  private static String file(PendingInvoker pendingInvoker) {
    return pendingInvoker
        .name()
        .canonicalName()
        .chars()
        .map(Character::toUpperCase)
        .map(Character::toLowerCase)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  Set<String> simpleNames() {
    return bySimpleName.keySet();
  }

  void setBase(PendingInvoker pendingInvoker, String base) {
    bases.put(pendingInvoker.name().canonicalName(), base);
  }

  Optional<String> base(PendingInvoker pendingInvoker) {
    return Optional.ofNullable(bases.get(pendingInvoker.name().canonicalName()));
  }
}
