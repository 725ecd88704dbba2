package dev.forja;

import dev.forja.spi.Shaped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A tensor that an entry took or returned does not have the {@link Shape} that is stated for it.
 */
public final class ShapeMismatchException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private ShapeMismatchException(String message) {
    super(message);
  }

  /**
   * Called by generated code for a mismatch that it has found. What was known of the symbols is
   * added by {@link Mismatch#where}.
   *
   * @param argument the parameter, or {@code result}
   * @param stated the text of {@code @Shape}
   */
  public static Mismatch of(Invoker module, String argument, String stated, Shaped actual) {
    return new Mismatch(module.label(), argument, stated, actual.shape());
  }

  /** Collects what is known of a mismatch, for the message. */
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

    /** A symbol that was bound before, and the tensor that bound it. */
    public Mismatch where(String symbol, int size, String boundBy, Shaped tensor) {
      sizes.put(symbol, size);
      origins.add(symbol + " = " + size + " by " + boundBy + Arrays.toString(tensor.shape()));
      return this;
    }

    /** A field of the model. */
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

    /** What the first dimension that differs should have been. */
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
