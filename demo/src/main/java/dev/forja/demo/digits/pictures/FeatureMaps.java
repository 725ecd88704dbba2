package dev.forja.demo.digits.pictures;

import dev.forja.demo.pictures.Png;
import java.nio.file.Path;
import java.util.List;

/** The feature maps of one digit: a row of small images for each layer. */
public final class FeatureMaps {
  private static final int COLUMNS = 16;
  private static final int TILE = 60;
  private static final int GAP = 6;
  private static final int TOP = 56;
  private static final int LABEL = 24;

  private FeatureMaps() {}

  /**
   * The result of one layer.
   *
   * @param name its path and type
   * @param maps one image for each channel, row by row
   * @param width the width of each image, in pixels
   */
  public record Layer(String name, List<float[]> maps, int width) {}

  /**
   * Draws the layers from top to bottom; each image is scaled by the largest value in its layer.
   */
  public static void write(String title, List<Layer> layers, Path file) {
    int height = TOP + layers.stream().mapToInt(FeatureMaps::height).sum();
    Sheet sheet = new Sheet(2 * Sheet.MARGIN + COLUMNS * (TILE + GAP), height);
    sheet.title(title);
    int y = TOP;
    for (Layer layer : layers) {
      draw(sheet, layer, y);
      y += height(layer);
    }
    Png.write(sheet.finish(), file);
  }

  private static int height(Layer layer) {
    return LABEL + Math.ceilDiv(layer.maps().size(), COLUMNS) * (TILE + GAP) + 16;
  }

  private static void draw(Sheet sheet, Layer layer, int top) {
    sheet.label(layer.name(), Sheet.MARGIN, top + 14);
    float least = Float.POSITIVE_INFINITY;
    float most = Float.NEGATIVE_INFINITY;
    for (float[] map : layer.maps()) {
      for (float value : map) {
        least = Math.min(least, value);
        most = Math.max(most, value);
      }
    }
    float range = most > least ? most - least : 1;
    for (int i = 0; i < layer.maps().size(); i++) {
      float[] map = layer.maps().get(i).clone();
      for (int j = 0; j < map.length; j++) {
        map[j] = (map[j] - least) / range;
      }
      int x = Sheet.MARGIN + i % COLUMNS * (TILE + GAP);
      int y = top + LABEL + i / COLUMNS * (TILE + GAP);
      sheet.tile(map, layer.width(), x, y, TILE);
    }
  }
}
