package dev.forja.optim;

import static java.util.stream.Collectors.joining;

import dev.forja.array.NdArray;
import dev.forja.io.ModelFileException;
import dev.forja.io.Safetensors;
import dev.forja.io.SafetensorsEntry;
import dev.forja.io.SafetensorsFile;
import dev.forja.tensor.Tensor;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Named tensors and values: the state of an optimiser, a scheduler or a whole run, from which it
 * continues with bit-identical results. Doubles are stored exactly. Not thread-safe.
 *
 * <pre>{@code
 * new TrainingCheckpoint()
 *     .put("optimizer", optimizer.stateDict())
 *     .put("scheduler", scheduler.stateDict())
 *     .put("epoch", epoch)
 *     .save(path);
 *
 * TrainingCheckpoint saved = TrainingCheckpoint.load(path);
 * optimizer.loadStateDict(saved.part("optimizer"));
 * }</pre>
 *
 * <p>For one thread at a time.
 */
public final class TrainingCheckpoint {
  private static final int NAMES_SHOWN = 20;

  // Sorted, so that a part is found without looking at every other name.
  private final NavigableMap<String, Tensor> tensors = new TreeMap<>();
  private final NavigableMap<String, String> values = new TreeMap<>();

  /** Creates an empty checkpoint. */
  public TrainingCheckpoint() {}

  /** Adds a tensor, which is not copied: save the checkpoint before the tensor changes. */
  public TrainingCheckpoint put(String name, Tensor tensor) {
    tensors.put(name, tensor);
    return this;
  }

  /** Adds a number. */
  public TrainingCheckpoint put(String name, double value) {
    values.put(name, Double.toString(value));
    return this;
  }

  /** Adds an integer. */
  public TrainingCheckpoint put(String name, long value) {
    values.put(name, Long.toString(value));
    return this;
  }

  /** Adds a string. */
  public TrainingCheckpoint put(String name, String text) {
    values.put(name, text);
    return this;
  }

  /** Adds a boolean. */
  public TrainingCheckpoint put(String name, boolean value) {
    values.put(name, Boolean.toString(value));
    return this;
  }

  /** Adds the contents of {@code part}, with {@code name} and a dot as a prefix of their names. */
  public TrainingCheckpoint put(String name, TrainingCheckpoint part) {
    part.tensors.forEach((key, tensor) -> tensors.put(name + "." + key, tensor));
    part.values.forEach((key, value) -> values.put(name + "." + key, value));
    return this;
  }

  /** Adds tensors by name, such as the state dict of a model, in the same way. */
  public TrainingCheckpoint put(String name, Map<String, Tensor> part) {
    part.forEach((key, tensor) -> tensors.put(name + "." + key, tensor));
    return this;
  }

  /** The part that was added under {@code name}. */
  public TrainingCheckpoint part(String name) {
    String prefix = name + ".";
    String end = name + (char) ('.' + 1); // follows all names that begin with the prefix
    TrainingCheckpoint part = new TrainingCheckpoint();
    tensors
        .subMap(prefix, end)
        .forEach((key, tensor) -> part.tensors.put(key.substring(prefix.length()), tensor));
    values
        .subMap(prefix, end)
        .forEach((key, value) -> part.values.put(key.substring(prefix.length()), value));
    return part;
  }

  /** The tensors by name, sorted. */
  public SequencedMap<String, Tensor> tensors() {
    return Collections.unmodifiableSequencedMap(tensors);
  }

  /** The names of the values, sorted. */
  public SequencedSet<String> names() {
    return Collections.unmodifiableSequencedSet(values.sequencedKeySet());
  }

  /** Whether there is a value with this name. */
  public boolean has(String name) {
    return values.containsKey(name);
  }

  /** The string with this name. */
  public String text(String name) {
    return value(name);
  }

  /** The number with this name. */
  public double number(String name) {
    try {
      return Double.parseDouble(value(name));
    } catch (NumberFormatException e) {
      throw damaged(name, "a number", e);
    }
  }

  /** The integer with this name. */
  public long integer(String name) {
    try {
      return Long.parseLong(value(name));
    } catch (NumberFormatException e) {
      throw damaged(name, "a whole number", e);
    }
  }

  /** The count with this name: an integer from 0 to 2^31 - 1. */
  public int count(String name) {
    long value = integer(name);
    if (value < 0 || value > Integer.MAX_VALUE) {
      throw damaged(name, "a count from 0 to 2^31 - 1", null);
    }
    return (int) value;
  }

  private IllegalArgumentException damaged(String name, String wanted, @Nullable Exception cause) {
    return new IllegalArgumentException(
        "the checkpoint is damaged: its '%s' is '%s', which is not %s"
            .formatted(name, value(name), wanted),
        cause);
  }

  /** The boolean with this name. */
  public boolean flag(String name) {
    return switch (value(name)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw damaged(name, "true or false", null);
    };
  }

  private String value(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "the checkpoint has no value '%s'; it has %s".formatted(name, show(values.keySet())));
    }
    return value;
  }

  private static String show(Collection<String> names) {
    String first = names.stream().limit(NAMES_SHOWN).collect(joining(", ", "[", "]"));
    int more = names.size() - NAMES_SHOWN;
    return more > 0 ? "%s and %,d more".formatted(first, more) : first;
  }

  /**
   * Describes how the values of this checkpoint differ from those with the same names in an earlier
   * one: {@code gamma was 0.1, is 0.5}. Values that the earlier one lacks are ignored, because an
   * older version may not have saved them. Compares settings, so that a resumed run can refuse to
   * continue with others.
   *
   * @return the differences, separated by commas; empty if there are none
   */
  public String differencesFrom(TrainingCheckpoint before) {
    List<String> differences =
        values.entrySet().stream()
            .filter(now -> before.has(now.getKey()))
            .filter(now -> !before.text(now.getKey()).equals(now.getValue()))
            .map(
                now ->
                    "%s was %s, is %s"
                        .formatted(now.getKey(), before.text(now.getKey()), now.getValue()))
            .toList();
    int more = differences.size() - NAMES_SHOWN;
    return differences.stream().limit(NAMES_SHOWN).collect(joining(", "))
        + (more > 0 ? ", and %,d more".formatted(more) : "");
  }

  /**
   * Writes a safetensors file: the tensors as tensors, the values as metadata.
   *
   * @throws ModelFileException if the file cannot be written; it then holds what it held before
   */
  public void save(Path path) throws ModelFileException {
    Map<String, NdArray> arrays = new TreeMap<>();
    tensors.forEach((name, tensor) -> arrays.put(name, tensor.array()));
    Safetensors.save(path, arrays, values);
  }

  /**
   * Reads a file that {@link #save} wrote.
   *
   * @throws ModelFileException if the file cannot be read, or is none of these
   */
  public static TrainingCheckpoint load(Path path) throws ModelFileException {
    TrainingCheckpoint checkpoint = new TrainingCheckpoint();
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      for (SafetensorsEntry entry : file.entries()) {
        checkpoint.put(entry.name(), Tensor.of(file.read(entry.name())));
      }
      checkpoint.values.putAll(file.metadata());
    }
    return checkpoint;
  }
}
