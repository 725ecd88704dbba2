package dev.forja.processor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Compiles a model with given code, and returns the messages about its shapes. */
public final class ProofRun {
  private ProofRun() {}

  /** The messages include errors of javac, because the code must be valid Java. */
  public static List<String> said(
      Path work, String fields, String params, String body, String... options) {
    String text =
        """
        import dev.forja.*; import dev.forja.fake.*; import java.util.*; import java.util.function.*;
        abstract class Helper { static void change(int[] s) { s[0] = 2; s[1] = 2; } }
        final class Net {
          %s
          record Pair(FakeLinear first, FakeLinear second) {}
          static boolean flag() { return new Random().nextBoolean(); }
          static int count() { return new Random().nextInt(); }
          static void change(int[] s) { Helper.change(s); }
          static FakeTensor other(FakeTensor x) { return (FakeTensor) (Object) x; }
          @Forward FakeTensor forward(%s) { %s }
          private FakeTensor half(FakeTensor y) {
            return y.reshape(y.shape()[0], y.shape()[1] / 2 + 1, 2).sum(2).sum(1).sum(0).sum(0);
          }
        }
        """
            .formatted(fields, params, body);
    try {
      Path folder = Files.createTempDirectory(work, "net");
      Files.writeString(folder.resolve("Net.java"), text);
      Compiled compiled = Compiled.Compiler.JAVAC.compile(folder, folder, options);
      return compiled.messages().stream()
          .filter(message -> message.isError() || message.text().contains("[Shape"))
          .filter(message -> !message.text().startsWith("warnings found"))
          .map(message -> (message.isError() ? "error: " : "note: ") + message.text())
          .toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
