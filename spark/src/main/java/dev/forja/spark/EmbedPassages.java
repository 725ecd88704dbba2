package dev.forja.spark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.launcher.JavaModuleOptions;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * A command that embeds a corpus of passages, Parquet in and Parquet out, and answers a query. It
 * runs on embedded Spark, or on a cluster. Its state belongs to one call, so it is thread-safe.
 *
 * <pre>{@code
 * java -cp CLASS_PATH dev.forja.spark.EmbedPassages --model FOLDER --in PASSAGES --out VECTORS \
 *     --query "a storm at sea"
 * }</pre>
 */
public final class EmbedPassages {
  private static final String USAGE =
      "usage: EmbedPassages --model FOLDER --in PARQUET --out PARQUET [--column text]"
          + " [--query TEXT] [--top 5] [--master local[*]]";

  private static final List<String> NAMES =
      List.of("--model", "--in", "--out", "--column", "--query", "--top", "--master");

  private EmbedPassages() {}

  /** Runs the command; a JVM without the options that Spark needs starts another one with them. */
  @SuppressWarnings("SystemOut")
  public static void main(String[] args) throws IOException, InterruptedException {
    Map<String, String> options = new HashMap<>();
    for (int i = 0; i < args.length; i += 2) {
      if (!NAMES.contains(args[i]) || i + 1 == args.length) {
        System.err.println(USAGE);
        System.exit(2);
      }
      options.put(args[i], args[i + 1]);
    }
    if (!options.keySet().containsAll(List.of("--model", "--in", "--out"))) {
      System.err.println(USAGE);
      System.exit(2);
    }
    if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
      System.exit(restart(args));
    }
    try (SparkSession spark =
        SparkSession.builder()
            .appName("Forja: embed passages")
            .master(options.getOrDefault("--master", "local[*]"))
            .getOrCreate()) {
      run(spark, options).forEach(System.out::println);
    }
  }

  private static int restart(String... args) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(Arrays.asList(JavaModuleOptions.defaultModuleOptionArray()));
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), EmbedPassages.class.getName()));
    command.addAll(Arrays.asList(args));
    Process process = new ProcessBuilder(command).inheritIO().start();
    Runtime.getRuntime()
        .addShutdownHook(new Thread(process::destroy)); // who ends this one ends both
    return process.waitFor();
  }

  /** Embeds, and returns lines that say what was done and which passages answer the query. */
  static List<String> run(SparkSession spark, Map<String, String> options) {
    String column = options.getOrDefault("--column", "text");
    Progress progress = new Progress();
    spark.sparkContext().addSparkListener(progress);
    try {
      TextEmbeddingTransformer transformer =
          new TextEmbeddingTransformer()
              .setModelPath(options.getOrDefault("--model", ""))
              .setInputCol(column)
              .setHandleInvalid("null");
      transformer
          .transform(spark.read().parquet(options.getOrDefault("--in", "")))
          .write()
          .parquet(options.getOrDefault("--out", ""));
      InferenceCounts counts = transformer.counts();
      List<String> lines = new ArrayList<>();
      lines.add(
          "%,d passages, %,d of them null, in %s; the model was loaded %d times"
              .formatted(counts.rows(), counts.nulls(), options.get("--out"), counts.loads()));
      String query = options.get("--query");
      if (query != null) {
        lines.addAll(answers(spark, options, transformer, query));
      }
      return lines;
    } finally {
      spark.sparkContext().removeSparkListener(progress);
    }
  }

  private static List<String> answers(
      SparkSession spark,
      Map<String, String> options,
      TextEmbeddingTransformer transformer,
      String query) {
    String column = options.getOrDefault("--column", "text");
    Dataset<Row> asked =
        transformer
            .transform(spark.createDataset(List.of(query), Encoders.STRING()).toDF(column))
            .select(functions.col("embedding").as("asked"));
    return spark
        .read()
        .parquet(options.getOrDefault("--out", ""))
        .where("embedding is not null")
        .crossJoin(asked)
        .withColumn(
            "score",
            functions.expr(
                "aggregate(zip_with(embedding, asked, (a, b) -> double(a * b)), 0D, (s, x) -> s + x)"))
        .orderBy(functions.col("score").desc())
        .limit(Integer.parseInt(options.getOrDefault("--top", "5")))
        .collectAsList()
        .stream()
        .map(row -> "%.3f  %s".formatted(row.<Double>getAs("score"), row.<String>getAs(column)))
        .toList();
  }

  /** Tells of the tasks of a stage, on one line of the console. */
  private static final class Progress extends SparkListener {
    private int tasks;
    private int done;

    @Override
    public void onStageSubmitted(SparkListenerStageSubmitted stage) {
      tasks = stage.stageInfo().numTasks();
      done = 0;
    }

    @Override
    @SuppressWarnings("SystemOut")
    public void onTaskEnd(SparkListenerTaskEnd task) {
      done++;
      System.err.printf("\r%d of %d tasks%s", done, tasks, done == tasks ? "\n" : "");
    }
  }
}
