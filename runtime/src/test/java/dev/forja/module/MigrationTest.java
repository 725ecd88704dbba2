package dev.forja.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forja.io.Safetensors;
import dev.forja.io.SafetensorsException;
import dev.forja.nn.Linear;
import dev.forja.tensor.Parameter;
import dev.forja.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** State that was renamed, tied, split over several files, or moved. */
class MigrationTest {
  @TempDir Path folder;

  @Test
  void P56_aDeclaredTieIsChecked() {
    Models_DeclaredTieInvoker tied = Models_DeclaredTieInvoker.of(false);
    assertThat(tied.parameters()).hasSize(1);
    assertThatThrownBy(() -> Models_DeclaredTieInvoker.of(true))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "parameter 'decoder' of DeclaredTie is declared tied to 'encoder.weight', but they are"
                + " two objects: assign the same object to both");
    assertThatThrownBy(Models_LostTieInvoker::of)
        .hasMessageContaining("tied to 'encoder.wieght', but there is none");
  }

  @Test
  void oldNamesLoadIntoRenamedState() throws Exception {
    Models_RenamedParentInvoker model = Models_RenamedParentInvoker.of();
    Map<String, Tensor> old = new LinkedHashMap<>();
    old.put("block.w", Tensor.vector(1, 2));
    old.put("block.offset", Tensor.vector(3, 4));
    old.put("layers.0.kernel", Tensor.vector(5, 6));
    old.put("blocks.0.offset", Tensor.vector(7, 8));
    assertThat(model.loadStateDict(old).isEmpty()).isTrue();
    assertThat(model.parameter("head.weight").toFloats()).containsExactly(1, 2);
    assertThat(model.parameter("blocks.0.weight").toFloats()).containsExactly(5, 6);
    assertThat(model.stateDict().keySet())
        .containsExactly("head.weight", "head.offset", "blocks.0.weight", "blocks.0.offset");
    old.put("head.weight", Tensor.vector(0, 0));
    assertThatThrownBy(() -> model.loadStateDict(old))
        .hasMessage("'block.w' and 'head.weight' are both loaded as 'head.weight'");
  }

  @Test
  void P58_aPrefixAndARenamingLeadToTheNamesOfTheModule() {
    Linear linear = Linear.of(2, 2);
    Map<String, Tensor> whole = new LinkedHashMap<>();
    whole.put("model.fc.gamma", Tensor.ones(2, 2));
    whole.put("model.fc.bias", Tensor.vector(1, 2));
    whole.put("model.fc.junk", Tensor.ones(1));
    whole.put("other.weight", Tensor.ones(3));
    LoadOptions options =
        LoadOptions.defaults()
            .withPrefix("model.fc.")
            .withRenaming(name -> name.equals("junk") ? null : name.replace("gamma", "weight"));
    assertThat(linear.loadStateDict(whole, options).isEmpty()).isTrue();
    assertThat(linear.weight().toFloats()).containsOnly(1);
    assertThatThrownBy(() -> linear.loadStateDict(whole, options.withRenaming(name -> "weight")))
        .hasMessage("'model.fc.gamma' and 'model.fc.bias' are both loaded as 'weight'");
  }

  private Path shards(Map<String, String> weightMap) throws IOException {
    StringBuilder json =
        new StringBuilder("{\"metadata\": {\"total_size\": 24}, \"weight_map\": {");
    weightMap.forEach(
        (name, file) ->
            json.append(json.toString().endsWith("{") ? "" : ", ")
                .append("\"" + name + "\": \"" + file + "\""));
    Path index = folder.resolve("model.safetensors.index.json");
    Files.writeString(index, json.append("}}"));
    return index;
  }

  @Test
  void aCheckpointOfSeveralFilesLoadsAsOne() throws Exception {
    Linear from = Linear.of(2, 2);
    Safetensors.save(
        folder.resolve("model-1.safetensors"), Map.of("weight", from.weight().array()));
    Tensor bias = from.parameter("bias");
    Safetensors.save(folder.resolve("model-2.safetensors"), Map.of("bias", bias.array()));
    Linear to = Linear.of(2, 2);
    Map<String, String> map = new LinkedHashMap<>();
    map.put("weight", "model-1.safetensors");
    map.put("bias", "model-2.safetensors");
    assertThat(to.load(shards(map)).isEmpty()).isTrue();
    assertThat(to.weight().toFloats()).containsExactly(from.weight().toFloats());
    assertThat(to.parameter("bias").toFloats()).containsExactly(bias.toFloats());

    map.put("bias", "model-1.safetensors");
    assertThatThrownBy(() -> to.load(shards(map)))
        .isInstanceOf(SafetensorsException.class)
        .hasMessageContaining(
            "tensor 'bias': it should be in 'model-1.safetensors', which has no tensor with this"
                + " name");
    map.remove("bias");
    assertThatThrownBy(() -> to.load(shards(map)))
        .isInstanceOf(StateMismatchException.class)
        .hasMessageContaining("Missing key(s) in state_dict: \"bias\"");
    for (String hostile : new String[] {"../x.safetensors", "/etc/x", "a\\\\b", ".hidden"}) {
      map.put("bias", hostile);
      assertThatThrownBy(() -> to.load(shards(map)))
          .isInstanceOf(SafetensorsException.class)
          .hasMessageContaining("is not the name of a file beside the index");
    }
  }

  @Test
  void aDamagedIndexIsRefused() throws Exception {
    Path index = folder.resolve("bad.safetensors.index.json");
    Linear linear = Linear.of(2, 2);
    for (String text :
        new String[] {
          "",
          "[]",
          "{}",
          "{\"weight_map\": 1}",
          "{\"weight_map\": {\"a\": 1}}",
          "{\"weight_map\"",
          "{\"weight_map\": {\"a\": \"x\", \"a\": \"x\"}}",
          "[".repeat(100)
        }) {
      Files.writeString(index, text);
      assertThatThrownBy(() -> linear.load(index))
          .as(text)
          .isInstanceOf(SafetensorsException.class)
          .hasMessageContaining("bad.safetensors.index.json");
    }
    Files.write(index, new byte[] {(byte) 0xff, (byte) 0xfe});
    assertThatThrownBy(() -> linear.load(index)).hasMessageContaining("is not UTF-8");
  }

  @Test
  void theSchemaListsNamesKindsTypesAndFields() {
    Schema schema = Models_EverythingInvoker.of().schema();
    assertThat(schema)
        .hasToString(
            """
            Everything
            scale | parameter | F32 [2] | Everything.scale
            mean | buffer | F32 [2] | Everything.mean
            child.weight | parameter | F32 [2, 2] | Linear.weight
            child.bias | parameter | F32 [2] | Linear.bias
            list.0.weight | parameter | F32 [2, 2] | Linear.weight
            list.1.weight | parameter | F32 [2, 2] | Linear.weight
            list.1.bias | parameter | F32 [2] | Linear.bias
            """);
    assertThat(Schema.parse(schema.toString())).isEqualTo(schema);
    assertThat(Models_RenamedInvoker.of().schema().entries())
        .extracting(Schema.Item::source)
        .containsExactly("Renamed.weight", "Renamed.bias");
    assertThatThrownBy(() -> Schema.parse("Linear\nweight"))
        .hasMessage("not a line of a schema: 'weight'");
    assertThatThrownBy(() -> Schema.parse("")).hasMessageContaining("begins with the type");
  }

  @Test
  void theSchemaFileShowsWhatChanged() throws Exception {
    Path file = folder.resolve("deep/linear.txt");
    Schema linear = Linear.of(2, 3).schema();
    assertThatThrownBy(() -> SchemaFile.check(file, linear))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("there is no schema at")
        .hasMessageEndingWith("Run with -Dforja.schema.update=true to write it.");
    System.setProperty(SchemaFile.UPDATE, "true");
    try {
      SchemaFile.check(file, linear);
    } finally {
      System.clearProperty(SchemaFile.UPDATE);
    }
    SchemaFile.check(file, Linear.of(2, 3).schema());
    assertThatThrownBy(() -> SchemaFile.check(file, Linear.of(2, 4).schema()))
        .hasMessageContaining(
            """
            - weight | parameter | F32 [3, 2] | Linear.weight
            - bias | parameter | F32 [3] | Linear.bias
            + weight | parameter | F32 [4, 2] | Linear.weight
            + bias | parameter | F32 [4] | Linear.bias
            """);
  }

  @Test
  void P61_atFirstEverythingIsCheckedAndThenValuesAreCopiedOneByOne() throws Exception {
    Path file = folder.resolve("linear.safetensors");
    Linear from = Linear.of(2, 2);
    from.save(file);
    Linear to = Linear.of(2, 2);
    Parameter weight = to.weight();
    int before = weight.array().storage().version();
    to.load(file);
    assertThat(to.weight()).isSameAs(weight);
    assertThat(weight.array().storage().version()).isGreaterThan(before);
    assertThat(weight.toFloats()).containsExactly(from.weight().toFloats());
  }
}
