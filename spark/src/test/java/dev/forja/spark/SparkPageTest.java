package dev.forja.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forja.module.NeuralModule;
import dev.forja.spark.TensorColumn.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
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
import org.junit.jupiter.api.io.TempDir;

/** The code of docs/SPARK.md, which is compared with this file and those beside it. */
class SparkPageTest {
  private static final Pattern BLOCK =
      Pattern.compile("<!-- SparkPageTest -->\n```java\n(.*?)```", Pattern.DOTALL);

  @TempDir static Path temp;
  private static SparkSession spark;

  @BeforeAll
  static void start() {
    spark = Sessions.local(temp);
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  @Test
  void theCodeOfThePageIsThatOfTheTests() throws IOException {
    StringBuilder code = new StringBuilder();
    for (String name : List.of("SparkPageTest", "FlowersFactory", "FlowersTask")) {
      code.append(Files.readString(Path.of("src/test/java/dev/forja/spark/" + name + ".java")));
    }
    String page = Files.readString(Path.of("../docs").resolve("SPARK.md"));
    List<MatchResult> blocks = BLOCK.matcher(page).results().toList();
    assertThat(blocks).hasSize(5);
    for (MatchResult block : blocks) {
      assertThat(dense(code)).contains(dense(block.group(1)));
    }
  }

  private static String dense(CharSequence text) {
    return text.toString().replaceAll("\\s+", "");
  }

  @Test
  void textsGoFromParquetToParquet() {
    String folder = TestModels.folder("embedder").toString();
    String passages = temp.resolve("passages").toString();
    String out = temp.resolve("embedded").toString();
    spark
        .createDataset(List.of("one", "two", "three"), Encoders.STRING())
        .toDF("text")
        .write()
        .parquet(passages);
    Dataset<Row> embedded =
        new TextEmbeddingTransformer()
            .setModelPath(folder) // such as hdfs:///models/all-MiniLM-L6-v2
            .setInputCol("text")
            .setOutputCol("embedding")
            .transform(spark.read().parquet(passages));
    embedded.write().parquet(out);
    assertThat(spark.read().parquet(out).count()).isEqualTo(3);
  }

  @Test
  void aModelIsTrainedAndThenRunsOnColumns() throws IOException {
    String checkpoints = temp.resolve("checkpoints").toString();
    Path weights = temp.resolve("flowers.safetensors");
    List<Row> rows = new ArrayList<>();
    for (Blobs.Example example : Blobs.examples(90)) {
      rows.add(RowFactory.create(example.point(), example.label()));
    }
    StructType schema =
        new StructType()
            .add("sizes", DataTypes.createArrayType(DataTypes.FloatType))
            .add("label", DataTypes.LongType);
    Dataset<Row> flowers = spark.createDataFrame(rows, schema).coalesce(2);
    NeuralModule model =
        DistributedTrainer.of(new FlowersTask())
            .withBatch(16) // examples of each partition in a step
            .withLocalSteps(8)
            .withCheckpoints(checkpoints) // such as hdfs:///training/flowers
            .withListener(report -> System.out.println(report.loss()))
            .train(flowers.toJavaRDD(), 10); // rounds
    model.save(weights);
    Dataset<Row> predicted =
        new ForjaTransformer()
            .setFactory(FlowersFactory.class)
            .setSettings("16") // what create gets
            .setModelPath(weights.toString())
            .setInputs(TensorColumn.of("sizes", Kind.FLOATS, 4))
            .setOutputs(TensorColumn.of("logits", Kind.VECTOR))
            .transform(flowers);
    long right =
        predicted.collectAsList().stream()
            .filter(
                row ->
                    row.<org.apache.spark.ml.linalg.Vector>getAs("logits").argmax()
                        == row.<Long>getAs("label"))
            .count();
    assertThat(right).isGreaterThan(60);
  }
}
