package dev.forja.demo.spark;

import dev.forja.demo.Demo;
import dev.forja.demo.DemoException;
import dev.forja.demo.minilm.ModelFolder;
import dev.forja.demo.search.Corpus;
import dev.forja.demo.search.Passage;
import dev.forja.spark.InferenceCounts;
import dev.forja.spark.TextEmbeddingTransformer;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Embeds a corpus of passages, Parquet in and Parquet out, and answers a query. */
@Command(
    name = "demo/run spark",
    description =
        "Embeds the passages of Moby-Dick, or a column of your own Parquet files, on Apache Spark,"
            + " and answers a query. Spark runs inside of this program, or is a cluster.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
public final class SparkDemo implements Callable<Integer> {
  private static final String SCORE =
      "aggregate(zip_with(embedding, asked, (a, b) -> double(a * b)), 0D, (s, x) -> s + x)";

  /** Gives a session that is there already, and stays; null to start and to stop one. */
  private final @Nullable Supplier<SparkSession> given;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      arity = "0..*",
      paramLabel = "QUERY",
      description = "What the passages are about. Default: ${DEFAULT-VALUE}",
      showDefaultValue = CommandLine.Help.Visibility.NEVER,
      defaultValue = "a storm at sea")
  private String[] query = {};

  @Option(
      names = "--in",
      paramLabel = "PARQUET",
      description = "The texts, as Spark's path. Default: the passages of Moby-Dick.")
  private @Nullable String in;

  @Option(names = "--column", description = "The column of the texts.")
  private String column = "text";

  @Option(
      names = "--out",
      paramLabel = "PARQUET",
      description = "Where the texts go with their vectors; what was there is replaced.")
  private String out = Path.of("out", "spark", "vectors").toString();

  @Option(
      names = "--model",
      paramLabel = "FOLDER",
      description =
          "A sentence embedder in Hugging Face's files, on a path that every machine of a cluster"
              + " reads. Default: all-MiniLM-L6-v2, written to out/spark.")
  private @Nullable String model;

  @Option(names = "--top", description = "The number of texts to show.")
  private int top = 5;

  @Option(
      names = "--master",
      description = "The address of a cluster, such as spark://host:7077, or threads in here.")
  private String master = "local[*]";

  /** The command as users run it. */
  public SparkDemo() {
    this(null);
  }

  SparkDemo(@Nullable Supplier<SparkSession> given) {
    this.given = given;
  }

  /** Runs the command; a JVM without the options that Spark needs starts another one with them. */
  public static void main(String[] args) throws IOException, InterruptedException {
    System.exit(
        SparkJvm.isThis()
            ? Demo.withSentences(new CommandLine(new SparkDemo())).execute(args)
            : SparkJvm.run(SparkDemo.class, args));
  }

  @Override
  public Integer call() throws IOException {
    if (top < 1) {
      throw new ParameterException(
          spec.commandLine(), "--top is %d, but must be at least 1".formatted(top));
    }
    String folder = model == null ? miniLm() : model;
    PrintWriter console = spec.commandLine().getOut();
    if (given != null) {
      run(given.get(), folder, console);
      return 0;
    }
    try (SparkSession spark = session()) {
      run(spark, folder, console);
    }
    return 0;
  }

  private static String miniLm() throws IOException {
    Path folder = Path.of("out", "spark", "all-MiniLM-L6-v2").toAbsolutePath();
    if (!Files.exists(folder.resolve("modules.json"))) {
      ModelFolder.write(folder);
    }
    return folder.toUri().toString();
  }

  private SparkSession session() {
    SparkSession.Builder builder =
        SparkSession.builder()
            .appName("Forja: embed passages")
            .master(master)
            .config("spark.ui.showConsoleProgress", "false");
    if (master.startsWith("local")) {
      builder.config("spark.ui.enabled", "false").config("spark.driver.host", "127.0.0.1");
    } else {
      builder.config("spark.jars", ours());
    }
    try {
      return builder.getOrCreate();
    } catch (Exception e) { // checked ones of Spark are not declared to Java
      throw new DemoException("--master %s: %s".formatted(master, e.getMessage()), e);
    }
  }

  /** The jars that executors need besides Spark's own. */
  private static String ours() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .map(Path::of)
        .filter(jar -> jar.toString().endsWith(".jar"))
        .filter(jar -> jar.getFileName().toString().startsWith("forja-"))
        .map(jar -> jar.toAbsolutePath().toUri().toString())
        .collect(Collectors.joining(","));
  }

  /** Embeds, and prints what was done and which texts answer the query. */
  private void run(SparkSession spark, String folder, PrintWriter console) {
    TaskProgress progress = new TaskProgress();
    spark.sparkContext().addSparkListener(progress);
    TextEmbeddingTransformer transformer =
        new TextEmbeddingTransformer()
            .setModelPath(folder)
            .setInputCol(column)
            .setHandleInvalid("null");
    Dataset<Row> texts = in == null ? passages(spark) : read(spark, in);
    long begin = System.nanoTime();
    transformer.transform(texts).write().mode(SaveMode.Overwrite).parquet(out);
    double seconds = (System.nanoTime() - begin) / 1e9;
    InferenceCounts counts = transformer.counts();
    console.printf(
        "%,d passages embedded in %.1f s, %,d of them null; the model was loaded %d times%n",
        counts.rows(), seconds, counts.nulls(), counts.loads());
    console.printf("written: %s%n%n", out);
    String question = String.join(" ", query);
    console.println(question);
    answers(spark, transformer, question)
        .forEach(
            row -> console.printf("%.3f  %s%n", row.<Double>getAs("score"), row.getAs(column)));
    console.flush();
    spark.sparkContext().removeSparkListener(progress);
  }

  private Dataset<Row> passages(SparkSession spark) {
    List<String> texts = Corpus.mobyDick().passages().stream().map(Passage::text).toList();
    int parts = spark.sparkContext().defaultParallelism() * 4;
    return spark.createDataset(texts, Encoders.STRING()).toDF(column).repartition(parts);
  }

  private Dataset<Row> read(SparkSession spark, String path) {
    Dataset<Row> rows;
    try {
      rows = spark.read().parquet(path);
    } catch (Exception e) { // checked ones of Spark are not declared to Java
      throw new DemoException("--in %s: %s".formatted(path, e.getMessage()), e);
    }
    List<String> columns = List.of(rows.columns());
    if (!columns.contains(column)) {
      throw new DemoException(
          "--in %s has no column '%s', but %s; name the texts by --column"
              .formatted(path, column, String.join(", ", columns)));
    }
    return rows;
  }

  private List<Row> answers(
      SparkSession spark, TextEmbeddingTransformer transformer, String question) {
    Dataset<Row> asked =
        transformer
            .transform(spark.createDataset(List.of(question), Encoders.STRING()).toDF(column))
            .select(functions.col("embedding").as("asked"));
    return spark
        .read()
        .parquet(out)
        .where("embedding is not null")
        .crossJoin(asked)
        .withColumn("score", functions.expr(SCORE))
        .orderBy(functions.col("score").desc())
        .limit(top)
        .collectAsList();
  }
}
