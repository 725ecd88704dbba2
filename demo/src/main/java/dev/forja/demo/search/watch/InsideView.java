package dev.forja.demo.search.watch;

import dev.forja.demo.minilm.MiniLm;
import java.io.PrintWriter;
import java.nio.file.Path;

/** Shows and draws what happens inside the model while it reads a text. */
public final class InsideView {
  private InsideView() {}

  /** Prints a table of all stages, and writes the attention of one head of one layer. */
  public static void show(
      MiniLm model, String text, int layer, int head, Path picture, PrintWriter out) {
    Insight insight = new Watcher(model).watch(text);
    InsightTable.print(insight, out);
    String title = "Attention of head %d in layer %d".formatted(head, layer);
    var attention = insight.stages().get(1 + layer).attention().get(head);
    AttentionPicture.write(title, insight.tokens(), attention, picture);
    out.printf("attention of head %d in layer %d: %s%n", head, layer, picture);
    out.flush();
  }
}
