package dev.forja;

import dev.forja.spi.Shaped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Thrown if an argument or result of an entry does not have its declared {@link Shape}. Its own
 * fields never change, so any thread may read it.
 */
public final class ShapeMismatchException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private ShapeMismatchException(String message) {
    super(message);
  }

  /**
   * Called by generated code when it has found a mismatch. The known values of the symbols are
   * added with {@link Mismatch#where}.
   *
   * @param argument the parameter, or {@code result}
   * @param stated the text of {@code @Shape}
   */
  public static Mismatch of(Invoker module, String argument, String stated, Shaped actual) {
    return new Mismatch(module.label(), argument, stated, actual.shape());
  }

  /** A builder of the message for a mismatch. For one thread at a time. */
  public static final class Mismatch {
    private final String module;
    private final String argument;
    private final String stated;
    private final int[] actual;
    private final Map<String, Integer> sizes = new HashMap<>();
    private final List<String> origins = new ArrayList<>();

    private Mismatch(String module, String argument, String stated, int[] actual) {
      this.module = module;
      this.argument = argument;
      this.stated = stated;
      this.actual = actual;
    }

    /** Adds a symbol that was bound before, and the tensor that bound it. */
    public Mismatch where(String symbol, int size, String boundBy, Shaped tensor) {
      sizes.put(symbol, size);
      origins.add(symbol + " = " + size + " by " + boundBy + Arrays.toString(tensor.shape()));
      return this;
    }

    /** Adds a field of the model. */
    public Mismatch where(String field, int size) {
      sizes.put(field, size);
      origins.add(field + " = " + size + " in the model");
      return this;
    }

    /** The exception to throw. */
    public ShapeMismatchException exception() {
      StringBuilder text = new StringBuilder(module);
      text.append(": ").append(argument).append(" has shape ").append(Arrays.toString(actual));
      text.append(", but @Shape(\"").append(stated).append("\") wants ").append(reason());
      if (!origins.isEmpty()) {
        text.append("; ").append(String.join(", ", origins));
      }
      return new ShapeMismatchException(text.toString());
    }

    /** Describes the expected size of the first dimension that differs. */
    private String reason() {
      List<String> words =
          new ArrayList<>(stated.isEmpty() ? List.of() : List.of(stated.split(" ")));
      boolean open = words.remove("...");
      if (open ? actual.length < words.size() : actual.length != words.size()) {
        return (open ? "at least " : "") + words.size() + " dimensions";
      }
      int skipped = actual.length - words.size();
      for (int i = 0; i < words.size(); i++) {
        String word = words.get(i);
        int size = actual[skipped + i];
        Integer wanted = word.matches("\\d+") ? Integer.valueOf(word) : sizes.get(word);
        if (wanted != null && wanted != size) {
          String symbol = word.matches("\\d+") ? "" : word + " = ";
          return symbol + wanted + " in dimension " + (skipped + i);
        }
        if (wanted == null && !word.equals("_")) {
          sizes.put(word, size);
        }
      }
      return "another";
    }
  }
}
