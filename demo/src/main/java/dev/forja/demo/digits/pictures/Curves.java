package dev.forja.demo.digits.pictures;

import dev.forja.demo.pictures.Png;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Two curves over the epochs, one for the digits trained on, one for those held out. */
public final class Curves {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 460;
  private static final Color TRAINING = new Color(0x1f, 0x6f, 0xb4);
  private static final Color VALIDATION = new Color(0xd9, 0x5f, 0x02);

  private Curves() {}

  /**
   * Draws loss and accuracy side by side.
   *
   * @param losses of training and validation, by epoch
   * @param accuracies likewise, as shares from 0 to 1
   */
  public static void write(Pair losses, Pair accuracies, Path file) {
    BufferedImage image = new BufferedImage(2 * WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.drawImage(loss(losses), 0, 0, null);
    graphics.drawImage(accuracy(accuracies), WIDTH, 0, null);
    graphics.dispose();
    Png.write(image, file);
  }

  /**
   * Two curves of the same length.
   *
   * @param training over the digits trained on
   * @param validation over the digits held out
   */
  public record Pair(double[] training, double[] validation) {}

  private static BufferedImage loss(Pair losses) {
    XYChart chart = chart("Loss", "mean cross entropy", losses, 1);
    chart.getStyler().setYAxisMin(0.0);
    return BitmapEncoder.getBufferedImage(chart);
  }

  private static BufferedImage accuracy(Pair accuracies) {
    XYChart chart = chart("Accuracy", "correct predictions, %", accuracies, 100);
    chart.getStyler().setYAxisMax(100.0);
    return BitmapEncoder.getBufferedImage(chart);
  }

  private static XYChart chart(String title, String unit, Pair curves, double scale) {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(title)
            .xAxisTitle("epoch")
            .yAxisTitle(unit)
            .build();
    chart.getStyler().setLegendPosition(LegendPosition.OutsideS);
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    chart.getStyler().setPlotBorderVisible(false);
    chart.getStyler().setXAxisDecimalPattern("0");
    chart.getStyler().setXAxisMaxLabelCount(Math.min(curves.training().length, 20));
    add(chart, "training", curves.training(), scale, TRAINING);
    add(chart, "validation", curves.validation(), scale, VALIDATION);
    return chart;
  }

  private static void add(XYChart chart, String name, double[] values, double scale, Color color) {
    double[] epochs = IntStream.rangeClosed(1, values.length).asDoubleStream().toArray();
    double[] scaled =
        IntStream.range(0, values.length).mapToDouble(i -> values[i] * scale).toArray();
    XYSeries series = chart.addSeries(name, epochs, scaled);
    series.setMarker(SeriesMarkers.CIRCLE);
    series.setLineStyle(new BasicStroke(2.5f));
    series.setLineColor(color);
    series.setMarkerColor(color);
  }
}
