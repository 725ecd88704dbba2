package dev.forja.demo.digits.pictures;

import dev.forja.demo.pictures.Png;
import java.awt.Color;
import java.awt.Font;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapChartBuilder;

/** What each digit was taken for, as a table of counts. */
public final class Confusion {
  /** Mistakes are few: the colour saturates early, so that a handful of them can be seen. */
  private static final int DARKEST = 12;

  private static final int LABEL_SPACING = 20;

  private Confusion() {}

  /** Draws {@code counts[is][takenFor]}. */
  public static void write(int[][] counts, Path file) {
    int classes = counts.length;
    List<String> digits = IntStream.range(0, classes).mapToObj(Integer::toString).toList();
    // The chart draws its rows from the bottom up.
    List<String> rows = digits.reversed();
    List<Number[]> cells = new ArrayList<>();
    for (int is = 0; is < classes; is++) {
      for (int taken = 0; taken < classes; taken++) {
        cells.add(new Number[] {taken, classes - 1 - is, counts[is][taken]});
      }
    }
    HeatMapChart chart =
        new HeatMapChartBuilder()
            .width(760)
            .height(720)
            .title("What each digit was taken for")
            .xAxisTitle("taken for")
            .yAxisTitle("is")
            .build();
    chart.getStyler().setLegendVisible(false);
    chart.getStyler().setShowValue(true);
    chart.getStyler().setValueFont(new Font(Font.SANS_SERIF, Font.PLAIN, 15));
    chart.getStyler().setValueFontColor(new Color(0x22, 0x22, 0x22));
    chart.getStyler().setHeatMapValueDecimalPattern("0");
    chart.getStyler().setRangeColors(new Color[] {Color.WHITE, new Color(0xf7, 0xb0, 0x6b)});
    chart.getStyler().setMin(0);
    chart.getStyler().setMax(DARKEST);
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    chart.getStyler().setDrawBorder(true);
    // Room for a label at each row and column; with the usual spacing every second one is left out.
    chart.getStyler().setXAxisTickMarkSpacingHint(LABEL_SPACING);
    chart.getStyler().setYAxisTickMarkSpacingHint(LABEL_SPACING);
    chart.addSeries("digits", digits, rows, cells);
    Png.write(BitmapEncoder.getBufferedImage(chart), file);
  }
}
