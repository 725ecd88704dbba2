package dev.forja.benchmarks.spark;

import dev.forja.models.TextEmbedder;
import dev.forja.spark.LocalCluster;
import dev.forja.spark.TextEmbeddingTransformer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** A process that embeds the same texts in each turn: alone, or as the driver of executors. */
final class EmbedWorker {
  private EmbedWorker() {}

  /**
   * Runs it.
   *
   * @param args the folders of the model and of the texts; and for Spark the master, its folder,
   *     and the number of executors
   */
  public static void main(String[] args) throws Exception {
    Path model = Path.of(args[0]);
    Path texts = Path.of(args[1]);
    if (args.length == 2) {
      alone(model, texts);
    } else {
      onSpark(model, texts, args[2], Path.of(args[3]), Integer.parseInt(args[4]));
    }
  }

  private static void alone(Path model, Path texts) throws Exception {
    TextEmbedder embedder = TextEmbedder.load(model);
    List<String> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(texts)) {
      for (Path file : files.sorted().toList()) {
        all.addAll(Files.readAllLines(file));
      }
    }
    Turns.serve(
        _ -> {
          long start = System.nanoTime();
          embedder.embed(all);
          return Map.of("seconds", (System.nanoTime() - start) / 1e9);
        });
  }

  private static void onSpark(Path model, Path texts, String master, Path folder, int executors)
      throws Exception {
    try (SparkSession spark =
        LocalCluster.session(master, folder, executors, "2g", SparkBenchmark.executorOptions())
            .config("spark.sql.files.openCostInBytes", "128MB") // a partition for each file
            .getOrCreate()) {
      ShippedBytes shipped = ShippedBytes.of(spark.sparkContext());
      TextEmbeddingTransformer transformer =
          new TextEmbeddingTransformer()
              .setModelPath(model.toUri().toString())
              .setInputCol("value");
      Dataset<Row> rows = spark.read().text(texts.toUri().toString());
      Turns.serve(
          words ->
              words.getFirst().equals("counts")
                  ? counts(spark, transformer, shipped)
                  : pass(transformer, rows));
    }
  }

  private static Map<String, Double> pass(TextEmbeddingTransformer transformer, Dataset<Row> rows) {
    long start = System.nanoTime();
    transformer.transform(rows).write().format("noop").mode("overwrite").save();
    return Map.of("seconds", (System.nanoTime() - start) / 1e9);
  }

  private static Map<String, Double> counts(
      SparkSession spark, TextEmbeddingTransformer transformer, ShippedBytes shipped)
      throws IOException {
    try {
      spark.sparkContext().listenerBus().waitUntilEmpty();
    } catch (Exception e) { // checked ones of Spark are not declared to Java
      throw new IOException("Spark's events do not end", e);
    }
    Map<String, Double> all = new HashMap<>(shipped.counts());
    all.put("loads", (double) transformer.counts().loads());
    all.put("executors", spark.sparkContext().getExecutorMemoryStatus().size() - 1.0);
    return all;
  }
}
