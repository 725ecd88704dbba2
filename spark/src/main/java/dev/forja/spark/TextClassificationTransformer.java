package dev.forja.spark;

import dev.forja.models.TextClassifier;
import dev.forja.models.TextClassifier.Label;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Appends columns with the label of the highest score of each text, with its score, and, if it is
 * asked for, with the scores of all labels; by a {@link TextClassifier}.
 *
 * <pre>{@code
 * Dataset<Row> labelled =
 *     new TextClassificationTransformer()
 *         .setModelPath("hdfs:///models/distilbert-sst-2")
 *         .setInputCol("review")
 *         .setOutputCol("label")
 *         .setScoresCol("scores")
 *         .transform(reviews);
 * }</pre>
 *
 * <p>Settings are changed by one thread, before it is used by any number of threads.
 */
public final class TextClassificationTransformer
    extends TextTransformer<TextClassificationTransformer, TextClassifier> {
  private final Param<String> scoreCol =
      new Param<>(uid(), "scoreCol", "column of the score of the label, float", String.class);
  private final Param<String> scoresCol =
      new Param<>(
          uid(), "scoresCol", "column of all scores by label, map<string, float>", String.class);

  /** A transformer with a name of its own. */
  public TextClassificationTransformer() {
    this(Identifiable$.MODULE$.randomUID("forja-classification"));
  }

  /** A transformer with this name, which Spark uses for copies. */
  @SuppressWarnings("this-escape") // parameters of Spark know their parent from the beginning
  public TextClassificationTransformer(String uid) {
    super(uid);
    setDefault(outputCol(), "label");
    setDefault(scoreCol, "score");
  }

  /** Reads transformers that were saved. */
  public static MLReader<TextClassificationTransformer> read() {
    return new ModelReader<>();
  }

  /** Reads a transformer that was saved. */
  public static TextClassificationTransformer load(String path) {
    return read().load(path);
  }

  /** The parameter of {@link #setScoreCol}. */
  public Param<String> scoreCol() {
    return scoreCol;
  }

  /** The parameter of {@link #setScoresCol}. */
  public Param<String> scoresCol() {
    return scoresCol;
  }

  /** Names the column of the score of the label; {@code score} by default. */
  public TextClassificationTransformer setScoreCol(String name) {
    set(scoreCol, name);
    return this;
  }

  /** Names a column of all scores, by label; without a name there is none. */
  public TextClassificationTransformer setScoresCol(String name) {
    set(scoresCol, name);
    return this;
  }

  @Override
  TextClassificationTransformer self() {
    return this;
  }

  @Override
  Loader<TextClassifier> loader() {
    return TextClassifier::load;
  }

  @Override
  String kind() {
    return "classifier";
  }

  @Override
  List<StructField> outputFields() {
    List<StructField> fields = new ArrayList<>();
    fields.add(field(getOrDefault(outputCol()), DataTypes.StringType));
    fields.add(field(getOrDefault(scoreCol), DataTypes.FloatType));
    if (isDefined(scoresCol)) {
      DataType map = DataTypes.createMapType(DataTypes.StringType, DataTypes.FloatType, false);
      fields.add(field(getOrDefault(scoresCol), map));
    }
    return fields;
  }

  @Override
  DataType sqlType() {
    return DataTypes.StringType;
  }

  @Override
  RowModel<TextClassifier> body() {
    boolean all = isDefined(scoresCol);
    return (model, rows) -> {
      List<Object[]> results = new ArrayList<>();
      for (List<Label> labels :
          model.classify(rows.stream().map(row -> (String) row[0]).toList())) {
        Label best = labels.getFirst();
        if (all) {
          Map<String, Float> scores = new LinkedHashMap<>();
          labels.forEach(label -> scores.put(label.name(), label.score()));
          results.add(
              new Object[] {
                best.name(),
                best.score(),
                scala.collection.immutable.Map.from(CollectionConverters.asScala(scores))
              });
        } else {
          results.add(new Object[] {best.name(), best.score()});
        }
      }
      return results;
    };
  }
}
