package dev.forja.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forja.processor.Compiled.Compiler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Programs whose parts are all small, although their state or the code to be generated is not. Each
 * is compiled, or rejected with the id of a problem.
 */
final class LargeModelsTest {
  @TempDir Path work;

  private static String many(int from, int to, String between, IntFunction<String> each) {
    return IntStream.range(from, to).mapToObj(each).collect(Collectors.joining(between));
  }

  private static String records(String parameters, String first) {
    return "record R0"
        + parameters
        + "("
        + first
        + " x) {}"
        + many(
            1,
            20,
            " ",
            i ->
                " record R%d%s(R%d%s a, R%d%s b) {}"
                    .formatted(i, parameters, i - 1, parameters, i - 1, parameters));
  }

  private static String program(String name) {
    String plain = "@dev.forja.Forward int forward(int x) { return x; }";
    return switch (name) {
      case "nested type arguments" ->
          "class Net { @dev.forja.Forward int forward(%sString%s x) { return 1; } }"
              .formatted("java.util.List<".repeat(30), ">".repeat(30));
      case "deep state" ->
          "class Net { final %sdev.forja.fake.FakeLayer%s x = null; %s }"
              .formatted("java.util.Map<String, ".repeat(8), ">".repeat(8), plain);
      case "deep tensors" ->
          "class Net { @dev.forja.Forward %1$sT%2$s forward(%1$sT%2$s x) { return x; } }"
              .formatted("java.util.List<".repeat(8), ">".repeat(8))
              .replace("T", "dev.forja.fake.FakeTensor");
      case "nested state" ->
          "class Net { final %sdev.forja.fake.FakeLayer%s x = null; %s }"
              .formatted("java.util.Map<String, ".repeat(30), ">".repeat(30), plain);
      case "nested tensors" ->
          "class Net { @dev.forja.Forward %1$sT%2$s forward(%1$sT%2$s x) { return x; } }"
              .formatted("java.util.List<".repeat(30), ">".repeat(30))
              .replace("T", "dev.forja.fake.FakeTensor");
      case "a circle of bounds" ->
          "class Net<%s> { @dev.forja.Forward int forward(T0 x) { return 1; } }"
              .formatted(
                  many(0, 14, ", ", i -> "T%d extends Comparable<T%d>".formatted(i, (i + 1) % 14)));
      case "a tree of bounds" ->
          "class Net<%s, T20> { @dev.forja.Forward T0 forward(T0 x) { return x; } }"
              .formatted(
                  many(
                      0,
                      20,
                      ", ",
                      i -> "T%d extends java.util.Map<T%d, T%d>".formatted(i, i + 1, i + 1)));
      case "records of records" ->
          "class Net { %s final R19 r = null; @dev.forja.Forward R19 forward(R19 x) { return x; } }"
              .formatted(records("", "int"));
      case "records of tensors" ->
          "class Net { %s @dev.forja.Forward R19 forward(R19 x) { return x; } }"
              .formatted(records("", "dev.forja.fake.FakeTensor"));
      case "generic records of tensors" ->
          "class Net { %s @dev.forja.Forward R10<T> forward(R10<T> x) { return x; } }"
              .replace("R10<T>", "R10<dev.forja.fake.FakeTensor>")
              .formatted(records("<T>", "T"));
      case "records of state" ->
          "class Net { %s final R19 r = null; %s }"
              .formatted(records("", "dev.forja.fake.FakeParameter"), plain);
      case "generic records of state" ->
          "class Net { %s final R19<dev.forja.fake.FakeParameter> r = null; %s }"
              .formatted(records("<T>", "T"), plain);
      case "fields" ->
          "class Net { %s %s }"
              .formatted(
                  many(0, 3000, " ", i -> "dev.forja.fake.FakeParameter f" + i + ";"), plain);
      case "sizes" ->
          "class Net { @dev.forja.Forward int forward(@dev.forja.Shape(\"%s\")"
                  .formatted(many(1, 10_000, " ", Integer::toString))
              + " dev.forja.fake.FakeTensor x) { return 1; } }";
      case "some fields" ->
          "class Net { %s %s }"
              .formatted(
                  many(0, 1900, " ", i -> "dev.forja.fake.FakeParameter f" + i + ";"), plain);
      case "some entries" ->
          "class Net { %s }"
              .formatted(
                  many(0, 390, " ", i -> "@dev.forja.Forward int e" + i + "(int x) { return x; }"));
      case "entries" ->
          "class Net { %s }"
              .formatted(
                  many(
                      0, 1500, " ", i -> "@dev.forja.Forward int e" + i + "(int x) { return x; }"));
      default -> throw new IllegalArgumentException(name);
    };
  }

  @ParameterizedTest
  @CsvSource({
    "nested type arguments,",
    "nested state,StateTooDeep",
    "nested tensors,",
    "deep state,",
    "deep tensors,",
    "a circle of bounds,",
    "a tree of bounds,",
    "records of records,",
    "records of tensors,",
    "generic records of tensors,",
    "records of state,TooLarge",
    "generic records of state,TooLarge",
    "some fields,",
    "fields,TooLarge",
    "sizes,TooLarge",
    "some entries,",
    "entries,TooLarge",
  })
  @Timeout(600) // exponential growth would take hours
  void areCompiledOrRefused(String name, String id) throws IOException {
    Path net = Files.writeString(work.resolve("Net.java"), program(name) + "\n");
    for (Compiler compiler : Compiler.values()) {
      Compiled compiled =
          compiler.compile(
              List.of(net),
              Files.createDirectory(work.resolve(compiler.name())),
              new ForwardProcessor(),
              List.of(compiler == Compiler.JAVAC ? "-Xlint:none" : "-nowarn"));
      List<String> errors =
          compiled.problems().stream()
              .filter(Compiled.Message::isError)
              .map(Compiled.Message::text)
              .toList();
      if (id == null) {
        assertThat(errors).as(compiler.name()).isEmpty();
      } else {
        assertThat(errors)
            .as(compiler.name())
            .singleElement()
            .asString()
            .startsWith("[" + id + "]");
      }
    }
  }
}
