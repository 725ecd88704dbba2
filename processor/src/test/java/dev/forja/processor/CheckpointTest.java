package dev.forja.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forja.processor.Compiled.Compiler;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Compares names in files of weights with the state of models, on both compilers. */
final class CheckpointTest {
  private static final String MODEL =
      """
      import dev.forja.*; import dev.forja.fake.*; import java.util.*;
      import java.util.function.UnaryOperator; import org.jspecify.annotations.Nullable;
      final class Layer {
        final FakeParameter weight = new FakeParameter(1);
        final @Nullable FakeParameter bias = null;
        @Buffer(persistent = false) final FakeTensor cache = new FakeTensor(1);
        @Forward FakeTensor forward(FakeTensor x) { return x; }
      }
      final class Tree {
        final FakeParameter root = new FakeParameter(1);
        final List<TreeInvoker> below = List.of();
        @Forward FakeTensor forward(FakeTensor x) { return x; }
      }
      @Checkpoint("net.safetensors")
      final class Net {
        record Pair(LayerInvoker left, @Named("LayerNorm") @Nullable LayerInvoker right) {}
        final LayerInvoker hidden = LayerInvoker.of();
        @RenamedFrom("kernel") final FakeParameter weight = new FakeParameter(1);
        @TiedTo("weight") final FakeParameter tied = weight;
        @Buffer final FakeTensor num_batches_tracked = new FakeTensor();
        final List<LayerInvoker> layers = List.of();
        final Map<String, LayerInvoker> heads = Map.of();
        final Optional<LayerInvoker> maybe = Optional.empty();
        final Pair pair = new Pair(LayerInvoker.of(), null);
        final UnaryOperator<FakeTensor> open = x -> x;
        final TreeInvoker tree = TreeInvoker.of();
        final @Nullable LayerInvoker none = null;
        @Forward FakeTensor forward(FakeTensor x) { return x; }
      }
      """;

  private static final String LEAST = "hidden.weight weight pair.left.weight tree.root";

  @TempDir Path work;

  /** The messages about a file with these names, each as its id, its field and its text. */
  private List<String> said(Compiler compiler, String names, String... options) throws IOException {
    Path folder = Files.createTempDirectory(work, "net");
    Files.writeString(folder.resolve("Net.java"), MODEL);
    String header =
        Arrays.stream(names.split(" "))
            .map(
                n -> "\"%s\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}".formatted(n))
            .collect(Collectors.joining(",", "{", "}"));
    Files.write(folder.resolve("net.safetensors"), file(header));
    String[] all = Arrays.copyOf(options, options.length + 1);
    all[options.length] = "-Aforja.checkpoints=" + folder;
    return compiler.compile(folder, folder, all).messages().stream()
        .filter(message -> message.text().startsWith("[Checkpoint"))
        .map(message -> message.line() + ": " + message.text())
        .toList();
  }

  private static byte[] file(String header) {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + text.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(text.length)
        .put(text)
        .array();
  }

  @ParameterizedTest
  @EnumSource(Compiler.class)
  void whatMayBeAbsentMayBeThereToo(Compiler compiler) throws IOException {
    assertThat(said(compiler, LEAST)).isEmpty();
    assertThat(
            said(
                compiler,
                LEAST
                    + " hidden.bias tied num_batches_tracked layers.0.weight layers.12.weight"
                    + " heads.main.weight maybe.weight pair.LayerNorm.weight open.any.thing"
                    + " tree.below.0.root"))
        .isEmpty();
    assertThat(said(compiler, LEAST.replace(" weight", " kernel"))).isEmpty();
  }

  @Test
  void eachFieldIsNamedWithWhatWasProbablyMeant() throws IOException {
    String unexpected =
        "17: [CheckpointUnexpected] net.safetensors has 'hidden.wieght', but the model has no such"
            + " state.%s Give a field this name, with @Named if need be, or write the file anew.";
    String names = LEAST.replace("hidden.weight", "hidden.wieght");
    assertThat(said(Compiler.JAVAC, names))
        .containsExactlyInAnyOrder(
            "17: [CheckpointMissing] net.safetensors has no 'hidden.weight', but the model has. Did"
                + " you mean 'hidden.wieght'? Give the field the name that the file has, with"
                + " @Named if need be, or write the file anew.",
            unexpected.formatted(" Did you mean 'hidden.weight'?"));
    assertThat(said(Compiler.ECJ, names)).containsExactly(unexpected.formatted(""));
  }

  @Test
  void elementsAreAskedForWhereTheFileHasThem() throws IOException {
    assertThat(said(Compiler.JAVAC, LEAST + " layers.0.bias hidden.cache hidden.more"))
        .satisfiesExactlyInAnyOrder(
            one -> assertThat(one).startsWith("21: ").contains("has no 'layers.0.weight', but"),
            one ->
                assertThat(one).startsWith("17: ").contains("has 'hidden.cache' and 1 more, but"));
  }

  @ParameterizedTest
  @EnumSource(Compiler.class)
  void whatTheModelItselfLacksIsNamedOnBoth(Compiler compiler) throws IOException {
    assertThat(said(compiler, LEAST.replace(" weight", "")))
        .singleElement()
        .asString()
        .startsWith("18: [CheckpointMissing] net.safetensors has no 'weight', but the model has.");
  }

  @ParameterizedTest
  @EnumSource(Compiler.class)
  void anAbsentFileIsAnErrorWhereItMustBeThere(Compiler compiler) throws IOException {
    Path folder = Files.createTempDirectory(work, "net");
    Files.writeString(folder.resolve("Net.java"), MODEL);
    List<Compiled.Message> said =
        compiler
            .compile(
                folder,
                folder,
                "-Aforja.checkpoints=" + folder.resolve("nowhere"),
                "-Aforja.checkpoints.required")
            .messages();
    assertThat(said)
        .filteredOn(message -> message.text().startsWith("[Checkpoint"))
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.isError()).isTrue();
              assertThat(one.text()).startsWith("[CheckpointRequired] net.safetensors is not in");
            });
  }

  @Test
  void theProofIsNotNeededForNames() throws IOException {
    assertThat(said(Compiler.JAVAC, "weight", "-Aforja.shapes=off")).hasSize(3);
  }
}
