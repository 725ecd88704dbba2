package dev.forja.demo.pictures;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Charts side by side, each with two curves over the epochs: of training, and of what was held out.
 */
public final class Curves {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 460;
  private static final Color TRAINING = new Color(0x1f, 0x6f, 0xb4);
  private static final Color VALIDATION = new Color(0xd9, 0x5f, 0x02);

  private Curves() {}

  /**
   * A chart.
   *
   * @param title the title
   * @param unit what the values are
   * @param curves the values
   * @param least where the axis of the values begins; null for below the lowest of them
   * @param most where it ends; null for above the highest of them
   */
  public record Plot(
      String title, String unit, Pair curves, @Nullable Double least, @Nullable Double most) {}

  /** Draws charts side by side. */
  public static void write(Path file, Plot... plots) {
    BufferedImage image =
        new BufferedImage(plots.length * WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    for (int i = 0; i < plots.length; i++) {
      graphics.drawImage(BitmapEncoder.getBufferedImage(chart(plots[i])), i * WIDTH, 0, null);
    }
    graphics.dispose();
    Png.write(image, file);
  }

  /**
   * Two curves of the same length.
   *
   * @param training over the examples trained on
   * @param validation over the examples held out
   */
  public record Pair(double[] training, double[] validation) {
    /** The curves with each value multiplied. */
    public Pair times(double factor) {
      return new Pair(
          Arrays.stream(training).map(value -> value * factor).toArray(),
          Arrays.stream(validation).map(value -> value * factor).toArray());
    }
  }

  private static XYChart chart(Plot plot) {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(plot.title())
            .xAxisTitle("epoch")
            .yAxisTitle(plot.unit())
            .build();
    chart.getStyler().setLegendPosition(LegendPosition.OutsideS);
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    chart.getStyler().setPlotBorderVisible(false);
    chart.getStyler().setXAxisDecimalPattern("0");
    chart.getStyler().setXAxisMaxLabelCount(Math.min(plot.curves().training().length, 20));
    if (plot.least() != null) {
      chart.getStyler().setYAxisMin(plot.least());
    }
    if (plot.most() != null) {
      chart.getStyler().setYAxisMax(plot.most());
    }
    add(chart, "training", plot.curves().training(), TRAINING);
    add(chart, "validation", plot.curves().validation(), VALIDATION);
    return chart;
  }

  private static void add(XYChart chart, String name, double[] values, Color color) {
    double[] epochs = IntStream.rangeClosed(1, values.length).asDoubleStream().toArray();
    XYSeries series = chart.addSeries(name, epochs, values);
    series.setMarker(SeriesMarkers.CIRCLE);
    series.setLineStyle(new BasicStroke(2.5f));
    series.setLineColor(color);
    series.setMarkerColor(color);
  }
}
