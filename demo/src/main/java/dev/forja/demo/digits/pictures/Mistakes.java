package dev.forja.demo.digits.pictures;

import dev.forja.demo.pictures.Png;
import java.nio.file.Path;
import java.util.List;

/** The digits that a model predicted wrongly, each with its label and the prediction. */
public final class Mistakes {
  private static final int COLUMNS = 8;
  private static final int TILE = 84;
  private static final int CELL_WIDTH = 128;
  private static final int CELL_HEIGHT = 124;
  private static final int TOP = 64;

  private Mistakes() {}

  /**
   * One digit that was taken for another.
   *
   * @param pixels 28 x 28 values from 0 (paper) to 1 (ink)
   */
  public record Mistake(float[] pixels, long is, long takenFor) {}

  /** Draws at most {@code most} of them, with the total number in the title. */
  public static void write(List<Mistake> mistakes, int digits, int most, Path file) {
    int shown = Math.min(mistakes.size(), most);
    int rows = Math.max(1, Math.ceilDiv(shown, COLUMNS));
    Sheet sheet = new Sheet(2 * Sheet.MARGIN + COLUMNS * CELL_WIDTH, TOP + rows * CELL_HEIGHT + 8);
    String which = shown < mistakes.size() ? "; the first %d".formatted(shown) : "";
    sheet.title(
        "%d of %d digits were taken for others%s".formatted(mistakes.size(), digits, which));
    for (int i = 0; i < shown; i++) {
      Mistake mistake = mistakes.get(i);
      int x = Sheet.MARGIN + i % COLUMNS * CELL_WIDTH;
      int y = TOP + i / COLUMNS * CELL_HEIGHT;
      sheet.tile(mistake.pixels(), 28, x + (CELL_WIDTH - TILE) / 2, y, TILE);
      sheet.centred(
          "%d, taken for %d".formatted(mistake.is(), mistake.takenFor()),
          x + CELL_WIDTH / 2,
          y + TILE + 20);
    }
    Png.write(sheet.finish(), file);
  }
}
