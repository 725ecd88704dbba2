package dev.forja.demo.digits;

import dev.forja.Activations;
import dev.forja.Selector;
import dev.forja.demo.digits.pictures.Confusion;
import dev.forja.demo.digits.pictures.FeatureMaps;
import dev.forja.demo.digits.pictures.Mistakes;
import dev.forja.demo.pictures.Curves;
import dev.forja.demo.pictures.Curves.Plot;
import dev.forja.demo.training.RunFolder;
import dev.forja.tensor.NoGrad;
import dev.forja.tensor.Tensor;
import dev.forja.train.History;
import dev.forja.train.Means;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The pictures of a run: its learning curves, its mistakes, and its feature maps. */
final class Gallery {
  private static final int MOST_MISTAKES = 64;

  private final RunFolder results;

  Gallery(RunFolder results) {
    this.results = results;
  }

  /** Loss and accuracy over the epochs. */
  void curves(History history) {
    Curves.write(
        results.picture("curves"),
        new Plot("Loss", "mean cross entropy", pair(history, Means.LOSS), 0.0, null),
        new Plot(
            "Accuracy",
            "correct predictions, %",
            pair(history, Training.ACCURACY).times(100),
            null,
            100.0));
  }

  private static Curves.Pair pair(History history, String name) {
    return new Curves.Pair(
        history.series(epoch -> epoch.training().mean(name)),
        history.series(epoch -> epoch.judged().mean(name)));
  }

  /** The confusion matrix, and the digits that were predicted wrongly. */
  void mistakes(Evaluation evaluation, Digits digits) {
    int[][] counts = new int[Digits.CLASSES][Digits.CLASSES];
    List<Mistakes.Mistake> mistakes = new ArrayList<>();
    for (int i = 0; i < evaluation.labels().length; i++) {
      int is = (int) evaluation.labels()[i];
      int takenFor = (int) evaluation.predictions()[i];
      counts[is][takenFor]++;
      if (is != takenFor) {
        mistakes.add(new Mistakes.Mistake(digits.pixels(i), is, takenFor));
      }
    }
    Confusion.write(counts, results.picture("confusion"));
    Mistakes.write(mistakes, digits.count(), MOST_MISTAKES, results.picture("mistakes"));
  }

  /** The feature maps of one digit, captured with hooks; nothing if no layer returns images. */
  void featureMaps(Classifier model, Digits digits, int index) {
    model.module().eval();
    Tensor image = digits.images().narrow(0, index, 1);
    Activations<@Nullable Object, Tensor> seen =
        Activations.capture(
            model.module(), Selector.path("*"), () -> NoGrad.call(() -> model.call().apply(image)));
    List<FeatureMaps.Layer> layers = new ArrayList<>();
    layers.add(new FeatureMaps.Layer("the digit", List.of(digits.pixels(index)), Digits.SIZE));
    seen.asMap()
        .forEach(
            (path, result) -> {
              if (result instanceof Tensor maps && maps.rank() == 4) {
                layers.add(layer(path, maps));
              }
            });
    if (layers.size() == 1) {
      return;
    }
    FeatureMaps.write(
        "A %d on its way through the layers".formatted(digits.labels().toLongs()[index]),
        layers,
        results.picture("feature-maps"));
  }

  private static FeatureMaps.Layer layer(String path, Tensor maps) {
    float[] values = maps.toFloats();
    int channels = maps.size(1);
    int size = values.length / channels;
    List<float[]> images = new ArrayList<>();
    for (int c = 0; c < channels; c++) {
      images.add(Arrays.copyOfRange(values, c * size, (c + 1) * size));
    }
    String name = "%s  %d x %d x %d".formatted(path, channels, maps.size(2), maps.size(3));
    return new FeatureMaps.Layer(name, images, maps.size(3));
  }
}
