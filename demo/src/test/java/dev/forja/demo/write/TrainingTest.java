package dev.forja.demo.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forja.data.TensorDataset.Batch;
import dev.forja.demo.CommandRun;
import dev.forja.models.decoder.Gpt2;
import dev.forja.optim.TrainingCheckpoint;
import dev.forja.tensor.Randoms;
import dev.forja.tensor.Tensor;
import dev.forja.train.Progress;
import dev.forja.train.StopReason;
import dev.forja.train.Trainer;
import dev.forja.train.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that was stopped goes on with the bits of one that never was; stretches follow a seed. */
class TrainingTest {
  private static final int LIMIT = 3 * Training.TOKENS;

  @Test
  void aRunThatIsStoppedAmidAnEpochEndsWithTheSameBits() throws IOException {
    Book book = Book.mobyDick(SmallGpt.VOCABULARY).limited(LIMIT);
    Gpt2 whole = model();
    assertThat(trainer(whole, book, Integer.MAX_VALUE).run(2)).isEqualTo(StopReason.COMPLETED);

    Gpt2 stopped = model();
    Trainer<Batch> first = trainer(stopped, book, 4);
    assertThat(first.run(2)).isEqualTo(StopReason.INTERRUPTED);
    assertThat(first.epoch()).isEqualTo(1);
    TrainingCheckpoint saved = first.state();
    Gpt2 fresh = SmallGpt.create(Training.DROPOUT);
    Randoms.seed(99);
    Trainer<Batch> second = trainer(fresh, book, Integer.MAX_VALUE);
    second.restore(saved);
    assertThat(second.run(2)).isEqualTo(StopReason.COMPLETED);
    for (Map.Entry<String, Tensor> entry : whole.stateDict().entrySet()) {
      assertThat(Objects.requireNonNull(fresh.stateDict().get(entry.getKey())).toFloats())
          .as(entry.getKey())
          .isEqualTo(entry.getValue().toFloats());
    }
  }

  private static Gpt2 model() {
    Randoms.seed(5);
    return SmallGpt.create(Training.DROPOUT);
  }

  private static Trainer<Batch> trainer(Gpt2 model, Book book, int steps) {
    int[] done = new int[1];
    return Training.of(model, book, 2, 7)
        .listener(
            new TrainingListener() {
              @Override
              public void batchEnded(Progress progress) {
                done[0]++;
              }
            })
        .stopWhen(() -> done[0] >= steps)
        .build();
  }

  @Test
  void stretchesBeginAnywhereAndTheirTargetsAreTheNextTokens() {
    List<Integer> tokens = IntStream.range(0, 1000).boxed().toList();
    RandomStarts starts = new RandomStarts(3);
    Windows windows = Windows.anywhere(tokens, 10, starts);
    assertThat(windows.size()).isEqualTo(100);
    List<Long> first = new ArrayList<>();
    for (int epoch = 0; epoch < 2; epoch++) {
      starts.epochStarted(epoch, 2, 0);
      for (int i = 0; i < windows.size(); i++) {
        Batch batch = windows.batch(i);
        long[] input = batch.input().toLongs();
        long[] target = batch.target().toLongs();
        for (int j = 0; j < 10; j++) {
          assertThat(input[j]).isEqualTo(input[0] + j);
          assertThat(target[j]).isEqualTo(input[j] + 1);
        }
        first.add(input[0]);
      }
    }
    assertThat(first.stream().distinct().count()).isGreaterThan(150);
    RandomStarts again = new RandomStarts(3);
    again.epochStarted(1, 2, 50);
    assertThat((long) again.start(7, 990)).isEqualTo(first.get(107));
    assertThat(Windows.sideBySide(tokens, 10).size()).isEqualTo(99);
    assertThat(Windows.sideBySide(tokens, 10).batch(98, 2).target().toLongs())
        .startsWith(981, 982)
        .endsWith(29, 30);
  }

  @Test
  void theCommandTrainsStopsAndGoesOn(@TempDir Path directory) throws IOException {
    String[] run = {
      "write", "--train", "--limit", String.valueOf(LIMIT), "--epochs", "2", "--seed", "5", "--out"
    };
    CommandRun whole = CommandRun.of(with(run, directory.resolve("whole").toString()));
    assertThat(whole.err()).isEmpty();
    assertThat(whole.code()).isZero();
    assertThat(whole.out())
        .contains("2,222,208 values; 3,072 tokens to train on and 3,072 held out; 2 epochs")
        .contains("epoch 1: loss ", "epoch 2: loss ", "best: epoch 2, with a loss of ")
        .contains("    The whale");

    String other = directory.resolve("stopped").toString();
    CommandRun stopped =
        CommandRun.of(
            text -> {
              if (text.contains("epoch 1: loss")) {
                Thread.currentThread().interrupt();
              }
            },
            with(run, other));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(stopped.code()).isEqualTo(130);
    CommandRun.of(with(run, other)).assertFails("there is a run in " + other + " already");
    CommandRun longer = CommandRun.of("write", "--train", "--resume", "--out", other);
    longer.assertFails("the run to resume has --epochs 2; give the same number, --epochs 2");
    CommandRun resumed = CommandRun.of(with(run, other, "--resume"));
    assertThat(resumed.code()).isZero();
    assertThat(resumed.out()).doesNotContain("epoch 1:").contains("epoch 2: loss ");
    for (String file :
        List.of(
            "model.safetensors",
            "checkpoint.safetensors",
            "model/model.safetensors",
            "model/config.json",
            "model/tokenizer.json")) {
      assertThat(Files.readAllBytes(directory.resolve("stopped").resolve(file)))
          .as(file)
          .isEqualTo(Files.readAllBytes(directory.resolve("whole").resolve(file)));
    }
    assertThat(directory.resolve("whole").resolve("curves.png")).isNotEmptyFile();

    CommandRun written =
        CommandRun.of(
            "write", "--model", other + "/model", "--length", "5", "--temperature", "0", "The");
    assertThat(written.code()).isZero();
    assertThat(written.out()).startsWith("The");
  }

  private static String[] with(String[] run, String... more) {
    List<String> all = new ArrayList<>(List.of(run));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }
}
