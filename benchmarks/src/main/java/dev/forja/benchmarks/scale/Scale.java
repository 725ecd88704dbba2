package dev.forja.benchmarks.scale;

import dev.forja.benchmarks.encoder.Encoder;
import dev.forja.benchmarks.encoder.EncoderSize;
import dev.forja.benchmarks.harness.Case;
import dev.forja.benchmarks.harness.Report;
import dev.forja.benchmarks.harness.Workload;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An encoder layer with growing batch, length and width, one at a time. */
public final class Scale implements Workload {
  @Override
  public String name() {
    return "scale";
  }

  @Override
  public String description() {
    return "An encoder layer as batch, length and width grow, beside the engines; with a plot.";
  }

  @Override
  public List<Case> cases(boolean tiny) {
    List<Case> cases = new ArrayList<>();
    for (Sweep sweep : Sweep.ALL) {
      for (int value : tiny ? sweep.steps().subList(0, 1) : sweep.steps()) {
        EncoderSize size = tiny ? new EncoderSize(2, 5, 24, 3, 40) : sweep.size().apply(value);
        cases.add(Encoder.of(sweep.label(value), size));
      }
    }
    return cases;
  }

  @Override
  public List<Path> draw(Report report, Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Report.Part part : report.parts()) {
      Path file = folder.resolve("scale-%d.png".formatted(part.threads())).normalize();
      Plot.draw(part, file);
      files.add(file);
    }
    return files;
  }
}
