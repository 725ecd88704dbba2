package dev.forja.demo.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.forja.array.NdArray;
import dev.forja.io.ModelFileException;
import dev.forja.io.Safetensors;
import dev.forja.models.decoder.Gpt2;
import dev.forja.tensor.Randoms;
import dev.forja.tensor.Tensor;
import dev.forja.train.Progress;
import dev.forja.train.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The model that is trained here and the same one trained in PyTorch, from the same weights and on
 * the same stretches of the book, have the same losses. {@code src/test/write/curves.tsv} has those
 * of both; {@code curve.py} beside it has written it.
 */
class CurveTest {
  private static final int EPOCHS = 6;
  private static final int STEPS = 100;
  private static final int FIRST = 5;
  private static final Path RECORD = Path.of("src/test/write/curves.tsv");

  /** The losses of the first steps of a run without dropout. */
  private static List<Double> losses(Gpt2 model, Book book, int steps) throws ModelFileException {
    List<Double> losses = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          private double before;

          @Override
          public void batchEnded(Progress progress) {
            double sum = progress.means().loss() * progress.means().examples();
            losses.add((sum - before) / Training.TOKENS);
            before = sum;
          }
        };
    var _ =
        Training.of(model, book, EPOCHS, 0)
            .listener(listener)
            .stopWhen(() -> losses.size() == steps)
            .build()
            .run(EPOCHS);
    return losses;
  }

  private static Gpt2 model() {
    Randoms.seed(0);
    return SmallGpt.create(0);
  }

  @Test
  void theFirstLossesAreThoseOfPyTorch() throws IOException {
    List<String> record = Files.readAllLines(RECORD);
    List<Double> losses = losses(model(), Book.mobyDick(SmallGpt.VOCABULARY), FIRST);
    for (int step = 0; step < FIRST; step++) {
      String[] line = record.get(1 + step).split("\t", -1);
      // Sums of 1,024 losses in float32, in other orders.
      assertThat(losses.get(step)).isCloseTo(Double.parseDouble(line[1]), within(2e-5));
      assertThat(losses.get(step)).isCloseTo(Double.parseDouble(line[2]), within(1e-5));
    }
  }

  @Test
  void theRecordedCurvesAreEqual() throws IOException {
    List<String> record = Files.readAllLines(RECORD);
    assertThat(record).hasSize(1 + STEPS);
    double last = 0;
    for (String line : record.subList(1, record.size())) {
      String[] numbers = line.split("\t", -1);
      last = Double.parseDouble(numbers[1]);
      // Rounding grows from step to step; the largest difference is 6.2e-5, of losses that fall by
      // 1.6.
      assertThat(Double.parseDouble(numbers[2])).isCloseTo(last, within(2e-4));
    }
    assertThat(last).isLessThan(6.1);
  }

  /** Writes what {@code curve.py} needs. */
  @Test
  @EnabledIfSystemProperty(named = "forja.curve", matches = ".+")
  void theStartIsWritten() throws IOException {
    Path folder = Files.createDirectories(Path.of(System.getProperty("forja.curve")));
    Book book = Book.mobyDick(SmallGpt.VOCABULARY);
    Gpt2 model = model();
    RandomStarts starts = new RandomStarts(0);
    long[] places = new long[STEPS * Training.BATCH];
    for (int i = 0; i < places.length; i++) {
      places[i] = starts.start(i, book.training().size() - SmallGpt.LENGTH);
    }
    long[] tokens = book.training().stream().mapToLong(token -> token).toArray();
    Map<String, NdArray> arrays = new TreeMap<>();
    model.stateDict().forEach((name, tensor) -> arrays.put(name, tensor.array()));
    arrays.put("tokens", Tensor.of(tokens, tokens.length).array());
    arrays.put("starts", Tensor.of(places, STEPS, Training.BATCH).array());
    int batches = tokens.length / SmallGpt.LENGTH / Training.BATCH;
    Safetensors.save(
        folder.resolve("start.safetensors"),
        arrays,
        Map.of("steps", Integer.toString(EPOCHS * batches)));
    ModelFolder.write(folder, model, book);
    Files.writeString(folder.resolve("chapters.json"), json(Book.trainingChapters()));
    String losses =
        losses(model, book, STEPS).stream().map(String::valueOf).collect(Collectors.joining("\n"));
    Files.writeString(folder.resolve("forja.tsv"), losses);
  }

  private static String json(List<String> texts) {
    return texts.stream()
        .map(
            text ->
                "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"")
        .collect(Collectors.joining(",", "[", "]"));
  }
}
