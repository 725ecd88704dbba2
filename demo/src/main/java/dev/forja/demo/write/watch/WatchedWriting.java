package dev.forja.demo.write.watch;

import dev.forja.models.GenerateOptions;
import dev.forja.models.TextGenerator;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.Predicate;

/** Lets a model write, and then shows what was seen inside of it. */
public final class WatchedWriting {
  private WatchedWriting() {}

  /**
   * Writes and shows.
   *
   * @param generator a GPT-2 and its tokenizer
   * @param heads the number of its heads
   * @param options with one token less than the model's positions allow
   * @param more gets each piece of the text
   */
  public static void run(
      TextGenerator generator,
      int heads,
      String prompt,
      GenerateOptions options,
      Predicate<String> more,
      PrintWriter out) {
    WritingObserver observer = new WritingObserver(heads);
    int length = options.maxNewTokens();
    // A token is seen when the model reads it, so it must choose one more, which is not shown.
    observer
        .scope()
        .run(
            () -> {
              String _ =
                  generator.generate(
                      prompt,
                      options.withMaxNewTokens(length + 1),
                      piece -> observer.choices().size() <= length && more.test(piece));
            });
    List<Choice> choices = observer.choices();
    out.println();
    new WritingTable(
            generator.tokenizer(),
            observer.read(),
            observer.prompt(),
            choices.subList(0, Math.min(length, choices.size())))
        .print(out);
  }
}
