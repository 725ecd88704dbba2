package dev.forja.spark;

import dev.forja.array.Shapes;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * A column as a tensor, or a tensor as a column. As text, {@code image:floats[1,28,28]}: the name,
 * the kind, and the shape of one row.
 *
 * <p>Immutable.
 *
 * @param name the name of the column
 * @param kind what is in it
 * @param shape the shape of one row; if it is empty, an input row has the shape of its length, and
 *     rows of different lengths go into different batches
 */
public record TensorColumn(String name, Kind kind, List<Integer> shape) implements Serializable {
  private static final Pattern TEXT = Pattern.compile("(.+):([a-z]+)(?:\\[([0-9, ]*)])?");

  /** What is in a column. Immutable. */
  public enum Kind {
    /**
     * An array of numbers, or a vector, as a float32 tensor; an output column is
     * array&lt;float&gt;.
     */
    FLOATS,
    /**
     * An array of numbers, or a vector, as a float32 tensor; an output column has Spark's vectors.
     */
    VECTOR,
    /** An array of whole numbers as an int64 tensor; an output column is array&lt;bigint&gt;. */
    LONGS,
    /** An array of booleans as a bool tensor; an output column is array&lt;boolean&gt;. */
    BOOLEANS,
    /** One number as a float32 tensor; an output column is float. */
    FLOAT,
    /** One number as a float32 tensor; an output column is double. */
    DOUBLE,
    /** One whole number as an int64 tensor; an output column is int. */
    INT,
    /** One whole number as an int64 tensor; an output column is bigint. */
    LONG,
    /** One boolean as a bool tensor; an output column is boolean. */
    BOOLEAN;

    boolean isArray() {
      return this == FLOATS || this == VECTOR || this == LONGS || this == BOOLEANS;
    }

    boolean isFloat() {
      return this == FLOATS || this == VECTOR || this == FLOAT || this == DOUBLE;
    }

    boolean isBoolean() {
      return this == BOOLEANS || this == BOOLEAN;
    }

    /** The type of an output column. */
    DataType type() {
      return switch (this) {
        case FLOATS -> DataTypes.createArrayType(DataTypes.FloatType, false);
        case VECTOR -> SQLDataTypes.VectorType();
        case LONGS -> DataTypes.createArrayType(DataTypes.LongType, false);
        case BOOLEANS -> DataTypes.createArrayType(DataTypes.BooleanType, false);
        case FLOAT -> DataTypes.FloatType;
        case DOUBLE -> DataTypes.DoubleType;
        case INT -> DataTypes.IntegerType;
        case LONG -> DataTypes.LongType;
        case BOOLEAN -> DataTypes.BooleanType;
      };
    }
  }

  /** Checks that the sizes are positive and that the column has a name. */
  public TensorColumn {
    shape = List.copyOf(shape);
    if (name.isBlank() || shape.stream().anyMatch(size -> size < 1)) {
      throw new IllegalArgumentException(
          "a column needs a name and positive sizes, but got '%s' with %s".formatted(name, shape));
    }
    if (!kind.isArray() && !shape.isEmpty()) {
      throw new IllegalArgumentException(
          "the column '%s' has one %s in each row, so it has no shape, but got %s"
              .formatted(name, kind.name().toLowerCase(Locale.ROOT), shape));
    }
  }

  /** A column of this kind, whose rows have this shape. */
  public static TensorColumn of(String name, Kind kind, int... shape) {
    return new TensorColumn(name, kind, Arrays.stream(shape).boxed().toList());
  }

  /**
   * Reads what {@link #toString} writes.
   *
   * @throws IllegalArgumentException if this is none
   */
  public static TensorColumn parse(String text) {
    Matcher matcher = TEXT.matcher(text.strip());
    if (matcher.matches()) {
      String sizes = matcher.group(3) == null ? "" : matcher.group(3).strip();
      for (Kind kind : Kind.values()) {
        if (kind.name().toLowerCase(Locale.ROOT).equals(matcher.group(2))) {
          List<Integer> shape =
              sizes.isEmpty()
                  ? List.of()
                  : Arrays.stream(sizes.split(",", -1))
                      .map(s -> Integer.valueOf(s.strip()))
                      .toList();
          return new TensorColumn(matcher.group(1), kind, shape);
        }
      }
    }
    throw new IllegalArgumentException(
        "'%s' is no column: write NAME:KIND or NAME:KIND[SIZE,SIZE], such as image:floats[1,28,28];"
                .formatted(text)
            + " the kinds are "
            + Arrays.stream(Kind.values())
                .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", ")));
  }

  /** The number of values of a row, or -1 if rows may have different lengths. */
  int count() {
    return !kind.isArray()
        ? 1
        : shape.isEmpty() ? -1 : Shapes.count(shape.stream().mapToInt(i -> i).toArray());
  }

  @Override
  public String toString() {
    String sizes = shape.stream().map(String::valueOf).collect(Collectors.joining(","));
    return name
        + ":"
        + kind.name().toLowerCase(Locale.ROOT)
        + (sizes.isEmpty() ? "" : "[" + sizes + "]");
  }
}
