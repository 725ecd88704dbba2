package dev.forja.demo.write;

import dev.forja.demo.pictures.Curves;
import dev.forja.demo.pictures.Curves.Pair;
import dev.forja.demo.pictures.Curves.Plot;
import dev.forja.train.History;
import java.nio.file.Path;

/** The picture of the loss over the epochs. */
final class LossCurve {
  private LossCurve() {}

  static void write(History history, Path file) {
    Pair losses =
        new Pair(
            history.series(epoch -> epoch.training().loss()),
            history.series(epoch -> epoch.judged().loss()));
    Curves.write(file, new Plot("Loss", "mean cross entropy of a token, nats", losses, null, null));
  }
}
