package dev.forja.nn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forja.data.DataLoader;
import dev.forja.data.TensorDataset;
import dev.forja.data.TensorDataset.Batch;
import dev.forja.optim.AdamW;
import dev.forja.optim.OneCycleLR;
import dev.forja.optim.TrainingCheckpoint;
import dev.forja.tensor.Philox;
import dev.forja.tensor.PhiloxState;
import dev.forja.tensor.Randoms;
import dev.forja.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small end-to-end test: data, layers, loss, gradients, optimiser, schedule and files. */
class TrainingTest {
  private static final int EPOCHS = 12;

  @TempDir Path folder;

  /** Two interleaved half circles, which no line separates. */
  private static TensorDataset moons() {
    int n = 256;
    Philox noise = new Philox(5);
    float[] points = new float[2 * n];
    long[] classes = new long[n];
    for (int i = 0; i < n; i++) {
      double angle = Math.PI * noise.nextDouble();
      classes[i] = i % 2;
      double sign = classes[i] == 0 ? 1 : -1;
      points[2 * i] = (float) (sign * Math.cos(angle) + classes[i] + 0.1 * noise.nextGaussian());
      points[2 * i + 1] =
          (float) (sign * Math.sin(angle) + 0.5 * classes[i] + 0.1 * noise.nextGaussian());
    }
    return TensorDataset.of(Tensor.of(points, n, 2), Tensor.of(classes, n));
  }

  /** The components of a run. */
  private static final class Run {
    final Sequential model =
        Sequential.of(Linear.of(2, 32), ReLU.of(), Dropout.of(0.05), Linear.of(32, 2));
    final CrossEntropyLoss loss = CrossEntropyLoss.of();
    final DataLoader<Batch> loader = DataLoader.of(moons(), 32).shuffled(9);
    final AdamW optimizer = AdamW.of(model.parameters(), 1e-3);
    final OneCycleLR schedule = OneCycleLR.of(optimizer, 0.05, EPOCHS * loader.batches());
    final List<Float> losses = new ArrayList<>();

    void train(int from, int to) {
      model.train();
      for (int epoch = from; epoch < to; epoch++) {
        for (Batch batch : loader.epoch(epoch)) {
          optimizer.zeroGrad();
          Tensor cost = loss.call(model.call(batch.input()), batch.target());
          cost.backward();
          optimizer.step();
          schedule.step();
          losses.add(cost.item());
        }
      }
    }

    double lastEpoch() {
      List<Float> last = losses.subList(losses.size() - loader.batches(), losses.size());
      return last.stream().mapToDouble(Float::doubleValue).average().orElseThrow();
    }

    double accuracy() {
      TensorDataset all = moons();
      float[] scores = model.eval().call(all.input()).toFloats();
      long[] classes = all.target().toLongs();
      int right = 0;
      for (int i = 0; i < classes.length; i++) {
        right += (scores[2 * i + 1] > scores[2 * i] ? 1 : 0) == classes[i] ? 1 : 0;
      }
      return right / (double) classes.length;
    }
  }

  /**
   * In five draws of such points, the best line has a loss of 0.20 to 0.26 and an accuracy of 0.85
   * to 0.93.
   */
  @Test
  void learnsWhatNoLineCouldAndEachRunWithTheSameBits() {
    Run one = Randoms.callWith(new Philox(1), TrainingTest::trained);
    Run two = Randoms.callWith(new Philox(1), TrainingTest::trained);
    assertThat(one.losses.getFirst()).isGreaterThan(0.4f);
    assertThat(one.lastEpoch()).isLessThan(0.15);
    assertThat(one.accuracy()).isGreaterThan(0.97);
    assertThat(two.losses).isEqualTo(one.losses);
  }

  private static Run trained() {
    Run run = new Run();
    run.train(0, EPOCHS);
    return run;
  }

  @Test
  void anInterruptedRunGoesOnWithTheSameBits() throws Exception {
    Run whole = Randoms.callWith(new Philox(1), TrainingTest::trained);
    Path file = folder.resolve("run.safetensors");
    Run first =
        Randoms.callWith(
            new Philox(1),
            () -> {
              Run run = new Run();
              run.train(0, 5);
              PhiloxState random = Randoms.current().state();
              new TrainingCheckpoint()
                  .put("model", run.model.stateDict())
                  .put("optimizer", run.optimizer.stateDict())
                  .put("schedule", run.schedule.stateDict())
                  .put("epoch", 5)
                  .put("random.seed", random.seed())
                  .put("random.counter", random.counter())
                  .save(file);
              return run;
            });

    TrainingCheckpoint saved = TrainingCheckpoint.load(file);
    Run second = new Run();
    second.model.loadStateDict(saved.part("model").tensors());
    second.optimizer.loadStateDict(saved.part("optimizer"));
    second.schedule.loadStateDict(saved.part("schedule"));
    int epoch = saved.count("epoch");
    Philox random =
        new Philox(new PhiloxState(saved.integer("random.seed"), saved.integer("random.counter")));
    Randoms.runWith(random, () -> second.train(epoch, EPOCHS));

    List<Float> joined = new ArrayList<>(first.losses);
    joined.addAll(second.losses);
    assertThat(joined).isEqualTo(whole.losses);
  }
}
