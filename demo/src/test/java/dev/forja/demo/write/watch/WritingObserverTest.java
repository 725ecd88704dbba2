package dev.forja.demo.write.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.forja.models.config.ModelConfig;
import dev.forja.models.decoder.Gpt2;
import dev.forja.models.decoder.KvCache;
import dev.forja.tensor.InPlace;
import dev.forja.tensor.Init;
import dev.forja.tensor.NoGrad;
import dev.forja.tensor.Randoms;
import dev.forja.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What is observed of a text in chunks is what the model computes of the whole text. */
class WritingObserverTest {
  private static final int VOCABULARY = 50;
  private static final int HEADS = 3;
  private static final int WIDTH = 12;
  private static final long[] TEXT = {4, 8, 15, 16, 23, 42, 7};

  private static Gpt2 model() {
    Randoms.seed(1);
    Gpt2 model =
        Gpt2.of(
            ModelConfig.of(
                Map.of(
                    "vocab_size", VOCABULARY,
                    "n_positions", 16,
                    "n_embd", WIDTH,
                    "n_layer", 2,
                    "n_head", HEADS)));
    model.eval();
    return model;
  }

  /** Lets the model read a prompt of four tokens, and then one at a time. */
  private static WritingObserver observe(Gpt2 model) {
    WritingObserver observer = new WritingObserver(HEADS);
    KvCache cache = KvCache.growing();
    observer
        .scope()
        .run(
            () ->
                NoGrad.run(
                    () -> {
                      for (int from = 0, to = 4; to <= TEXT.length; from = to++) {
                        long[] chunk = Arrays.copyOfRange(TEXT, from, to);
                        Tensor _ = model.call(Tensor.of(chunk, 1, chunk.length), null, cache, 1);
                      }
                    }));
    return observer;
  }

  @Test
  void entropiesAndChancesAreThoseOfTheScores() {
    Gpt2 model = model();
    WritingObserver observer = observe(model);
    assertThat(observer.read()).containsExactly(4, 8, 15, 16, 23, 42, 7);
    assertThat(observer.prompt()).isEqualTo(4);
    Tensor scores = NoGrad.call(() -> model.call(Tensor.of(TEXT, 1, TEXT.length)));
    Tensor chances = scores.select(0, 0).softmax(-1);
    Tensor bits = chances.mul(chances.log2()).sum(1).neg();
    assertThat(observer.choices()).hasSize(4);
    for (int i = 0; i < 4; i++) {
      Choice choice = observer.choices().get(i);
      assertThat(choice.entropy()).isCloseTo(bits.get(3 + i).item(), within(1e-3));
      for (int token = 0; token < VOCABULARY; token++) {
        assertThat(choice.chance(token))
            .isCloseTo(chances.get(3 + i).get(token).item(), within(1e-4));
      }
    }
  }

  @Test
  void headsThatSeeAllAlikeLookBackHalfOfTheText() {
    Gpt2 model = model();
    model
        .namedParameters()
        .forEach(
            (name, parameter) -> {
              if (name.contains("c_attn")) {
                Init.zeros(parameter);
              }
            });
    List<Choice> choices = observe(model).choices();
    for (int i = 0; i < choices.size(); i++) {
      assertThat(choices.get(i).heads()).hasSize(2 * HEADS);
      for (Choice.Head head : choices.get(i).heads()) {
        assertThat(choices.get(i).back(head)).isCloseTo((3 + i) / 2.0, within(1e-9));
      }
    }
  }

  /** Queries and keys of the first head are made so that all tokens look at the one at place 2. */
  @Test
  void theTokenThatAHeadLooksAtMostIsFound() {
    Gpt2 model = model();
    Tensor positions = Objects.requireNonNull(model.stateDict().get("transformer.wpe.weight"));
    Tensor words = Objects.requireNonNull(model.stateDict().get("transformer.wte.weight"));
    NoGrad.run(
        () -> {
          InPlace.copy(words, words.mul(0.01));
          Tensor places = Tensor.zeros(16, WIDTH);
          InPlace.copy(positions, places);
          // After the norm, place 2 alone points along the first value.
          InPlace.copy(
              positions.narrow(0, 2, 1).narrow(1, 0, 1), Tensor.full(new int[] {1, 1}, 10));
        });
    model
        .namedParameters()
        .forEach(
            (name, parameter) -> {
              if (name.endsWith("c_attn.weight")) {
                Init.zeros(parameter);
                // The key of the first head is the first value; its query is a constant.
                NoGrad.run(
                    () ->
                        InPlace.copy(
                            parameter.narrow(0, 0, 1).narrow(1, WIDTH, 1),
                            Tensor.full(new int[] {1, 1}, 9)));
              } else if (name.endsWith("c_attn.bias")) {
                Init.zeros(parameter);
                NoGrad.run(
                    () -> InPlace.copy(parameter.narrow(0, 0, 1), Tensor.full(new int[] {1}, 9)));
              }
            });
    List<Choice> choices = observe(model).choices();
    for (int i = 0; i < choices.size(); i++) {
      Choice choice = choices.get(i);
      Choice.Head first = choice.heads().getFirst();
      assertThat(choice.most(first)).isEqualTo(2);
      assertThat(choice.back(first)).isCloseTo(1 + i, within(1e-3));
    }
    Choice last = choices.getLast();
    assertThat(last.back(last.farthest())).isCloseTo(4, within(1e-3));
  }
}
