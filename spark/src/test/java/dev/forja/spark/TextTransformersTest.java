package dev.forja.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forja.models.ModelJar;
import dev.forja.models.TextClassifier;
import dev.forja.models.TextEmbedder;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.feature.Normalizer;
import org.apache.spark.ml.linalg.Vector;
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

class TextTransformersTest {
  private static final StructType SCHEMA =
      new StructType().add("id", DataTypes.LongType).add("text", DataTypes.StringType);

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

  private static Dataset<Row> texts(int rows, int partitions) {
    List<Row> all = new ArrayList<>();
    for (long i = 0; i < rows; i++) {
      String text = TestModels.TEXTS.get((int) (i % TestModels.TEXTS.size()));
      all.add(RowFactory.create(i, text + (i % 3 == 0 ? " again " + i : "")));
    }
    return spark.createDataFrame(all, SCHEMA).repartition(partitions);
  }

  private static TextEmbeddingTransformer embedding() {
    return new TextEmbeddingTransformer()
        .setModelPath(TestModels.folder("embedder").toString())
        .setOutputCol("vector");
  }

  private static float[] floats(Row row, String column) {
    List<Float> list = row.getList(row.fieldIndex(column));
    float[] values = new float[list.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = list.get(i);
    }
    return values;
  }

  @Test
  void vectorsAreThoseOfOneJvmAndTheModelIsLoadedOnceForAllPartitions() throws Exception {
    TextEmbedder embedder = TextEmbedder.load(TestModels.folder("embedder"));
    TextEmbeddingTransformer transformer = embedding().setWindowRows(5);
    List<Row> rows = transformer.transform(texts(60, 7)).collectAsList();
    assertThat(rows).hasSize(60);
    for (Row row : rows) {
      assertThat(floats(row, "vector")).isEqualTo(embedder.embed(row.getString(1)));
    }
    long built = Registry.built();
    InferenceCounts first = transformer.counts();
    assertThat(first.rows()).isEqualTo(60);
    assertThat(first.loads()).isLessThanOrEqualTo(1);
    assertThat(first.windows()).isGreaterThanOrEqualTo(12);
    assertThat(first.nanos()).isPositive();
    embedding().transform(texts(30, 5)).collectAsList();
    assertThat(Registry.built()).isEqualTo(built);
  }

  @Test
  void vectorsForStagesOfSparkAreInAPipelineThatIsSavedAndLoaded() {
    Dataset<Row> data = texts(20, 3);
    Pipeline pipeline =
        new Pipeline()
            .setStages(
                new PipelineStage[] {
                  embedding().setOutputType("vector").setMaxLength(6),
                  new Normalizer().setInputCol("vector").setOutputCol("unit")
                });
    PipelineModel model = pipeline.fit(data);
    String path = temp.resolve("pipeline").toString();
    assertThat(saved(model, path)).isTrue();
    PipelineModel loaded = PipelineModel.load(path);
    TextEmbeddingTransformer stage = (TextEmbeddingTransformer) loaded.stages()[0];
    assertThat(Path.of(stage.getOrDefault(stage.modelPath()).replace("file:", "")))
        .isDirectoryContaining(file -> file.endsWith("model.safetensors"));
    List<Vector> before = vectors(model.transform(data));
    assertThat(vectors(loaded.transform(data))).isEqualTo(before).hasSize(20);
  }

