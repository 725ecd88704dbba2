package dev.forja.spark;

import dev.forja.spark.Inference.Invalid;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.spark.SparkContext;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * What the transformers of this package have in common: where the model is, how many rows it gets
 * at once, and what becomes of rows that it cannot process.
 *
 * <p>An executor loads a model once, whatever the number of its partitions, tasks and cores. A
 * model in a folder goes to the executors as a broadcast; tasks carry no weights.
 *
 * <p>As with all of Spark's pipeline stages, settings are changed by one thread before it is used;
 * {@link #transform} may then be called by many threads.
 *
 * @param <T> the transformer itself
 */
public abstract class ModelTransformer<T extends ModelTransformer<T>> extends Transformer
    implements DefaultParamsWritable {
  private final String uid;
  private final Param<String> modelPath;
  private final Param<String> handleInvalid;
  private final Param<String> errorCol;
  private final IntParam windowRows;
  private transient @Nullable Counters counters;

  @SuppressWarnings("this-escape") // parameters of Spark know their parent from the beginning
  ModelTransformer(String uid) {
    this.uid = uid;
    this.modelPath =
        new Param<>(
            uid,
            "modelPath",
            "folder of the model, or file of its weights, for Hadoop",
            String.class);
    this.handleInvalid =
        new Param<>(
            uid,
            "handleInvalid",
            "what becomes of rows with null or with values that the model refuses: 'fail', 'null'"
                + " for null in the output columns, or 'column' for that and the reason in errorCol",
            ParamValidators.inArray(new String[] {"fail", "null", "column"}),
            String.class);
    this.errorCol = new Param<>(uid, "errorCol", "column of the reasons", String.class);
    this.windowRows =
        new IntParam(
            this,
            "windowRows",
            "how many rows are read at once, sorted by length and divided into batches",
            ParamValidators.gt(0));
    setDefault(handleInvalid, "fail");
    setDefault(errorCol, "error");
    setDefault(windowRows, 1024);
  }

  /** This transformer, under its own type. */
  abstract T self();

  /** The input columns; the transformer has checked that they are there. */
  abstract List<String> inputColumns();

  /** Checks the type of an input column. */
  abstract void checkInput(StructField field);

  /** The output columns. */
  abstract List<StructField> outputFields();

  /** What the tasks run. */
  abstract Inference<?> inference(Source source, Parts parts);

  /**
   * Where the model comes from.
   *
   * @param version a text that is equal for equal files
   * @param files the files, if they have to be sent
   */
  record Source(String version, org.apache.spark.broadcast.@Nullable Broadcast<ModelBytes> files) {}

  /** What all subclasses pass on to their tasks. */
  record Parts(
      List<Integer> inputs,
      List<String> names,
      int outputs,
      int window,
      Invalid invalid,
      Counters counters) {
    <M> Inference<M> with(Recipe<M> recipe, RowModel<M> body) {
      return new Inference<>(recipe, body, inputs, names, outputs, window, invalid, counters);
    }
  }

  /** The parameter of {@link #setModelPath}. */
  public final Param<String> modelPath() {
    return modelPath;
  }

  /** The parameter of {@link #setHandleInvalid}. */
  public final Param<String> handleInvalid() {
    return handleInvalid;
  }

  /** The parameter of {@link #setErrorCol}. */
  public final Param<String> errorCol() {
    return errorCol;
  }

  /** The parameter of {@link #setWindowRows}. */
  public final IntParam windowRows() {
    return windowRows;
  }

  /**
   * Takes the model from a folder, such as a download from Hugging Face, or from a file of weights.
   * The driver reads it, from any file system that Hadoop knows, and Spark takes it to the
   * executors. After {@code local:} stands a path that every machine has; nothing is sent then.
   */
  public final T setModelPath(String path) {
    set(modelPath, path);
    return self();
  }

  /**
   * Says what becomes of rows with null, or with values that the model refuses: {@code fail} ends
   * the job with a message that names the row (the default); {@code null} gives null; {@code
   * column} gives null, and the reason in the column {@link #setErrorCol}, which is null for other
   * rows.
   */
  public final T setHandleInvalid(String value) {
    set(handleInvalid, value);
    return self();
  }

  /** Names the column of the reasons; {@code error} by default. */
  public final T setErrorCol(String name) {
    set(errorCol, name);
    return self();
  }

  /**
   * Sets how many rows a task reads before it runs the model, 1024 by default. They are sorted by
   * length, so that texts of equal length form a batch, and stay in memory until they are done.
   */
  public final T setWindowRows(int rows) {
    set(windowRows, rows);
    return self();
  }

  /** What this transformer has done so far in the running Spark application. */
  public final InferenceCounts counts() {
    @Nullable Counters now = counters;
    return now == null ? new InferenceCounts(0, 0, 0, 0, 0, 0) : now.now();
  }

  private synchronized Counters counters(SparkContext context) {
    @Nullable Counters now = counters;
    if (now == null || !now.rows().isRegistered()) {
      now = Counters.of(context, uid);
      counters = now;
    }
    return now;
  }

  @Override
  public final String uid() {
    return uid;
  }

  @Override
  public final T copy(ParamMap extra) {
    return defaultCopy(extra);
  }

  @Override
  public final StructType transformSchema(StructType schema) {
    for (String name : inputColumns()) {
      int place = Arrays.asList(schema.fieldNames()).indexOf(name);
      if (place < 0) {
        throw new IllegalArgumentException(
            "%s: there is no column '%s'; there are %s"
                .formatted(uid, name, String.join(", ", schema.fieldNames())));
      }
      checkInput(schema.fields()[place]);
    }
    List<StructField> fields = new ArrayList<>(Arrays.asList(schema.fields()));
    List<StructField> added = new ArrayList<>(outputFields());
    if (invalid() == Invalid.COLUMN) {
      added.add(new StructField(getOrDefault(errorCol), DataTypes.StringType, true, none()));
    }
    for (StructField field : added) {
      if (fields.stream().anyMatch(other -> other.name().equalsIgnoreCase(field.name()))) {
        throw new IllegalArgumentException(
            "%s: the output column '%s' is there already; choose another name"
                .formatted(uid, field.name()));
      }
      fields.add(field);
    }
    return new StructType(fields.toArray(StructField[]::new));
  }

  private static org.apache.spark.sql.types.Metadata none() {
    return org.apache.spark.sql.types.Metadata.empty();
  }

  /** A field of the output, which is null where a row was not processed. */
  static StructField field(String name, DataType type) {
    return new StructField(name, type, true, none());
  }

  @Override
  public final Dataset<Row> transform(Dataset<?> dataset) {
    Dataset<Row> rows = dataset.toDF();
    StructType schema = transformSchema(rows.schema());
    List<String> names = List.copyOf(inputColumns());
    List<String> all = Arrays.asList(rows.schema().fieldNames());
    SparkSession session = rows.sparkSession();
    Parts parts =
        new Parts(
            names.stream().map(all::indexOf).toList(),
            names,
            outputFields().size(),
            (int) (Integer) getOrDefault(windowRows),
            invalid(),
            counters(session.sparkContext()));
    return rows.mapPartitions(inference(source(session), parts), Encoders.row(schema));
  }

  private Invalid invalid() {
    return Invalid.valueOf(getOrDefault(handleInvalid).toUpperCase(Locale.ROOT));
  }

  /** Where tasks of this session find the model. */
  final Source source(SparkSession session) {
    if (!isDefined(modelPath)) {
      return new Source("", null);
    }
    String path = getOrDefault(modelPath);
    if (path.startsWith("local:")) {
      return new Source(path, null);
    }
    try {
      ModelBytes.Listing listing = listing(session);
      var files = Shipped.broadcast(session.sparkContext(), listing);
      return new Source(files.hash(), files.broadcast());
    } catch (IOException e) {
      throw new UncheckedIOException("%s: %s".formatted(uid, e.getMessage()), e);
    }
  }

  private ModelBytes.Listing listing(SparkSession session) throws IOException {
    return ModelBytes.list(getOrDefault(modelPath), session.sparkContext().hadoopConfiguration());
  }

  @Override
  public final MLWriter write() {
    return new ModelWriter(DefaultParamsWritable.super.write(), this);
  }

  /** Writes the model's files below a folder, if this transformer has files. */
  final void saveModel(SparkSession session, org.apache.hadoop.fs.Path folder) throws IOException {
    if (isDefined(modelPath)) {
      listing(session).copyTo(folder, session.sparkContext().hadoopConfiguration());
    }
  }
}
