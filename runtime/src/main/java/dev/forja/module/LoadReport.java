package dev.forja.module;

import dev.forja.array.DType;
import dev.forja.io.ModelFileException;
import dev.forja.op.Ints;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The differences between a module's state and the loaded tensors, in PyTorch's order: missing
 * names, unexpected names, then the tensors that do not fit. The report that {@code load} returns
 * lists the differences that the options allow; that of an exception lists those that they do not.
 * Immutable and therefore thread-safe.
 *
 * @param model the type of the module
 * @param entries the differences; empty if everything matched
 * @param hint a common explanation with the remedy, such as a prefix that every name has; empty if
 *     there is none
 */
public record LoadReport(String model, List<Difference> entries, String hint) {
  /** The number of differences of a kind that {@link #toString} lists. */
  static final int MOST_SHOWN = 100;

  /** Copies the list. */
  public LoadReport {
    entries = List.copyOf(entries);
  }

  /** One difference. Immutable. */
  public sealed interface Difference {
    /** The name in the state dict. */
    String name();
  }

  /**
   * The module has state with this name, but there was no tensor for it.
   *
   * <p>Immutable.
   *
   * @param near a similar unexpected name, if one was found; searched for the first 100 names only
   */
  public record Missing(String name, @Nullable String near) implements Difference {
    @Override
    public String toString() {
      return quoted(name, near);
    }
  }

  /**
   * There was a tensor with a name that the module does not have.
   *
   * <p>Immutable.
   *
   * @param near a similar missing name, if one was found; searched for the first 100 names only
   */
  public record Unexpected(String name, @Nullable String near) implements Difference {
    @Override
    public String toString() {
      return quoted(name, near);
    }
  }

  /** The shape of the loaded tensor differs from that in the module. Immutable. */
  public record ShapeMismatch(String name, Ints found, Ints expected) implements Difference {
    @Override
    public String toString() {
      return "size mismatch for %s: found shape %s, the shape in the model is %s."
          .formatted(tame(name), found, expected);
    }
  }

  /**
   * The type of a tensor cannot be converted to that in the model.
   *
   * <p>Immutable.
   */
  public record TypeMismatch(String name, String found, DType expected) implements Difference {
    @Override
    public String toString() {
      return "type mismatch for %s: found %s, the type in the model is %s."
          .formatted(tame(name), tame(found), expected);
    }
  }

  /**
   * Two names of the same tied tensor had different values.
   *
   * <p>Immutable.
   */
  public record TieMismatch(String name, String tiedTo) implements Difference {
    @Override
    public String toString() {
      return "value mismatch for %s: it is tied to %s in the model, but their values differ."
          .formatted(tame(name), tame(tiedTo));
    }
  }

  /** Whether everything matched. */
  public boolean isEmpty() {
    return entries.isEmpty();
  }

  /** The names for which there was no tensor. */
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
   * The hint if there is one, otherwise one line for missing names, one for unexpected names, and
   * one for each tensor that does not fit. Of each kind, the first 100 are listed, and the others
   * counted; {@link #entries} has all.
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
    List<Difference> misfits =
        entries.stream()
            .filter(entry -> !(entry instanceof Missing || entry instanceof Unexpected))
            .toList();
    misfits.stream().limit(MOST_SHOWN).map(Difference::toString).forEach(lines::add);
    if (misfits.size() > MOST_SHOWN) {
      lines.add("%,d more tensors do not fit.".formatted(misfits.size() - MOST_SHOWN));
    }
    return String.join("\n", lines);
  }

  private String joined(Class<? extends Difference> kind) {
    List<Difference> all = entries.stream().filter(kind::isInstance).toList();
    String first =
        all.stream().limit(MOST_SHOWN).map(Difference::toString).collect(Collectors.joining(", "));
    int more = all.size() - MOST_SHOWN;
    return more > 0 ? "%s, and %,d more".formatted(first, more) : first;
  }

  private static String quoted(String name, @Nullable String near) {
    String shown = "\"" + tame(name) + "\"";
    return near == null ? shown : shown + " (did you mean \"" + tame(near) + "\"?)";
  }

  /** Text from a file without what would disturb a terminal, and not too long. */
  static String tame(String text) {
    String quoted = ModelFileException.quote(text);
    return quoted.substring(1, quoted.length() - 1);
  }
}
