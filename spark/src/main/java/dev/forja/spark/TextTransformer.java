package dev.forja.spark;

import dev.forja.models.ModelFiles;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.spark.ml.param.Param;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.jspecify.annotations.Nullable;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * What transformers of texts have in common: one column of texts, and a model from a folder or from
 * the class path of the executors.
 *
 * <p>Settings are changed by one thread, before it is used by any number of threads.
 *
 * @param <T> the transformer itself
 * @param <M> the model
 */
public abstract class TextTransformer<T extends TextTransformer<T, M>, M>
    extends ModelTransformer<T> {
  private final Param<String> modelName;
  private final Param<String> inputCol;
  private final Param<String> outputCol;

  @SuppressWarnings("this-escape") // parameters of Spark know their parent from the beginning
  TextTransformer(String uid) {
    super(uid);
    this.modelName =
        new Param<>(uid, "modelName", "name of a model on the class path", String.class);
    this.inputCol = new Param<>(uid, "inputCol", "column of texts", String.class);
    this.outputCol = new Param<>(uid, "outputCol", "column of results", String.class);
    setDefault(inputCol, "text");
  }

  /** How a model is loaded from its files. */
  interface Loader<M> extends Serializable {
    M load(ModelFiles files) throws Exception;
  }

  abstract Loader<M> loader();

  /** What distinguishes models of the same files. */
  abstract String kind();

  /** How a model runs on the texts of rows. */
  abstract RowModel<M> body();

  /** The result for a text in SQL, from {@link #body}'s values. */
  abstract DataType sqlType();

  /** The parameter of {@link #setModelName}. */
  public final Param<String> modelName() {
    return modelName;
  }

  /** The parameter of {@link #setInputCol}. */
  public final Param<String> inputCol() {
    return inputCol;
  }

  /** The parameter of {@link #setOutputCol}. */
  public final Param<String> outputCol() {
    return outputCol;
  }

  /**
   * Takes the model from the class path of the executors, where a jar has it that {@link
   * dev.forja.models.ModelJar} has packed under this name.
   */
  public final T setModelName(String name) {
    set(modelName, name);
    return self();
  }

  /** Names the column of texts; {@code text} by default. */
  public final T setInputCol(String name) {
    set(inputCol, name);
    return self();
  }

  /** Names the column of results. */
  public final T setOutputCol(String name) {
    set(outputCol, name);
    return self();
  }

  @Override
  final List<String> inputColumns() {
    return List.of(getOrDefault(inputCol));
  }

  @Override
  final void checkInput(StructField field) {
    if (!(field.dataType() instanceof StringType)) {
      throw new IllegalArgumentException(
          "%s: the column '%s' is %s, but texts are string"
              .formatted(uid(), field.name(), field.dataType().simpleString()));
    }
  }

  final Recipe<M> recipe(Source source) {
    Loader<M> loader = loader();
    if (isDefined(modelPath()) == isDefined(modelName())) {
      throw new IllegalArgumentException(
          uid()
              + " needs a model: set either modelPath, a folder, or modelName, on the class path");
    }
    if (isDefined(modelName())) {
      String name = getOrDefault(modelName);
      return new Recipe<>(
          kind() + " class-path:" + name, null, _ -> loader.load(ModelFiles.onClassPath(name)));
    }
    String key = kind() + " " + source.version();
    if (source.files() == null) {
      String folder = getOrDefault(modelPath()).substring("local:".length());
      return new Recipe<>(key, null, _ -> loader.load(ModelFiles.inFolder(Path.of(folder))));
    }
    return new Recipe<>(
        key,
        source.files(),
        folder -> loader.load(ModelFiles.inFolder(Objects.requireNonNull(folder))));
  }

  @Override
  final Inference<?> inference(Source source, Parts parts) {
    return parts.with(recipe(source), body());
  }

  /**
   * Registers two functions for SQL: {@code name(text)}, and {@code name_all(array of texts)},
   * which gives an array of results. Null gives null. Spark calls a function row by row, so {@code
   * name_all} and {@link #transform} are faster: their texts form batches.
   */
  public final void register(SparkSession session, String name) {
    Recipe<M> recipe = recipe(source(session));
    RowModel<M> body = body();
    UDF1<@Nullable String, @Nullable Object> one =
        text -> text == null ? null : results(recipe, body, List.of(text)).getFirst();
    UDF1<@Nullable Seq<@Nullable String>, @Nullable Object> all =
        texts -> texts == null ? null : results(recipe, body, CollectionConverters.asJava(texts));
    session.udf().register(name, one, sqlType());
    session.udf().register(name + "_all", all, DataTypes.createArrayType(sqlType(), true));
  }

  private static <M> List<@Nullable Object> results(
      Recipe<M> recipe, RowModel<M> body, List<@Nullable String> texts) throws Exception {
    List<Object[]> rows = new ArrayList<>();
    for (String text : texts) {
      if (text != null) {
        rows.add(new Object[] {text});
      }
    }
    List<Object[]> found =
        rows.isEmpty() ? List.of() : body.run(Registry.get(recipe, () -> {}), rows);
    List<@Nullable Object> all = new ArrayList<>();
    int next = 0;
    for (String text : texts) {
      all.add(text == null ? null : found.get(next++)[0]);
    }
    return all;
  }
}
