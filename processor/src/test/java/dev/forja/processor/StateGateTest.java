package dev.forja.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forja.processor.Compiled.Compiler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The list of a model's state that is stored with its sources. */
final class StateGateTest {
  private static final String NET =
      """
      package app;

      import dev.forja.Buffer;
      import dev.forja.Forward;
      import dev.forja.Named;
      import dev.forja.RenamedFrom;
      import dev.forja.fake.*;
      import java.util.*;

      class Net {
        static final int WIDTH = 16;
        final FakeLinear hidden = FakeLinear.of(784, WIDTH);
        final FakeParameter weight;
        @Buffer final FakeTensor mean = new FakeTensor(3).relu();
        @Buffer(persistent = false) final FakeTensor last = new FakeTensor(3);
        final List<Optional<FakeLinear>> layers = new ArrayList<>();
        @Named("pair") final Pair two = new Pair(FakeLinear.of(1, 2), null);
        final Map<String, FakeLayer> more = new TreeMap<>();
        final dev.forja.Invoker any = null;

        Net(int width) {
          weight = new FakeParameter(width, 4);
        }

        @Forward FakeTensor forward(FakeTensor x) { return x; }

        record Pair(FakeLinear left, FakeParameter right) {}
      }
      """;

  @TempDir private Path work;
  private Path lists;

  @BeforeEach
  void place() {
    lists = work.resolve("lists");
  }

  private List<Compiled.Message> compile(Compiler compiler, String net, String... more)
      throws IOException {
    Path file = work.resolve("in/app/Net.java");
    Files.createDirectories(file.getParent());
    Files.writeString(file, net);
    List<String> options = new ArrayList<>(List.of("-Aforja.state=" + lists));
    options.addAll(List.of(more));
    return compiler.compile(List.of(file), work, new ForwardProcessor(), options).problems();
  }

  private List<Compiled.Message> write(Compiler compiler) throws IOException {
    return compile(compiler, NET, "-Aforja.state.write=true");
  }

  @Test
  void listsNameKindAndTheSizesThatAreFixed() throws IOException {
    assertThat(write(Compiler.JAVAC)).isEmpty();
    assertThat(Files.readAllLines(lists.resolve("app.Net.state")))
        .containsExactly(
            "any child Invoker",
            "hidden child FakeLinear (784, 16)",
            "layers.* child FakeLinear optional",
            "mean buffer (3)",
            "more.* child FakeLayer",
            "pair.left child FakeLinear",
            "pair.right parameter",
            "weight parameter (_, 4)");
    assertThat(compile(Compiler.JAVAC, NET)).isEmpty();
    assertThat(compile(Compiler.ECJ, NET)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void asksForAListThatIsMissing(Compiler compiler) throws IOException {
    List<Compiled.Message> problems = compile(compiler, NET);
    assertThat(problems).hasSize(1);
    assertThat(problems.getFirst().text())
        .startsWith("[StateUnlisted] The state of app.Net is listed nowhere: there is no " + lists)
        .contains("-Aforja.state.write=true");
    assertThat(problems.getFirst().line()).isEqualTo(10);
  }

  @ParameterizedTest
  @EnumSource
  void showsWhatChangedAndTheThreeWaysToGoOn(Compiler compiler) throws IOException {
    write(Compiler.JAVAC);
    String changed = NET.replace("FakeLinear hidden", "FakeLinear first").replace("more", "others");
    List<Compiled.Message> problems = compile(compiler, changed);
    String sizes = compiler == Compiler.JAVAC ? " (784, 16)" : "";
    assertThat(problems).hasSize(1);
    assertThat(problems.getFirst().text().lines().map(String::strip).toList())
        .containsExactly(
            "[StateChanged] The state of Net is not what "
                + lists.resolve("app.Net.state")
                + " says, so files that were saved before do not load any more:",
            "- hidden child FakeLinear" + sizes,
            "- more.* child FakeLayer",
            "+ first child FakeLinear" + sizes,
            "+ others.* child FakeLayer",
            "To go on, put @RenamedFrom(\"...\") on a field that only changed its name, take the"
                + " change back, or give those files up and write the list anew with"
                + " -Aforja.state.write=true.");
    assertThat(problems.getFirst().isError()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void acceptsANewNameThatSaysTheOldOne(Compiler compiler) throws IOException {
    write(Compiler.JAVAC);
    String changed =
        NET.replace("final FakeLinear hidden", "@RenamedFrom(\"hidden\") final FakeLinear first")
            .replace(
                "final Map<String, FakeLayer> more",
                "@RenamedFrom({\"older\", \"more\"}) final Map<String, FakeLayer> others");
    assertThat(compile(compiler, changed)).isEmpty();
  }

  @Test
  void seesSizesWhereTheCompilerShowsCode() throws IOException {
    write(Compiler.JAVAC);
    String changed = NET.replace("WIDTH = 16", "WIDTH = 32");
    assertThat(compile(Compiler.ECJ, changed)).isEmpty();
    assertThat(compile(Compiler.JAVAC, changed))
        .singleElement()
        .extracting(Compiled.Message::text)
        .asString()
        .contains("- hidden child FakeLinear (784, 16)")
        .contains("+ hidden child FakeLinear (784, 32)");
  }

  @ParameterizedTest
  @EnumSource
  void saysThatAListCannotBeWritten(Compiler compiler) throws IOException {
    Files.writeString(lists, "a file");
    List<Compiled.Message> problems = write(compiler);
    assertThat(problems).hasSize(1);
    assertThat(problems.getFirst().text()).startsWith("[StateListUnusable] The list of state ");
  }

  /**
   * State that cannot be read already has an error, and its list would only appear to have changed.
   */
  @Test
  void comparesNoModelThatHasErrors() throws IOException {
    write(Compiler.JAVAC);
    assertThat(compile(Compiler.JAVAC, NET.replace("final Map", "private final Map")))
        .singleElement()
        .extracting(Compiled.Message::text)
        .asString()
        .startsWith("[StatePrivate]");
  }
}
