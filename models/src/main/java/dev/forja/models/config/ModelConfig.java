package dev.forja.models.config;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The options of a model under the names of its JSON file, mostly {@code config.json}. An option
 * that is missing, or null, has the default that the caller gives; one of another type is an error
 * that names the file and the option. Immutable and therefore thread-safe.
 *
 * <pre>{@code
 * ModelConfig.of(Map.of("vocab_size", 30522, "hidden_size", 384, "hidden_act", "gelu"))
 * }</pre>
 */
public final class ModelConfig {
  private final String file;
  private final String path;
  private final Map<String, @Nullable Object> options;

  private ModelConfig(String file, String path, Map<String, ? extends @Nullable Object> options) {
    this.file = file;
    this.path = path;
    this.options = new LinkedHashMap<>(options);
  }

  /** Options that come from no file: strings, numbers, booleans, and lists and maps of them. */
  public static ModelConfig of(Map<String, ? extends @Nullable Object> options) {
    return new ModelConfig("the configuration", "", options);
  }

  /**
   * Reads a JSON object.
   *
   * @param file what messages call it
   * @throws ModelConfigException if it is not a JSON object
   */
  public static ModelConfig read(String file, InputStream in) throws IOException {
    return new ModelConfig(file, "", object(file, "", Json.read(file, in)));
  }

