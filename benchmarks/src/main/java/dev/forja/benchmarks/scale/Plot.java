package dev.forja.benchmarks.scale;

import dev.forja.benchmarks.harness.Measured;
import dev.forja.benchmarks.harness.Report;
import java.awt.BasicStroke;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;

/** Time as a function of size: one chart for each sweep, with logarithmic axes. */
final class Plot {
  private Plot() {}

  static void draw(Report.Part part, Path file) throws IOException {
    Map<String, Measured> byLabel =
        part.cases().stream().collect(Collectors.toMap(Measured::label, c -> c));
    List<XYChart> charts = new ArrayList<>();
    for (Sweep sweep : Sweep.ALL) {
      if (sweep.steps().stream().anyMatch(step -> byLabel.containsKey(sweep.label(step)))) {
        charts.add(chart(sweep, part.threads(), byLabel));
      }
    }
    BitmapEncoder.saveBitmap(
        charts, 1, charts.size(), file.toString(), BitmapEncoder.BitmapFormat.PNG);
  }

  private static XYChart chart(Sweep sweep, int threads, Map<String, Measured> byLabel) {
    Map<String, List<Double>> times = new LinkedHashMap<>();
    List<Double> sizes = new ArrayList<>();
    for (int value : sweep.steps()) {
      Measured measured = byLabel.get(sweep.label(value));
      if (measured != null) {
        sizes.add((double) value);
        for (Measured.Times entrant : measured.entrants()) {
          times.computeIfAbsent(entrant.name(), _ -> new ArrayList<>()).add(entrant.median() / 1e6);
        }
      }
    }
    XYChart chart =
        new XYChartBuilder()
            .width(520)
            .height(420)
            .title("%s; %d thread%s".formatted(sweep.fixed(), threads, threads == 1 ? "" : "s"))
            .xAxisTitle(sweep.title())
            .yAxisTitle("milliseconds")
            .build();
    chart.getStyler().setXAxisLogarithmic(true).setYAxisLogarithmic(true);
    chart.getStyler().setLegendPosition(Styler.LegendPosition.InsideNW);
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    times.forEach(
        (name, values) -> {
          XYSeries series = chart.addSeries(name, sizes, values);
          series.setLineStyle(new BasicStroke(name.equals("Forja") ? 3f : 1.5f));
        });
    return chart;
  }
}
