package dev.forja.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forja.data.DataLoader;
import dev.forja.data.Dataset;
import dev.forja.models.TextClassifier;
import dev.forja.models.config.ModelConfig;
import dev.forja.models.encoder.Bert;
import dev.forja.models.encoder.BertForSequenceClassification;
import dev.forja.module.LoadOptions;
import dev.forja.optim.AdamW;
import dev.forja.optim.TrainingCheckpoint;
import dev.forja.tensor.Tensor;
import dev.forja.train.Scores;
import dev.forja.train.Trainer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page about fine-tuning: its code, compiled and run on a tiny model. */
class FineTuningTest {
  private static final Path TINY =
      Path.of("../models/src/test/resources/dev/forja/models/tasks/classifier-bert-None");

  /** Token ids and labels. */
  private record Batch(Tensor ids, Tensor labels) {
    int size() {
      return ids.size(0);
    }
  }

  /** The label of an example is whether its first token is even. */
  private static final Dataset<Batch> EXAMPLES =
      new Dataset<>() {
        @Override
        public int size() {
          return 16;
        }

        @Override
        public Batch batch(int... indices) {
          long[] ids = new long[indices.length * 3];
          long[] labels = new long[indices.length];
          for (int i = 0; i < indices.length; i++) {
            ids[i * 3] = indices[i];
            labels[i] = indices[i] % 2;
          }
          return new Batch(Tensor.of(ids, indices.length, 3), Tensor.of(labels, indices.length));
        }
      };

  @Test
  void anEncoderGetsAHeadAndIsTrained(@TempDir Path folder) throws IOException {
    ModelConfig config;
    try (InputStream in = Files.newInputStream(TINY.resolve("config.json"))) {
      config = ModelConfig.read("config.json", in);
    }
    Path weights = folder.resolve("encoder.safetensors");
    Bert.of(config).save(weights); // an encoder without pooler
    Path checkpoint = folder.resolve("checkpoint.safetensors");
    Dataset<Batch> examples = EXAMPLES;
    // tag::load
    BertForSequenceClassification model = BertForSequenceClassification.of(config);
    model
        .module("bert", Bert.class)
        .load(weights, LoadOptions.defaults().withAllowedMissing("pooler.dense.*"));
    // end::load
    assertThat(model.parameter("bert.embeddings.word_embeddings.weight").toFloats())
        .isEqualTo(loaded(config, weights));
    // tag::train
    Trainer<Batch> trainer =
        Trainer.builder(
                model,
                DataLoader.of(examples, 4).shuffled(1),
                (Batch batch) ->
                    Scores.of(
                        model.call(batch.ids(), null, null).crossEntropy(batch.labels()),
                        batch.size()))
            .optimizer(AdamW.of(model.parameters(), 5e-5))
            .clipNorm(1)
            .best(folder.resolve("model.safetensors"))
            .checkpoint(checkpoint)
            .build();
    if (Files.exists(checkpoint)) {
      trainer.restore(TrainingCheckpoint.load(checkpoint));
    }
    trainer.run(3);
    // end::train
    assertThat(trainer.epoch()).isEqualTo(3);
    assertThat(checkpoint).exists();
    for (String file : new String[] {"config.json", "tokenizer.json"}) {
      Files.copy(TINY.resolve(file), folder.resolve(file));
    }
    // tag::use
    TextClassifier classifier = TextClassifier.load(folder);
    String label = classifier.classify("The whale surfaced.").getFirst().name();
    // end::use
    assertThat(classifier.labels()).contains(label);
  }

  private static float[] loaded(ModelConfig config, Path weights) throws IOException {
    Bert bert = Bert.of(config);
    bert.load(weights);
    return bert.parameter("embeddings.word_embeddings.weight").toFloats();
  }

  @ParameterizedTest
  @ValueSource(strings = {"load", "train", "use"})
  void thePageShowsThisCode(String part) throws IOException {
    Shown.isOnPage(FineTuningTest.class, "FINE-TUNE.md", part);
  }
}