  /** Reads a JSON array of objects, as in {@code modules.json}. */
  public static List<ModelConfig> readList(String file, InputStream in) throws IOException {
    if (!(Json.read(file, in) instanceof List<?> list)) {
      throw new ModelConfigException(file, "is not a JSON array");
    }
    List<ModelConfig> configs = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      String path = "[" + i + "]";
      configs.add(new ModelConfig(file, path + ".", object(file, path, list.get(i))));
    }
    return List.copyOf(configs);
  }

  private static Map<String, @Nullable Object> object(
      String file, String path, @Nullable Object value) {
    if (!(value instanceof Map<?, ?> map)) {
      throw new ModelConfigException(
          file, (path.isEmpty() ? "is" : path + " is") + " not a JSON object");
    }
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    map.forEach((name, element) -> object.put((String) name, element));
    return object;
  }

  /** What messages call the file. */
  public String file() {
    return file;
  }

  /** The names of all options, also of those that are null. */
  public List<String> names() {
    return List.copyOf(options.keySet());
  }

  /** These options with another value of one. */
  public ModelConfig with(String name, Object value) {
    Map<String, @Nullable Object> changed = new LinkedHashMap<>(options);
    changed.put(name, value);
    return new ModelConfig(file, path, changed);
  }

  /** Whether an option is there, and not null. */
  public boolean has(String name) {
    return options.get(name) != null;
  }

  /** Whether an option is a list. */
  public boolean hasList(String name) {
    return options.get(name) instanceof List<?>;
  }

  /** A number of things, at least 1. */
  public int size(String name) {
    return size(name, 0);
  }

  /** A number of things, at least 1; the default must be, too, or is 0 for none. */
  public int size(String name, int otherwise) {
    int size = integer(name, otherwise);
    if (size < 1) {
      throw has(name)
          ? error(name, "is %d, but must be at least 1".formatted(size))
          : new ModelConfigException(file, path + name + " is missing");
    }
    return size;
  }

  /** An integer. */
  public int integer(String name, int otherwise) {
    Object value = options.get(name);
    if (value == null) {
      return otherwise;
    }
    // Each switch over types makes a class when it is first run, which the start of a program pays.
    if (value instanceof Integer number) {
      return number;
    }
    if (value instanceof Long number && number == number.intValue()) {
      return number.intValue();
    }
    if (value instanceof Double number && number == number.intValue()) {
      return number.intValue();
    }
    throw notA("an integer of 32 bits", name, value);
  }

  /** A finite number. */
  public double number(String name, double otherwise) {
    Object value = options.get(name);
    if (value == null) {
      return otherwise;
    }
    if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
      return number.doubleValue();
    }
    throw notA("a finite number", name, value);
  }

  /** True or false. */
  public boolean flag(String name, boolean otherwise) {
    Object value = options.get(name);
    if (value == null) {
      return otherwise;
    }
    if (value instanceof Boolean flag) {
      return flag;
    }
    throw notA("true or false", name, value);
  }

  /** A text. */
  public String text(String name, String otherwise) {
    Object value = options.get(name);
    if (value == null) {
      return otherwise;
    }
    if (value instanceof String text) {
      return text;
    }
    throw notA("a string", name, value);
  }

  /** A list of texts; empty if there is none. */
  public List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    switch (options.get(name)) {
      case null -> {}
      case List<?> list -> {
        for (Object element : list) {
          if (!(element instanceof String text)) {
            throw notA("a list of strings", name, list);
          }
          texts.add(text);
        }
      }
      case Object value -> throw notA("a list of strings", name, value);
    }
    return List.copyOf(texts);
  }

  /** A list of finite numbers; empty if there is none. */
  public List<Double> numbers(String name) {
    List<Double> numbers = new ArrayList<>();
    switch (options.get(name)) {
      case null -> {}
      case List<?> list -> {
        for (Object element : list) {
          if (!(element instanceof Number number) || !Double.isFinite(number.doubleValue())) {
            throw notA("a list of finite numbers", name, list);
          }
          numbers.add(number.doubleValue());
        }
      }
      case Object value -> throw notA("a list of finite numbers", name, value);
    }
    return List.copyOf(numbers);
  }

  /** The JSON objects of a list; empty if there is none. */
  public List<ModelConfig> objects(String name) {
    List<ModelConfig> objects = new ArrayList<>();
    switch (options.get(name)) {
      case null -> {}
      case List<?> list -> {
        for (int i = 0; i < list.size(); i++) {
          String at = path + name + "[" + i + "]";
          objects.add(new ModelConfig(file, at + ".", object(file, at, list.get(i))));
        }
      }
      case Object value -> throw notA("a list of JSON objects", name, value);
    }
    return List.copyOf(objects);
  }

  /** All options as they are: strings, numbers, booleans, null, and lists and maps of them. */
  public Map<String, @Nullable Object> toMap() {
    return new LinkedHashMap<>(options);
  }

  /** The options of an option that is a JSON object itself. */
  public Optional<ModelConfig> object(String name) {
    Object value = options.get(name);
    return value == null
        ? Optional.empty()
        : Optional.of(new ModelConfig(file, path + name + ".", object(file, path + name, value)));
  }

  /**
   * What an option's text stands for.
   *
   * @throws ModelConfigException if it is not known; the message lists all that are
   */
  public <T> T choice(String name, String otherwise, Map<String, ? extends T> known) {
    String text = text(name, otherwise);
    T chosen = known.get(text);
    if (chosen == null) {
      throw error(
          name,
          "is %s, which is not known here; known are %s"
              .formatted(
                  text.isEmpty() ? "missing" : "'" + text + "'",
                  String.join(", ", new TreeSet<>(known.keySet()))));
    }
    return chosen;
  }

  /** Refuses every value but one, for an option of which only that is supported. */
  public void only(String name, Object supported, String reason) {
    Object value = options.get(name);
    if (value != null && !value.equals(supported)) {
      throw error(
          name, "is %s; only %s is supported: %s".formatted(show(value), supported, reason));
    }
  }

  /** An error about an option. */
  public ModelConfigException error(String name, String problem) {
    return new ModelConfigException(file, path + name + " " + problem);
  }

  private ModelConfigException notA(String wanted, String name, Object value) {
    return error(name, "is %s, but must be %s".formatted(show(value), wanted));
  }

  private static String show(Object value) {
    String text = value instanceof String ? "'" + value + "'" : value.toString();
    return text.length() > 60 ? text.substring(0, 60) + "..." : text;
  }

  @Override
  public String toString() {
    return file + options;
  }
}
