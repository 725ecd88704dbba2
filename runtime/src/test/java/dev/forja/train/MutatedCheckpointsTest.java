package dev.forja.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forja.array.Allocator;
import dev.forja.data.DataLoader;
import dev.forja.data.TensorDataset;
import dev.forja.module.LoadException;
import dev.forja.nn.BatchNorm1d;
import dev.forja.nn.Linear;
import dev.forja.nn.Sequential;
import dev.forja.optim.AdamW;
import dev.forja.optim.OneCycleLR;
import dev.forja.optim.StepLR;
import dev.forja.optim.TrainingCheckpoint;
import dev.forja.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Checkpoints in which values and tensors were changed at random. Each is either restored, or
 * refused by an exception that says why; then the run is as it was, down to the last bit.
 */
@Timeout(600)
final class MutatedCheckpointsTest {
  /** {@code -Dforja.rounds=100000} sets a larger number. */
  private static final int ROUNDS = Integer.getInteger("forja.rounds", 400);

  private static final List<String> VALUES =
      List.of(
          "",
          "0",
          "1",
          "-1",
          "3",
          "4",
          "40",
          "41",
          "2147483647",
          "2147483648",
          "9223372036854775807",
          "9223372036854775808",
          "-9223372036854775808",
          "0.5",
          "-0.0",
          "1e9",
          "1e300",
          "1e999",
          "NaN",
          "Infinity",
          "-Infinity",
          "true",
          "false",
          "AdamW",
          "weight",
          "x\ny",
          "\u0000",
          "0x10",
          " 7 ");

  private final Random random = new Random(Long.getLong("forja.seed", 1));

  private static Trainer<TensorDataset.Batch> trainer() {
    Sequential model = Sequential.of(Linear.of(3, 4), BatchNorm1d.of(4), Linear.of(4, 2));
    TensorDataset data = TensorDataset.of(Tensor.ones(8, 3), Tensor.zeros(8, 2));
    AdamW optimizer = AdamW.of(model.parameters(), 0.01);
    return Trainer.builder(
            model,
            DataLoader.of(data, 4).shuffled(3),
            b -> Scores.of(model.call(b.input()).mseLoss(b.target()), b.size()))
        .optimizer(optimizer)
        .stepScheduler(OneCycleLR.of(optimizer, 0.01, 40))
        .epochScheduler(StepLR.of(optimizer, 3, 0.5))
        .validation(DataLoader.of(data, 4))
        .build();
  }

  @Test
  void changedCheckpointsAreRestoredOrRefusedAsAWhole() throws Exception {
    Trainer<TensorDataset.Batch> run = trainer();
    run.run(2);
    TrainingCheckpoint good = copy(run.state());
    int restored = 0;
    for (int round = 0; round < ROUNDS; round++) {
      TrainingCheckpoint changed = copy(good);
      List<String> changes = new ArrayList<>();
      for (int i = 0; i <= random.nextInt(3); i++) {
        changed = changed(changed, changes);
      }
      try {
        run.restore(changed);
        restored++;
        run.restoreWithOtherSettings(good);
      } catch (IllegalArgumentException | LoadException refused) {
        assertThat(refused).as("%s", changes).hasMessageNotContainingAny("For input string");
        assertThat(refused).as("%s", changes).isNotInstanceOf(NumberFormatException.class);
        assertThat(refused.getMessage()).as("%s", changes).isNotBlank().hasSizeLessThan(2_000);
      }
      assertSame(run.state(), good, changes);
    }
    assertThat(restored).isBetween(1, ROUNDS - 1);
  }

  /** A copy of a checkpoint with one change, which is described in {@code changes}. */
  private TrainingCheckpoint changed(TrainingCheckpoint from, List<String> changes) {
    List<String> names = List.copyOf(from.names());
    List<String> tensors = List.copyOf(from.tensors().sequencedKeySet());
    String name = names.get(random.nextInt(names.size()));
    String tensor = tensors.get(random.nextInt(tensors.size()));
    String value = VALUES.get(random.nextInt(VALUES.size()));
    int kind = random.nextInt(10);
    changes.add("%d: %s, %s, '%s'".formatted(kind, name, tensor, value));
    return switch (kind) {
      case 0 -> without(from, name);
      case 1 -> without(from, tensor);
      case 2 -> without(from, tensor).put(tensor, Tensor.ofLongs(1, 2));
      case 3 -> without(from, tensor).put(tensor, Tensor.zeros(0, 5));
      case 4 -> from.put(value.isEmpty() ? "." : value, "more").put(tensor + ".x", Tensor.ones(1));
      default -> from.put(name, value);
    };
  }

  private static TrainingCheckpoint without(TrainingCheckpoint from, String name) {
    TrainingCheckpoint rest = new TrainingCheckpoint();
    from.tensors().forEach((key, tensor) -> put(rest, key, tensor, name));
    from.names().stream()
        .filter(key -> !key.equals(name))
        .forEach(key -> rest.put(key, from.text(key)));
    return rest;
  }

  private static void put(TrainingCheckpoint to, String key, Tensor tensor, String except) {
    if (!key.equals(except)) {
      to.put(key, tensor);
    }
  }

  private static TrainingCheckpoint copy(TrainingCheckpoint from) {
    TrainingCheckpoint copy = new TrainingCheckpoint();
    from.tensors().forEach((name, tensor) -> copy.put(name, copy(tensor)));
    from.names().forEach(name -> copy.put(name, from.text(name)));
    return copy;
  }

  private static Tensor copy(Tensor tensor) {
    return Tensor.of(tensor.array().copy(Allocator.HEAP));
  }

  private static void assertSame(
      TrainingCheckpoint now, TrainingCheckpoint before, List<String> changes) {
    assertThat(now.names()).as("%s", changes).isEqualTo(before.names());
    for (String name : before.names()) {
      assertThat(now.text(name)).as("%s: %s", name, changes).isEqualTo(before.text(name));
    }
    assertThat(now.tensors().keySet()).as("%s", changes).isEqualTo(before.tensors().keySet());
    now.tensors()
        .forEach(
            (name, tensor) ->
                assertThat(bits(tensor))
                    .as("%s: %s", name, changes)
                    .isEqualTo(bits(Objects.requireNonNull(before.tensors().get(name)))));
  }

  private static Object bits(Tensor tensor) {
    return tensor.dtype().isFloat() ? tensor.toFloats() : tensor.toLongs();
  }
}
