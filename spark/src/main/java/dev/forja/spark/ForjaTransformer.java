package dev.forja.spark;

import dev.forja.module.NeuralModule;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.StringArrayParam;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.jspecify.annotations.Nullable;

/**
 * Runs any model on columns: a {@link ModelFactory} makes it, {@link TensorColumn}s say which
 * columns become its tensors, and which become of its results.
 *
 * <pre>{@code
 * Dataset<Row> predicted =
 *     new ForjaTransformer()
 *         .setFactory(DigitsFactory.class)
 *         .setModelPath("hdfs:///models/digits.safetensors")
 *         .setInputs(TensorColumn.of("image", Kind.FLOATS, 784))
 *         .setOutputs(TensorColumn.of("logits", Kind.VECTOR))
 *         .transform(images);
 * }</pre>
 *
 * <p>The model path is a safetensors file of the model's weights, or a folder with {@code
 * model.safetensors}; without one, the factory provides the weights.
 *
 * <p>Settings are changed by one thread, before it is used by any number of threads.
 */
public final class ForjaTransformer extends ModelTransformer<ForjaTransformer> {
  private final Param<String> factory =
      new Param<>(uid(), "factory", "name of the class of a ModelFactory", String.class);
  private final Param<String> settings =
      new Param<>(uid(), "settings", "what the factory gets, as text", String.class);
  private final StringArrayParam inputs =
      new StringArrayParam(this, "inputs", "input columns, such as image:floats[1,28,28]");
  private final StringArrayParam outputs =
      new StringArrayParam(this, "outputs", "output columns, such as logits:vector");
  private final IntParam batchRows =
      new IntParam(this, "batchRows", "most rows of a batch", ParamValidators.gt(0));

  /** A transformer with a name of its own. */
  public ForjaTransformer() {
    this(Identifiable$.MODULE$.randomUID("forja"));
  }

  /** A transformer with this name, which Spark uses for copies. */
  @SuppressWarnings("this-escape") // parameters of Spark know their parent from the beginning
  public ForjaTransformer(String uid) {
    super(uid);
    setDefault(settings, "");
    setDefault(batchRows, 64);
  }

  /** Reads transformers that were saved. */
  public static MLReader<ForjaTransformer> read() {
    return new ModelReader<>();
  }

  /** Reads a transformer that was saved. */
  public static ForjaTransformer load(String path) {
    return read().load(path);
  }

  /** The parameter of {@link #setFactory}. */
  public Param<String> factory() {
    return factory;
  }

  /** The parameter of {@link #setSettings}. */
  public Param<String> settings() {
    return settings;
  }

  /** The parameter of {@link #setInputs}. */
  public StringArrayParam inputs() {
    return inputs;
  }

  /** The parameter of {@link #setOutputs}. */
  public StringArrayParam outputs() {
    return outputs;
  }

  /** The parameter of {@link #setBatchRows}. */
  public IntParam batchRows() {
    return batchRows;
  }

  /** Sets what makes the model: a public class with a public constructor without parameters. */
  public ForjaTransformer setFactory(Class<? extends ModelFactory> type) {
    newFactory(type.getName()); // an error here rather than on an executor
    set(factory, type.getName());
    return this;
  }

  /** Sets what {@link ModelFactory#create} gets; empty by default. */
  public ForjaTransformer setSettings(String text) {
    set(settings, text);
    return this;
  }

  /** Sets the input columns, in the order of the tensors that the model gets. */
  public ForjaTransformer setInputs(TensorColumn... columns) {
    set(inputs, texts(columns));
    return this;
  }

  /** Sets the output columns, in the order of the tensors that the model gives. */
  public ForjaTransformer setOutputs(TensorColumn... columns) {
    set(outputs, texts(columns));
    return this;
  }

  /** Sets the maximum number of rows of a batch; 64 by default. */
  public ForjaTransformer setBatchRows(int rows) {
    set(batchRows, rows);
    return this;
  }

  private static String[] texts(TensorColumn... columns) {
    return Arrays.stream(columns).map(TensorColumn::toString).toArray(String[]::new);
  }

  private List<TensorColumn> columns(StringArrayParam param) {
    if (!isDefined(param) || getOrDefault(param).length == 0) {
      throw new IllegalArgumentException(
          "%s needs %s: set them as TensorColumns".formatted(uid(), param.name()));
    }
    return Arrays.stream(getOrDefault(param)).map(TensorColumn::parse).toList();
  }

  @Override
  ForjaTransformer self() {
    return this;
  }

  @Override
  List<String> inputColumns() {
    return columns(inputs).stream().map(TensorColumn::name).toList();
  }

  @Override
  void checkInput(StructField field) {
    DataType type = field.dataType();
    for (TensorColumn column : columns(inputs)) {
      boolean listed =
          type instanceof ArrayType
              || type.typeName().equals("vector")
              || type.simpleString().equals("vector");
      if (column.name().equals(field.name()) && column.kind().isArray() != listed) {
        throw new IllegalArgumentException(
            "%s: the column '%s' is %s, and cannot be read as %s"
                .formatted(uid(), field.name(), type.simpleString(), column));
      }
    }
  }

  @Override
  List<StructField> outputFields() {
    return columns(outputs).stream()
        .map(column -> field(column.name(), column.kind().type()))
        .toList();
  }

  @Override
  Inference<?> inference(Source source, Parts parts) {
    if (!isDefined(factory)) {
      throw new IllegalArgumentException(uid() + " needs a factory: call setFactory");
    }
    String name = getOrDefault(factory);
    String given = getOrDefault(settings);
    @Nullable String local =
        isDefined(modelPath()) && source.files() == null
            ? getOrDefault(modelPath()).substring("local:".length())
            : null;
    Recipe<TensorBody.Loaded> recipe =
        new Recipe<>(
            "factory " + name + " " + given + " " + source.version(),
            source.files(),
            folder -> create(name, given, folder == null ? local : folder.toString()));
    int batch = (int) (Integer) getOrDefault(batchRows);
    return parts.with(recipe, new TensorBody(columns(inputs), columns(outputs), batch));
  }

  private static TensorBody.Loaded create(String name, String settings, @Nullable String weights)
      throws Exception {
    ModelFactory factory = newFactory(name);
    NeuralModule module = factory.create(settings);
    if (weights != null) {
      Path path = Path.of(weights);
      Path file = path.resolve("model.safetensors");
      Path index = path.resolve("model.safetensors.index.json");
      module.load(file.toFile().exists() ? file : index.toFile().exists() ? index : path);
    }
    module.eval();
    return new TensorBody.Loaded(factory, module);
  }

  private static ModelFactory newFactory(String name) {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    try {
      Class<?> type =
          Class.forName(
              name, true, context == null ? ForjaTransformer.class.getClassLoader() : context);
      return (ModelFactory) type.getConstructor().newInstance();
    } catch (ReflectiveOperationException | ClassCastException e) {
      throw new IllegalArgumentException(
          name
              + " cannot be used as the factory: it must be a public class on the class path, with a"
              + " public constructor without parameters, that implements ModelFactory ("
              + e
              + ")",
          e);
    }
  }
}
