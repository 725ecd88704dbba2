package dev.forja.demo.write.watch;

import dev.forja.demo.write.watch.Choice.Head;
import dev.forja.tokenizers.Tokenizer;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Prints what was observed: a line for each token, and the heads that look back farthest. */
final class WritingTable {
  private static final int MOST_HEADS = 5;

  private final Tokenizer tokenizer;
  private final List<Integer> tokens;
  private final int prompt;
  private final List<Choice> choices;

  /**
   * A table.
   *
   * @param tokens those of the prompt, and those that were chosen; that of the last choice is
   *     missing if it ended the text
   * @param prompt how many of them are of the prompt
   */
  WritingTable(Tokenizer tokenizer, List<Integer> tokens, int prompt, List<Choice> choices) {
    this.tokenizer = tokenizer;
    this.tokens = tokens;
    this.prompt = prompt;
    this.choices = choices;
  }

  void print(PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "%nInside: entropy in bits, from 0 (sure) to %.2f (all tokens alike); the head that looks"
            + " back farthest, how many tokens on average, and the token that it looks at most%n%n",
        Math.log(tokenizer.vocabularySize()) / Math.log(2));
    out.printf(
        "%-16s %7s %8s  %-16s %6s  %s%n", "token", "entropy", "chance", "head", "back", "at");
    for (int i = 0; i < choices.size(); i++) {
      Choice choice = choices.get(i);
      Head head = choice.farthest();
      out.printf(
          Locale.ROOT,
          "%-16s %7.2f %8s  %-16s %6.1f  %s%n",
          prompt + i < tokens.size() ? shown(tokens.get(prompt + i)) : "(end)",
          choice.entropy(),
          prompt + i < tokens.size() ? percent(choice.chance(tokens.get(prompt + i))) : "",
          head,
          choice.back(head),
          shown(tokens.get(choice.most(head))));
    }
    out.printf(
        Locale.ROOT,
        "%nmean entropy: %.2f bits. The heads that look back farthest, on average:%n",
        choices.stream().mapToDouble(Choice::entropy).average().orElse(0));
    choices.getFirst().heads().stream()
        .sorted(Comparator.comparingDouble(head -> -mean(head)))
        .limit(MOST_HEADS)
        .forEach(head -> out.printf(Locale.ROOT, "%-16s %6.1f tokens%n", head, mean(head)));
    out.flush();
  }

  private double mean(Head head) {
    return choices.stream().mapToDouble(choice -> choice.back(head)).average().orElse(0);
  }

  private static String percent(double chance) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * chance);
  }

  private String shown(int token) {
    String text = tokenizer.decode(new int[] {token}, false);
    return "'" + text.replace("\n", "\\n") + "'";
  }
}
