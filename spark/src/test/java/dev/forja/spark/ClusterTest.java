package dev.forja.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forja.models.TextEmbedder;
import dev.forja.spark.Blobs.Example;
import dev.forja.spark.Blobs.Failure;
import dev.forja.tensor.Compute;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A master, two workers and their executors, each a process of its own. */
@Timeout(value = 8, unit = TimeUnit.MINUTES)
class ClusterTest {
  private static final StructType SCHEMA = new StructType().add("text", DataTypes.StringType);
  private static final List<Example> EXAMPLES = Blobs.examples(100);

  @TempDir static Path temp;
  private static float[] trainedHere = new float[0];
  private static LocalCluster cluster;
  private static SparkSession spark;

  @BeforeAll
  static void start() throws Exception {
    try (SparkSession local = Sessions.local(temp.resolve("embedded"))) {
      trainedHere = train(local, new Blobs.Task(true), "embedded-checkpoints");
    }
    cluster = new LocalCluster(temp.resolve("cluster"), 2);
    spark = cluster.session();
  }

  @AfterAll
  static void stop() {
    try {
      if (spark != null) {
        spark.stop();
      }
    } finally {
      if (cluster != null) {
        cluster.close();
      }
    }
  }

  private static float[] train(SparkSession session, Blobs.Task task, String folder)
      throws IOException {
    JavaRDD<Example> data =
        JavaSparkContext.fromSparkContext(session.sparkContext()).parallelize(EXAMPLES, 5);
    return Blobs.values(
        DistributedTrainer.of(task)
            .withBatch(8)
            .withLocalSteps(3)
            .withOptimizerState(OptimizerState.KEPT)
            .withCheckpoints(temp.resolve(folder).toString())
            .train(data, 4));
  }

  /** What a task has seen of its executor after its rows. */
  private record Seen(String executor, long models, int threads, boolean vectors)
      implements java.io.Serializable {
    static Iterator<Seen> after(Iterator<Row> rows) {
      rows.forEachRemaining(_ -> {});
      return List.of(
              new Seen(
                  SparkEnv.get().executorId(),
                  Registry.built(),
                  Compute.threads(),
                  ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()))
          .iterator();
    }
  }

  @Test
  void anExecutorThatEndsAmongTheRowsChangesNothing() throws Exception {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 48; i++) {
      rows.add(RowFactory.create(TestModels.TEXTS.get(i % TestModels.TEXTS.size()) + " " + i));
    }
    String once = temp.resolve("killed").toString();
    Dataset<Row> dangerous =
        spark
            .createDataFrame(rows, SCHEMA)
            .repartition(6)
            .map((MapFunction<Row, Row>) row -> endOnce(row, once), Encoders.row(SCHEMA));
    TextEmbeddingTransformer transformer =
        new TextEmbeddingTransformer()
            .setModelPath(TestModels.folder("embedder").toString())
            .setWindowRows(2);
    List<Row> embedded = transformer.transform(dangerous).collectAsList();
    assertThat(Path.of(once)).exists();
    assertThat(embedded).hasSize(48);
    TextEmbedder embedder = TextEmbedder.load(TestModels.folder("embedder"));
    for (Row row : embedded) {
      float[] expected = embedder.embed(row.getString(0));
      List<Float> vector = row.getList(1);
      for (int i = 0; i < expected.length; i++) {
        assertThat(vector.get(i)).isEqualTo(expected[i]);
      }
    }
    List<Seen> seen =
        transformer.transform(dangerous).javaRDD().mapPartitions(Seen::after).collect();
    assertThat(seen).hasSize(6);
    for (Seen task : seen) {
      assertThat(task.executor()).isNotEqualTo("driver");
      assertThat(task.threads()).isEqualTo(1);
      assertThat(task.vectors()).isTrue();
    }
    assertThat(seen).filteredOn(task -> task.models() > mostModels()).isEmpty();
  }

  /** The embedder, and what trainings keep, whichever test runs first. */
  private static long mostModels() {
    return 1 + trainings;
  }

  private static long trainings;

  private static Row endOnce(Row row, String once) throws IOException {
    if (TaskContext.get().partitionId() == 1 && row.getString(0).hashCode() % 2 == 0) {
      try {
        Files.createFile(Path.of(once));
        Runtime.getRuntime().halt(137);
      } catch (FileAlreadyExistsException e) {
        return row;
      }
    }
    return row;
  }

  @Test
  void anExecutorThatEndsInARoundChangesNothing() throws Exception {
    trainings++;
    String once = temp.resolve("killed-training").toString();
    Blobs.Task task = new Blobs.Task(true, Failure.END_OF_JVM, once);
    assertThat(train(spark, task, "cluster-checkpoints")).isEqualTo(trainedHere);
    assertThat(Path.of(once)).exists();
  }
}
