package dev.forja.demo.write;

import dev.forja.demo.DemoException;
import dev.forja.demo.write.watch.WatchedWriting;
import dev.forja.io.ModelFileException;
import dev.forja.models.GenerateOptions;
import dev.forja.models.ModelFiles;
import dev.forja.models.TextGenerator;
import dev.forja.models.config.ModelConfig;
import dev.forja.models.decoder.Gpt2;
import dev.forja.tokenizers.EncodeOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/**
 * Writes to the terminal.
 *
 * @param generator the model and its tokenizer
 * @param folder where it comes from; null if it ships with the demo
 */
record Writer(TextGenerator generator, @Nullable Path folder) {
  /** The name of the model that ships with the demo, on the class path. */
  static final String SHIPPED = "moby-dick";

  static Writer load(@Nullable Path folder) {
    try {
      ModelFiles files =
          folder == null ? ModelFiles.onClassPath(SHIPPED) : ModelFiles.inFolder(folder);
      return new Writer(TextGenerator.load(files), folder);
    } catch (ModelFileException e) {
      throw new DemoException(e);
    }
  }

  /** Prints the sentence, and what the model writes after it, as it comes. */
  void write(String sentence, GenerateOptions options, boolean watch, CommandLine command) {
    PrintWriter out = command.getOut();
    int heads = watch ? heads() : 0;
    EncodeOptions whole = EncodeOptions.defaults().withoutPadding().withoutTruncation();
    int prompt = generator.tokenizer().encode(sentence, whole).size();
    int room = generator.maxLength() - prompt - (watch ? 1 : 0);
    if (room < 1) {
      throw new DemoException(
          "the sentence has %d tokens, and the model reads at most %d with what it writes: shorten it"
              .formatted(prompt, generator.maxLength()));
    }
    GenerateOptions fitting = options.withMaxNewTokens(Math.min(room, options.maxNewTokens()));
    Predicate<String> more =
        piece -> {
          out.print(piece);
          out.flush();
          return true;
        };
    var _ = more.test(sentence);
    if (watch) {
      WatchedWriting.run(generator, heads, sentence, fitting, more, out);
    } else {
      generator.generate(sentence, fitting, more);
      out.println();
    }
    out.flush();
    if (room < options.maxNewTokens()) {
      command
          .getErr()
          .printf(
              "(at most %d tokens, since the model reads at most %d)%n",
              room, generator.maxLength());
      command.getErr().flush();
    }
  }

  /** The number of heads, which the weights do not tell. */
  private int heads() {
    if (!(generator.model() instanceof Gpt2)) {
      throw new DemoException(
          "--watch shows the heads of a GPT-2, and %s is a %s"
              .formatted(folder, generator.model().getClass().getSimpleName()));
    }
    if (folder == null) {
      return SmallGpt.HEADS;
    }
    Path file = folder.resolve("config.json");
    try (InputStream in = Files.newInputStream(file)) {
      ModelConfig config = ModelConfig.read(file.toString(), in);
      String reason = "--watch knows no other factor of scores";
      config.only("scale_attn_weights", true, reason);
      config.only("scale_attn_by_inverse_layer_idx", false, reason);
      return config.size("n_head", 12);
    } catch (IOException e) {
      throw DemoException.of("cannot read " + file, e);
    }
  }
}