  private static boolean saved(PipelineModel model, String path) {
    try {
      model.write().overwrite().save(path);
      return Files.isDirectory(Path.of(path, "stages"));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static List<Vector> vectors(Dataset<Row> rows) {
    return rows.orderBy("id").collectAsList().stream()
        .map(row -> (Vector) row.getAs("unit"))
        .toList();
  }

  @Test
  void labelsAreThoseOfOneJvm() throws Exception {
    TextClassifier classifier = TextClassifier.load(TestModels.folder("classifier"));
    TextClassificationTransformer transformer =
        new TextClassificationTransformer()
            .setModelPath(TestModels.folder("classifier").toString())
            .setScoresCol("scores");
    for (Row row : transformer.transform(texts(21, 2)).collectAsList()) {
      List<TextClassifier.Label> labels = classifier.classify(row.getString(1));
      assertThat(row.<String>getAs("label")).isEqualTo(labels.getFirst().name());
      assertThat(row.<Float>getAs("score")).isEqualTo(labels.getFirst().score());
      assertThat(row.<String, Float>getJavaMap(row.fieldIndex("scores")))
          .hasSameSizeAs(labels)
          .containsEntry(labels.getLast().name(), labels.getLast().score());
    }
    String path = temp.resolve("classification").toString();
    try {
      transformer.write().overwrite().save(path);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    TextClassificationTransformer loaded = TextClassificationTransformer.load(path);
    assertThat(loaded.uid()).isEqualTo(transformer.uid());
    assertThat(loaded.transform(texts(4, 1)).columns())
        .containsExactly("id", "text", "label", "score", "scores");
  }

  @Test
  void nullsFailOrGiveNullOrAReason() {
    List<Row> rows = List.of(RowFactory.create(0L, "one"), RowFactory.create(1L, null));
    Dataset<Row> data = spark.createDataFrame(rows, SCHEMA).coalesce(1);
    assertThatThrownBy(() -> embedding().transform(data).collectAsList())
        .rootCause()
        .hasMessageContaining("row 1 of its partition: the column 'text' is null");
    TextEmbeddingTransformer nulls = embedding().setHandleInvalid("null");
    List<Row> withNull = nulls.transform(data).orderBy("id").collectAsList();
    assertThat(withNull.get(0).isNullAt(2)).isFalse();
    assertThat(withNull.get(1).isNullAt(2)).isTrue();
    assertThat(nulls.counts().nulls()).isEqualTo(1);
    List<Row> reasons =
        embedding()
            .setHandleInvalid("column")
            .setErrorCol("why")
            .transform(data)
            .orderBy("id")
            .collectAsList();
    assertThat(reasons.get(0).isNullAt(3)).isTrue();
    assertThat(reasons.get(1).<String>getAs("why")).isEqualTo("the column 'text' is null");
  }

  @Test
  void functionsOfSqlGiveTheSame() throws Exception {
    TextEmbedder embedder = TextEmbedder.load(TestModels.folder("embedder"));
    embedding().register(spark, "embed");
    texts(5, 2).createOrReplaceTempView("passages");
    for (Row row : spark.sql("select text, embed(text) vector from passages").collectAsList()) {
      assertThat(floats(row, "vector")).isEqualTo(embedder.embed(row.getString(0)));
    }
    Row all = spark.sql("select embed_all(array('one', null, 'two')) vectors").first();
    List<scala.collection.Seq<Float>> vectors = all.getList(0);
    assertThat(vectors.get(1)).isNull();
    assertThat(vectors.get(2).head()).isEqualTo(embedder.embed("two")[0]);
    assertThat(spark.sql("select embed(null) v").first().isNullAt(0)).isTrue();
  }

  @Test
  void modelsComeFromTheClassPathToo() throws Exception {
    Path jar = temp.resolve("model.jar");
    ModelJar.pack(TestModels.folder("embedder"), "tiny", jar);
    TextEmbedder embedder = TextEmbedder.load(TestModels.folder("embedder"));
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, before)) {
      Thread.currentThread().setContextClassLoader(loader);
      TextEmbeddingTransformer named = new TextEmbeddingTransformer().setModelName("tiny");
      TextEmbedder loaded = Registry.get(named.recipe(named.source(spark)), () -> {});
      assertThat(loaded.embed("one")).isEqualTo(embedder.embed("one"));
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  @Test
  void settingsThatDoNotFitAreRefusedBeforeAJobStarts() {
    Dataset<Row> data = texts(2, 1);
    assertThatThrownBy(() -> embedding().setInputCol("body").transform(data))
        .hasMessageContaining("there is no column 'body'; there are id, text");
    assertThatThrownBy(() -> embedding().setInputCol("id").transform(data))
        .hasMessageContaining("the column 'id' is bigint, but texts are string");
    assertThatThrownBy(() -> embedding().setOutputCol("text").transform(data))
        .hasMessageContaining("the output column 'text' is there already");
    assertThatThrownBy(() -> new TextEmbeddingTransformer().transform(data))
        .hasMessageContaining("needs a model: set either modelPath");
    assertThatThrownBy(() -> embedding().setModelPath("/no/such/folder").transform(data))
        .hasMessageContaining("there is no folder or file /no/such/folder");
    assertThatThrownBy(() -> embedding().setHandleInvalid("skip"))
        .hasMessageContaining("handleInvalid");
  }

  @Test
  void aFolderThatIsOnEachMachineIsNotSent() throws Exception {
    TextEmbeddingTransformer local =
        embedding().setModelPath("local:" + TestModels.folder("embedder"));
    assertThat(local.source(spark).files()).isNull();
    List<Row> rows = local.transform(texts(3, 1)).collectAsList();
    TextEmbedder embedder = TextEmbedder.load(TestModels.folder("embedder"));
    assertThat(floats(rows.get(0), "vector")).isEqualTo(embedder.embed(rows.get(0).getString(1)));
  }

  @Test
  void sparkConnectFindsTheTransformers() {
    Stream<String> names =
        ServiceLoader.load(Transformer.class).stream()
            .filter(provider -> provider.type().getName().startsWith("dev.forja."))
            .map(provider -> provider.get().getClass().getSimpleName());
    assertThat(names)
        .containsExactlyInAnyOrder(
            "ForjaTransformer", "TextEmbeddingTransformer", "TextClassificationTransformer");
  }

  @Test
  void streamsOfRowsAreTransformedToo() throws Exception {
    Path in = temp.resolve("in");
    Files.createDirectories(in);
    Files.writeString(in.resolve("a.txt"), "one\ntwo\n");
    Dataset<Row> lines = spark.readStream().text(in.toString()).as(Encoders.STRING()).toDF("text");
    var query =
        embedding().transform(lines).writeStream().format("memory").queryName("embedded").start();
    try {
      query.processAllAvailable();
      assertThat(spark.table("embedded").count()).isEqualTo(2);
    } finally {
      query.stop();
    }
  }
}
