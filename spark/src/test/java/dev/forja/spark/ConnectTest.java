package dev.forja.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forja.models.TextEmbedder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.spark.connect.proto.Command;
import org.apache.spark.connect.proto.DataType;
import org.apache.spark.connect.proto.ExecutePlanRequest;
import org.apache.spark.connect.proto.ExecutePlanResponse;
import org.apache.spark.connect.proto.Expression.Literal;
import org.apache.spark.connect.proto.MlCommand;
import org.apache.spark.connect.proto.MlCommandResult.MlOperatorInfo;
import org.apache.spark.connect.proto.MlOperator;
import org.apache.spark.connect.proto.MlParams;
import org.apache.spark.connect.proto.MlRelation;
import org.apache.spark.connect.proto.Plan;
import org.apache.spark.connect.proto.Relation;
import org.apache.spark.connect.proto.SQL;
import org.apache.spark.connect.proto.SparkConnectServiceGrpc;
import org.apache.spark.connect.proto.SparkConnectServiceGrpc.SparkConnectServiceBlockingStub;
import org.apache.spark.connect.proto.UserContext;
import org.apache.spark.connect.proto.WriteOperation;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connect.service.SparkConnectService$;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparkproject.connect.grpc.ManagedChannel;
import org.sparkproject.connect.grpc.ManagedChannelBuilder;
import scala.Option;

/**
 * A server of Spark Connect, and the messages of a client that uses transformers by their names.
 */
class ConnectTest {
  private static final String EMBEDDING = "dev.forja.spark.TextEmbeddingTransformer";

  @TempDir static Path temp;
  private static final String SESSION = UUID.randomUUID().toString();
  private static SparkSession spark;
  private static ManagedChannel channel;
  private static SparkConnectServiceBlockingStub server;

  @BeforeAll
  static void start() {
    spark =
        Sessions.builder(temp)
            .config("spark.connect.grpc.binding.address", "127.0.0.1")
            .config("spark.connect.grpc.binding.port", "0")
            .getOrCreate();
    SparkConnectService$.MODULE$.start(spark.sparkContext());
    channel =
        ManagedChannelBuilder.forAddress("127.0.0.1", SparkConnectService$.MODULE$.localPort())
            .usePlaintext()
            .build();
    server = SparkConnectServiceGrpc.newBlockingStub(channel);
  }

  @AfterAll
  static void stop() {
    channel.shutdownNow();
    SparkConnectService$.MODULE$.stop(Option.empty(), Option.empty());
    spark.stop();
  }

  private static List<ExecutePlanResponse> execute(Command command) {
    ExecutePlanRequest request =
        ExecutePlanRequest.newBuilder()
            .setSessionId(SESSION)
            .setUserContext(UserContext.newBuilder().setUserId("ada").build())
            .setPlan(Plan.newBuilder().setCommand(command).build())
            .build();
    List<ExecutePlanResponse> all = new ArrayList<>();
    server.executePlan(request).forEachRemaining(all::add);
    return all;
  }

  private static Literal text(String value) {
    return Literal.newBuilder().setString(value).build();
  }

  @SuppressWarnings("deprecation") // both ways of saying the type of elements are understood
  private static Literal texts(String value) {
    DataType string = DataType.newBuilder().setString(DataType.String.getDefaultInstance()).build();
    return Literal.newBuilder()
        .setArray(
            Literal.Array.newBuilder().setElementType(string).addElements(text(value)).build())
        .build();
  }

  private static MlOperator transformer(String name, String uid) {
    return MlOperator.newBuilder()
        .setName(name)
        .setUid(uid)
        .setType(MlOperator.OperatorType.OPERATOR_TYPE_TRANSFORMER)
        .build();
  }

