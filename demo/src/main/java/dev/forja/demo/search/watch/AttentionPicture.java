package dev.forja.demo.search.watch;

import dev.forja.demo.pictures.Png;
import dev.forja.tensor.Tensor;
import java.awt.Color;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapChartBuilder;
import org.knowm.xchart.style.AxesChartStyler;

/** The attention of one head as a heat map: each row shows which tokens one token attends to. */
final class AttentionPicture {
  private static final int AROUND = 190;
  private static final int LARGEST_CELL = 72;
  private static final int SMALLEST_CELL = 16;
  private static final int WIDTH = 900;

  private AttentionPicture() {}

  /** Draws {@code attention} [l, l] with the tokens at both axes, the first at the top left. */
  static void write(String title, List<String> tokens, Tensor attention, Path file) {
    int n = tokens.size();
    float[] values = attention.toFloats();
    List<Number[]> cells = new ArrayList<>();
    for (int from = 0; from < n; from++) {
      for (int to = 0; to < n; to++) {
        cells.add(new Number[] {to, n - 1 - from, values[from * n + to]});
      }
    }
    int size = AROUND + n * Math.clamp(WIDTH / n, SMALLEST_CELL, LARGEST_CELL);
    HeatMapChart chart =
        new HeatMapChartBuilder()
            .width(size)
            .height(size)
            .title(title)
            .xAxisTitle("looks at")
            .yAxisTitle("token")
            .build();
    chart.getStyler().setShowValue(false);
    chart.getStyler().setRangeColors(new Color[] {Color.WHITE, new Color(0x1f, 0x4e, 0x79)});
    chart.getStyler().setMin(0);
    chart.getStyler().setMax(1);
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    chart.getStyler().setDrawBorder(true);
    chart.getStyler().setXAxisLabelRotation(90);
    chart.getStyler().setXAxisLabelAlignmentVertical(AxesChartStyler.TextAlignment.Right);
    chart.getStyler().setPlotContentSize(1);
    chart.getStyler().setXAxisTickMarkSpacingHint(1); // a label at every cell, even if it is narrow
    List<String> labels = distinct(tokens);
    chart.addSeries("attention", labels, labels.reversed(), cells);
    Png.write(BitmapEncoder.getBufferedImage(chart), file);
  }

  /** Appends the positions, because labels must be distinct although tokens may be equal. */
  private static List<String> distinct(List<String> tokens) {
    return IntStream.range(0, tokens.size()).mapToObj(i -> i + " " + tokens.get(i)).toList();
  }
}
