package dev.forja.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forja.models.TextEmbedder;
import dev.forja.spark.Blobs.Failure;
import dev.forja.tensor.Compute;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
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

  @TempDir static Path temp;
  private static float[] trainedHere = new float[0];
  private static LocalCluster cluster;
  private static SparkSession spark;
  private static Process driver;

  @BeforeAll
  static void start() throws Exception {
    CompletableFuture<LocalCluster> starting =
        CompletableFuture.supplyAsync(ClusterTest::newCluster);
    try (SparkSession local = Sessions.local(temp.resolve("embedded"))) {
      trainedHere = train(local, new Blobs.Task(true), "embedded-checkpoints");
    }
    cluster = starting.join();
    driver = startDriver(); // it starts while others use the cluster
    spark =
        LocalCluster.session(cluster.master(), folder(), 2, "512m", LocalCluster.QUICK_START)
            .config("spark.local.dir", Sessions.LOCAL)
            .getOrCreate();
  }

  private static Path folder() {
    return temp.resolve("cluster");
  }

  private static LocalCluster newCluster() {
    try {
      return new LocalCluster(folder(), 2);
    } catch (Exception e) {
      throw new IllegalStateException("the cluster does not start", e);
    }
  }

  private static Path driverLog() {
    return temp.resolve("driver.log");
  }

  private static String driverSaid() {
    try {
      return "the driver has ended: " + Files.readString(driverLog());
    } catch (IOException e) {
      return "the driver has ended, and there is no log of it";
    }
  }

  private static Process startDriver() throws IOException {
    List<String> options = List.of((LocalCluster.QUICK_START + " -Xmx512m").split(" ", -1));
    List<String> arguments = List.of(cluster.master(), folder().toString(), temp.toString());
    return LocalCluster.jvm(folder(), options, TrainingDriver.class, arguments)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(driverLog().toFile()))
        .start();
  }

  @AfterAll
  static void stop() {
    try {
      if (spark != null) {
        spark.stop();
      }
    } finally {
      if (driver != null) {
        driver.destroyForcibly();
      }
      if (cluster != null) {
        cluster.close();
      }
    }
  }

  private static float[] train(SparkSession session, Blobs.Task task, String folder)
      throws IOException {
    return TrainingDriver.train(session, task, temp.resolve(folder), _ -> {});
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

  @Test
  void aDriverThatIsKilledGoesOnWithExecutorsThatComeAndGo() throws Exception {
    while (!Files.exists(TrainingDriver.held(temp))) {
      assertThat(driver.waitFor(20, TimeUnit.MILLISECONDS)).as(ClusterTest::driverSaid).isFalse();
    }
    driver.destroyForcibly().waitFor();
    assertThat(TrainingDriver.checkpoints(temp).resolve("round-000000002.safetensors")).exists();
    assertThat(TrainingDriver.checkpoints(temp).resolve("round-000000003.safetensors"))
        .doesNotExist();
    driver = startDriver();
    assertThat(driver.waitFor()).as(ClusterTest::driverSaid).isZero();
    List<String> lines = Files.readAllLines(TrainingDriver.result(temp));
    assertThat(lines.subList(0, 2)).containsExactly("round 2", "round 3");
    assertThat(Integer.parseInt(lines.get(2).replace("executors ", ""))).isGreaterThan(1);
    float[] values = new float[lines.size() - 3];
    for (int i = 0; i < values.length; i++) {
      values[i] = Float.parseFloat(lines.get(i + 3));
    }
    assertThat(values).isEqualTo(trainedHere);
  }
}