  /** What a client asks for when it transforms rows and writes them as Parquet. */
  private List<Row> transformed(String query, MlOperator transformer, MlParams settings) {
    Relation input = Relation.newBuilder().setSql(SQL.newBuilder().setQuery(query).build()).build();
    MlRelation.Transform transform =
        MlRelation.Transform.newBuilder()
            .setTransformer(transformer)
            .setParams(settings)
            .setInput(input)
            .build();
    String out = temp.resolve(UUID.randomUUID().toString()).toString();
    WriteOperation write =
        WriteOperation.newBuilder()
            .setInput(
                Relation.newBuilder()
                    .setMlRelation(MlRelation.newBuilder().setTransform(transform).build())
                    .build())
            .setSource("parquet")
            .setPath(out)
            .setMode(WriteOperation.SaveMode.SAVE_MODE_ERROR_IF_EXISTS)
            .build();
    execute(Command.newBuilder().setWriteOperation(write).build());
    return spark.read().parquet(out).collectAsList();
  }

  private static MlParams embedding(String model) {
    return MlParams.newBuilder()
        .putParams("modelPath", text(model))
        .putParams("outputCol", text("vector"))
        .putParams("handleInvalid", text("null"))
        .putParams("windowRows", Literal.newBuilder().setLong(16).build())
        .build();
  }

  private static MlOperatorInfo ml(MlCommand command) {
    return execute(Command.newBuilder().setMlCommand(command).build()).stream()
        .filter(ExecutePlanResponse::hasMlCommandResult)
        .findFirst()
        .orElseThrow()
        .getMlCommandResult()
        .getOperatorInfo();
  }

  @Test
  void aClientEmbedsSavesAndLoads() throws Exception {
    TextEmbedder embedder = TextEmbedder.load(TestModels.folder("embedder"));
    MlParams settings = embedding(TestModels.folder("embedder").toString());
    List<Row> rows =
        transformed(
            "select * from values ('one'), (null), ('two') as t(text)",
            transformer(EMBEDDING, "mine"),
            settings);
    assertThat(rows).hasSize(3);
    for (Row row : rows) {
      if (row.isNullAt(0)) {
        assertThat(row.isNullAt(1)).isTrue();
      } else {
        float[] expected = embedder.embed(row.getString(0));
        assertThat(row.<Float>getList(1).getFirst()).isEqualTo(expected[0]);
      }
    }
    String path = temp.resolve("saved").toString();
    execute(
        Command.newBuilder()
            .setMlCommand(
                MlCommand.newBuilder()
                    .setWrite(
                        MlCommand.Write.newBuilder()
                            .setOperator(transformer(EMBEDDING, "mine"))
                            .setParams(settings)
                            .setPath(path)
                            .build())
                    .build())
            .build());
    MlOperatorInfo loaded =
        ml(
            MlCommand.newBuilder()
                .setRead(
                    MlCommand.Read.newBuilder()
                        .setOperator(transformer(EMBEDDING, ""))
                        .setPath(path)
                        .build())
                .build());
    assertThat(loaded.getUid()).isEqualTo("mine");
    String model = loaded.getParams().getParamsOrThrow("modelPath").getString();
    assertThat(model).contains("saved");
    MlParams again = loaded.getParams();
    assertThat(transformed("select 'one' text", transformer(EMBEDDING, "mine"), again))
        .hasSize(1)
        .allMatch(row -> row.<Float>getList(1).getFirst() == embedder.embed("one")[0]);
  }

  @Test
  void aClientRunsAnyModelOnColumns() throws Exception {
    MlParams settings =
        MlParams.newBuilder()
            .putParams("factory", text(Factories.Seeded.class.getName()))
            .putParams("inputs", texts("x:floats[4]"))
            .putParams("outputs", texts("logits:floats"))
            .build();
    List<Row> rows =
        transformed(
            "select array(1f, 2f, 3f, 4f) x",
            transformer("dev.forja.spark.ForjaTransformer", "any"),
            settings);
    Mlp model = (Mlp) new Factories.Seeded().create("");
    float[] expected =
        model.call(dev.forja.tensor.Tensor.of(new float[] {1, 2, 3, 4}, 1, 4)).toFloats();
    assertThat(rows.getFirst().<Float>getList(1)).hasSize(3).element(0).isEqualTo(expected[0]);
  }

  @Test
  void whatIsWrongIsSaidToTheClient() {
    assertThatThrownBy(
            () ->
                transformed(
                    "select 'one' text",
                    transformer(EMBEDDING, "mine"),
                    embedding("/no/such/folder")))
        .hasMessageContaining("there is no folder or file /no/such/folder");
  }
}
