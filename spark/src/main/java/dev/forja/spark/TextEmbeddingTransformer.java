package dev.forja.spark;

import dev.forja.models.TextEmbedder;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;

/**
 * Appends a column with the vectors of texts, by a {@link TextEmbedder}.
 *
 * <pre>{@code
 * Dataset<Row> embedded =
 *     new TextEmbeddingTransformer()
 *         .setModelPath("hdfs:///models/all-MiniLM-L6-v2")
 *         .setInputCol("text")
 *         .setOutputCol("embedding")
 *         .transform(passages);
 * }</pre>
 *
 * <p>A text has the same vector, to the last bit, on any executor and in any partition.
 *
 * <p>Settings are changed by one thread, before it is used by any number of threads.
 */
public final class TextEmbeddingTransformer
    extends TextTransformer<TextEmbeddingTransformer, TextEmbedder> {
  private final Param<String> outputType =
      new Param<>(
          uid(),
          "outputType",
          "'array' for array<float>, 'vector' for the vectors of Spark's own stages",
          ParamValidators.inArray(new String[] {"array", "vector"}),
          String.class);
  private final Param<String> prompt =
      new Param<>(
          uid(), "prompt", "name of one of the model's prompts, before each text", String.class);
  private final IntParam maxLength =
      new IntParam(this, "maxLength", "most tokens of a text that are read", ParamValidators.gt(0));

  /** A transformer with a name of its own. */
  public TextEmbeddingTransformer() {
    this(Identifiable$.MODULE$.randomUID("forja-embedding"));
  }

  /** A transformer with this name, which Spark uses for copies. */
  @SuppressWarnings("this-escape") // parameters of Spark know their parent from the beginning
  public TextEmbeddingTransformer(String uid) {
    super(uid);
    setDefault(outputCol(), "embedding");
    setDefault(outputType, "array");
  }

  /** Reads transformers that were saved. */
  public static MLReader<TextEmbeddingTransformer> read() {
    return new ModelReader<>();
  }

  /** Reads a transformer that was saved. */
  public static TextEmbeddingTransformer load(String path) {
    return read().load(path);
  }

  /** The parameter of {@link #setOutputType}. */
  public Param<String> outputType() {
    return outputType;
  }

  /** The parameter of {@link #setPrompt}. */
  public Param<String> prompt() {
    return prompt;
  }

  /** The parameter of {@link #setMaxLength}. */
  public IntParam maxLength() {
    return maxLength;
  }

  /** Chooses {@code array} (the default) or {@code vector}, which Spark's own stages read. */
  public TextEmbeddingTransformer setOutputType(String type) {
    set(outputType, type);
    return this;
  }

  /** Puts one of the model's prompts before each text, such as {@code query}. */
  public TextEmbeddingTransformer setPrompt(String name) {
    set(prompt, name);
    return this;
  }

  /** Reads at most this many tokens of a text; as many as the model reads by default. */
  public TextEmbeddingTransformer setMaxLength(int tokens) {
    set(maxLength, tokens);
    return this;
  }

  @Override
  TextEmbeddingTransformer self() {
    return this;
  }

  @Override
  Loader<TextEmbedder> loader() {
    return TextEmbedder::load;
  }

  @Override
  String kind() {
    return "embedder";
  }

  @Override
  List<StructField> outputFields() {
    return List.of(field(getOrDefault(outputCol()), sqlType()));
  }

  @Override
  DataType sqlType() {
    return isVector()
        ? SQLDataTypes.VectorType()
        : DataTypes.createArrayType(DataTypes.FloatType, false);
  }

  private boolean isVector() {
    return getOrDefault(outputType).equals("vector");
  }

  @Override
  RowModel<TextEmbedder> body() {
    boolean vector = isVector();
    String name = isDefined(prompt) ? getOrDefault(prompt) : "";
    int most = isDefined(maxLength) ? (int) (Integer) getOrDefault(maxLength) : 0;
    return (model, rows) -> {
      TextEmbedder prompted = name.isEmpty() ? model : model.withPrompt(name);
      TextEmbedder embedder = most == 0 ? prompted : prompted.withMaxLength(most);
      List<Object[]> results = new ArrayList<>();
      for (float[] values : embedder.embed(rows.stream().map(row -> (String) row[0]).toList())) {
        results.add(new Object[] {vector ? Vectors.dense(Columns.doubles(values)) : values});
      }
      return results;
    };
  }
}
