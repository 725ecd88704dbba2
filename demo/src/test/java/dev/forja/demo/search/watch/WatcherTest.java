package dev.forja.demo.search.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.forja.demo.minilm.MiniLm;
import dev.forja.tensor.Tensor;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatcherTest {
  @Test
  void tellsOfEveryStageAndDraws(@TempDir Path directory) throws Exception {
    MiniLm model = MiniLm.load(null, notice -> assertThat(notice).isNull());
    float[] before = model.embed("a storm at sea");
    Insight insight = new Watcher(model).watch("a storm at sea");
    assertThat(model.embed("a storm at sea")).isEqualTo(before);

    assertThat(insight.tokens()).containsExactly("[CLS]", "a", "storm", "at", "sea", "[SEP]");
    assertThat(insight.stages())
        .extracting(Insight.Stage::path)
        .startsWith("embeddings", "encoder.layer.0")
        .endsWith("encoder.layer.5");
    Insight.Stage last = insight.stages().getLast();
    assertThat(last.nanos()).isPositive();
    assertThat(last.norm()).isPositive();
    assertThat(last.attention()).hasSize(12);
    assertThat(Arrays.stream(last.entropies()))
        .allMatch(bits -> bits >= 0 && bits <= Math.log(6) / Math.log(2));
    Tensor rows = last.attention().getFirst().sum(1);
    assertThat(rows.toFloats())
        .hasSize(6)
        .containsExactly(new float[] {1, 1, 1, 1, 1, 1}, within(1e-5f));

    StringWriter table = new StringWriter();
    InsightTable.print(insight, new PrintWriter(table));
    assertThat(table.toString()).contains("6 tokens", "encoder.layer.5", "ms for one query");
    Path picture = directory.resolve("a.png");
    AttentionPicture.write("title", insight.tokens(), last.attention().getFirst(), picture);
    assertThat(ImageIO.read(picture.toFile()).getWidth()).isEqualTo(190 + 6 * 72);
  }

  /** A label that is left out makes no difference to the picture. */
  @Test
  void everyTokenStandsAtBothAxes(@TempDir Path directory) throws Exception {
    for (int count : new int[] {5, 60}) {
      List<String> tokens = new ArrayList<>(Collections.nCopies(count, "sea"));
      BufferedImage alike = draw(tokens, directory);
      for (int changed = 1; changed < count; changed += count / 5) {
        tokens.set(changed, "oar");
        BufferedImage other = draw(tokens, directory);
        tokens.set(changed, "sea");
        assertThat(differs(alike, other, 0, 90)).as("left, token %d", changed).isTrue();
        assertThat(differs(alike, other, 90, alike.getWidth()))
            .as("below, token %d", changed)
            .isTrue();
      }
    }
  }

  private static BufferedImage draw(List<String> tokens, Path directory) throws IOException {
    Path picture = directory.resolve("a.png");
    AttentionPicture.write("title", tokens, Tensor.zeros(tokens.size(), tokens.size()), picture);
    return ImageIO.read(picture.toFile());
  }

  private static boolean differs(BufferedImage a, BufferedImage b, int from, int to) {
    for (int x = from; x < to; x++) {
      for (int y = 0; y < a.getHeight(); y++) {
        if (a.getRGB(x, y) != b.getRGB(x, y)) {
          return true;
        }
      }
    }
    return false;
  }

  @Test
  void entropyIsInBits() {
    Insight.Stage stage =
        new Insight.Stage(
            "x",
            0,
            0,
            List.of(
                Tensor.of(new float[] {0.5f, 0.5f, 1, 0}, 2, 2),
                Tensor.of(new float[] {0, 1, 1, 0}, 2, 2)));
    assertThat(stage.entropies()).containsExactly(new double[] {0.5, 0}, within(1e-6));
  }
}
