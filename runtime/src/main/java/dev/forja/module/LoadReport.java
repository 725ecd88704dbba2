package dev.forja.module;

import dev.forja.array.DType;
import dev.forja.array.Shapes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What differed between a module's state and the tensors offered to it, in PyTorch's order: missing
 * names, unexpected names, then the tensors that do not fit. The report that {@code load} returns
 * lists what the options allowed; that of an exception lists what they did not. Immutable, so any
 * thread may read it.
 *
 * @param model the type of the module that was loaded into
 * @param entries the differences; empty when everything matched
 * @param hint what explains them all, with the remedy, such as a prefix that every name has; empty
 *     if nothing is known
 */
public record LoadReport(String model, List<Difference> entries, String hint) {
  /** Copies the list. */
  public LoadReport {
    entries = List.copyOf(entries);
  }

  /**
   * One difference, under the name in the state dict that it concerns. Differences are immutable.
   */
  public sealed interface Difference {
    /** The name in the state dict. */
    String name();
  }

  /**
   * The module has state of this name, and nothing was offered for it. Immutable.
   *
   * @param near an unexpected name much like it, if there is one
   */
  public record Missing(String name, @Nullable String near) implements Difference {
    @Override
    public String toString() {
      return quoted(name, near);
    }
  }

  /**
   * A tensor was offered under a name that the module does not have. Immutable.
   *
   * @param near a missing name much like it, if there is one
   */
  public record Unexpected(String name, @Nullable String near) implements Difference {
    @Override
    public String toString() {
      return quoted(name, near);
    }
  }

  /** The shapes of what was found and of what the module has differ. Immutable. */
  public record ShapeMismatch(String name, int[] found, int[] expected) implements Difference {
    @Override
    public String toString() {
      return "size mismatch for %s: found shape %s, the shape in the model is %s."
          .formatted(name, Shapes.show(found), Shapes.show(expected));
    }
  }

  /** What was found is of a type that is not converted into that of the model. Immutable. */
  public record TypeMismatch(String name, String found, DType expected) implements Difference {
    @Override
    public String toString() {
      return "type mismatch for %s: found %s, the type in the model is %s."
          .formatted(name, found, expected);
    }
  }

  /** Two names of one tied tensor came with different values. Immutable. */
  public record TieMismatch(String name, String tiedTo) implements Difference {
    @Override
    public String toString() {
      return "value mismatch for %s: it is tied to %s in the model, but their values differ."
          .formatted(name, tiedTo);
    }
  }

  /** Whether everything matched. */
  public boolean isEmpty() {
    return entries.isEmpty();
  }

  /** The names that nothing was offered for. */
  public List<String> missing() {
    return names(Missing.class);
  }

  /** The names that the module does not have. */
  public List<String> unexpected() {
    return names(Unexpected.class);
  }

  private List<String> names(Class<? extends Difference> kind) {
    return entries.stream().filter(kind::isInstance).map(Difference::name).toList();
  }

  /**
   * What differed: the hint alone if there is one, else a line for each kind and each tensor that
   * does not fit.
   */
  @Override
  public String toString() {
    if (entries.isEmpty()) {
      return "<All keys matched successfully>";
    }
    if (!hint.isEmpty()) {
      return hint;
    }
    List<String> lines = new ArrayList<>();
    String missing = joined(Missing.class);
    if (!missing.isEmpty()) {
      lines.add("Missing key(s) in state_dict: " + missing + ".");
    }
    String unexpected = joined(Unexpected.class);
    if (!unexpected.isEmpty()) {
      lines.add("Unexpected key(s) in state_dict: " + unexpected + ".");
    }
    for (Difference entry : entries) {
      if (!(entry instanceof Missing || entry instanceof Unexpected)) {
        lines.add(entry.toString());
      }
    }
    return String.join("\n", lines);
  }

  private String joined(Class<? extends Difference> kind) {
    return entries.stream()
        .filter(kind::isInstance)
        .map(Difference::toString)
        .collect(Collectors.joining(", "));
  }

  private static String quoted(String name, @Nullable String near) {
    return near == null ? "\"" + name + "\"" : "\"" + name + "\" (did you mean \"" + near + "\"?)";
  }
}
