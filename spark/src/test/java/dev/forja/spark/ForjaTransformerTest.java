package dev.forja.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forja.module.NeuralModule;
import dev.forja.spark.TensorColumn.Kind;
import dev.forja.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForjaTransformerTest {
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

  private static double[] numbers(int i) {
    return new double[] {i, i * 0.5, 1 - i, 0.25};
  }

  private static float[] expected(NeuralModule model, double[] row) {
    return ((Mlp) model).call(Tensor.of(floats(row), 1, 4)).toFloats();
  }

  private static float[] floats(double[] row) {
    float[] values = new float[row.length];
    for (int i = 0; i < row.length; i++) {
      values[i] = (float) row[i];
    }
    return values;
  }

  private static Dataset<Row> data(DataType type) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      rows.add(
          RowFactory.create(
              i,
              type == SQLDataTypes.VectorType() ? Vectors.dense(numbers(i)) : numbers(i),
              i == 7 ? -1.0 : 0.5));
    }
    StructType schema =
        new StructType()
            .add("id", DataTypes.IntegerType)
            .add("x", type)
            .add("bias", DataTypes.DoubleType);
    return spark.createDataFrame(rows, schema).repartition(3);
  }

  @Test
  void arraysAndVectorsGoThroughAModelWithWeightsFromAFile() throws Exception {
    NeuralModule model = new Factories.Seeded().create("");
    Path weights = temp.resolve("weights.safetensors");
    model.save(weights);
    ForjaTransformer transformer =
        new ForjaTransformer()
            .setFactory(Factories.Unseeded.class)
            .setSettings("8")
            .setModelPath(weights.toString())
            .setInputs(TensorColumn.of("x", Kind.FLOATS, 4))
            .setOutputs(TensorColumn.of("logits", Kind.VECTOR, 3))
            .setBatchRows(7);
    String saved = temp.resolve("saved").toString();
    transformer.write().overwrite().save(saved);
    java.nio.file.Files.delete(weights);
    ForjaTransformer loaded = ForjaTransformer.load(saved);
    for (DataType type :
        List.of(SQLDataTypes.VectorType(), DataTypes.createArrayType(DataTypes.DoubleType))) {
      List<Row> rows = loaded.transform(data(type)).collectAsList();
      assertThat(rows).hasSize(40);
      for (Row row : rows) {
        Vector logits = row.getAs("logits");
        assertThat(floats(logits.toArray())).isEqualTo(expected(model, numbers(row.getInt(0))));
      }
    }
  }

  @Test
  void severalColumnsGoInAndOutAndRefusedRowsHaveAReason() throws Exception {
    ForjaTransformer transformer =
        new ForjaTransformer()
            .setFactory(Factories.TwoInputs.class)
            .setInputs(TensorColumn.of("x", Kind.FLOATS, 4), TensorColumn.of("bias", Kind.FLOAT))
            .setOutputs(
                TensorColumn.of("logits", Kind.FLOATS),
                TensorColumn.of("class", Kind.INT),
                TensorColumn.of("positive", Kind.BOOLEAN))
            .setHandleInvalid("column");
    NeuralModule model = new Factories.TwoInputs().create("");
    DataType arrays = DataTypes.createArrayType(DataTypes.DoubleType);
    for (Row row : transformer.transform(data(arrays)).collectAsList()) {
      if (row.getInt(0) == 7) {
        assertThat(row.isNullAt(3)).isTrue();
        assertThat(row.<String>getAs("error")).isEqualTo("the bias -1.0 is negative");
      } else {
        float[] logits = expected(model, numbers(row.getInt(0)));
        List<Float> got = row.getList(3);
        int best = 0;
        float sum = 0;
        for (int c = 0; c < 3; c++) {
          assertThat(got.get(c)).isEqualTo(logits[c] + 0.5f);
          best = got.get(c) > got.get(best) ? c : best;
          sum += got.get(c);
        }
        assertThat(row.<Integer>getAs("class")).isEqualTo(best);
        assertThat(row.<Boolean>getAs("positive")).isEqualTo(sum > 0);
        assertThat(row.<String>getAs("error")).isNull();
      }
    }
    assertThat(transformer.counts().failed()).isEqualTo(1);
  }

  @Test
  void whatDoesNotFitIsSaid() {
    ForjaTransformer transformer =
        new ForjaTransformer()
            .setFactory(Factories.Seeded.class)
            .setInputs(TensorColumn.of("x", Kind.FLOATS, 5))
            .setOutputs(TensorColumn.of("logits", Kind.FLOATS));
    Dataset<Row> data = data(SQLDataTypes.VectorType());
    assertThatThrownBy(() -> transformer.transform(data).collectAsList())
        .rootCause()
        .hasMessageContaining("the column 'x' has 4 values, but x:floats[5] has 5");
    assertThatThrownBy(
            () -> transformer.setInputs(TensorColumn.of("bias", Kind.FLOATS)).transform(data))
        .hasMessageContaining("the column 'bias' is double, and cannot be read as bias:floats");
    assertThatThrownBy(() -> new ForjaTransformer().setFactory(Hidden.class))
        .hasMessageContaining("cannot be used as the factory");
  }

  private static final class Hidden implements ModelFactory {
    @Override
    public NeuralModule create(String settings) {
      return Mlp.of(4, 8, 3);
    }
  }

  @Test
  void columnsAreReadFromTheirText() {
    for (Kind kind : Kind.values()) {
      TensorColumn column =
          kind.isArray() ? TensorColumn.of("a:b", kind, 2, 3) : TensorColumn.of("a", kind);
      assertThat(TensorColumn.parse(column.toString())).isEqualTo(column);
    }
    assertThatThrownBy(() -> TensorColumn.parse("image"))
        .hasMessageContaining("'image' is no column: write NAME:KIND");
    assertThatThrownBy(() -> TensorColumn.of("x", Kind.FLOAT, 3)).hasMessageContaining("no shape");
  }
}
