package com.example.finetune;

import dev.forja.data.DataLoader;
import dev.forja.data.Dataset;
import dev.forja.models.TextClassifier;
import dev.forja.models.config.ModelConfig;
import dev.forja.models.encoder.Bert;
import dev.forja.models.encoder.BertForSequenceClassification;
import dev.forja.module.LoadOptions;
import dev.forja.onnx.OnnxFile;
import dev.forja.optim.AdamW;
import dev.forja.optim.TrainingCheckpoint;
import dev.forja.tensor.Randoms;
import dev.forja.tensor.Tensor;
import dev.forja.tokenizers.EncodeOptions;
import dev.forja.tokenizers.Encoding;
import dev.forja.tokenizers.Tokenizer;
import dev.forja.tokenizers.Truncation;
import dev.forja.train.Goal;
import dev.forja.train.Metrics;
import dev.forja.train.Scores;
import dev.forja.train.Trainer;
import dev.forja.train.TrainingListener;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Gives all-MiniLM-L6-v2 a head, and trains both to tell unwanted mail from wanted mail. A run that
 * was interrupted goes on where it was. The result is a folder that {@link TextClassifier} reads.
 */
public final class FineTune {
  private static final String MODEL = "all-minilm-l6-v2";
  private static final int TOKENS = 64;
  private static final int BATCH = 16;

  private static final String CONFIG =
      """
      {"model_type": "bert", "architectures": ["BertForSequenceClassification"],
       "vocab_size": 30522, "hidden_size": 384, "num_hidden_layers": 6, "num_attention_heads": 12,
       "intermediate_size": 1536, "hidden_act": "gelu", "max_position_embeddings": 512,
       "type_vocab_size": 2, "layer_norm_eps": 1e-12, "hidden_dropout_prob": 0.1,
       "attention_probs_dropout_prob": 0.0, "problem_type": "single_label_classification",
       "id2label": {"0": "wanted", "1": "spam"}, "label2id": {"wanted": 0, "spam": 1}}
      """;

  private FineTune() {}

  /** The tokens of some mails, [n, l], where they are no padding, and what each mail is. */
  private record Batch(Tensor ids, Tensor mask, Tensor target) {}

  /**
   * Takes the archive of the mails, the folder for the result, how many mails of each kind to train
   * with and to test with, and how many epochs to train.
   */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[1]);
    int train = 2 * Integer.parseInt(args[2]);
    int test = 2 * Integer.parseInt(args[3]);
    List<Mail> mails = Mail.read(Path.of(args[0]), (train + test) / 2);
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("config.json"), CONFIG);
    try (InputStream in = resource("-tokenizer.json")) {
      Files.write(folder.resolve("tokenizer.json"), in.readAllBytes());
    }
    Tokenizer tokenizer = Tokenizer.load(folder);
    DataLoader<Batch> training =
        DataLoader.of(dataset(mails.subList(0, train), tokenizer), BATCH).shuffled(1);
    DataLoader<Batch> held =
        DataLoader.of(dataset(mails.subList(train, train + test), tokenizer), BATCH);

    Randoms.seed(1);
    BertForSequenceClassification model = pretrained(folder);
    Path checkpoint = folder.resolve("checkpoint.safetensors");
    PrintWriter out = new PrintWriter(System.out, true);
    Trainer<Batch> trainer =
        Trainer.builder(
                model,
                training,
                (Batch batch) -> {
                  Tensor logits = model.call(batch.ids(), batch.mask(), null);
                  return Scores.of(logits.crossEntropy(batch.target()), batch.ids().size(0))
                      .withMetric("accuracy", Metrics.accuracy(logits, batch.target()));
                })
            .optimizer(AdamW.of(model.parameters(), 5e-5))
            .clipNorm(1)
            .validation(held)
            .goal(Goal.highest("accuracy"))
            .best(folder.resolve("model.safetensors"))
            .checkpoint(checkpoint)
            .checkpointEvery(10)
            .listener(TrainingListener.printing(out))
            .build();
    out.printf("mails to train with: %d, to test with: %d%n", train, test);
    if (Files.exists(checkpoint)) {
      trainer.restore(TrainingCheckpoint.load(checkpoint));
      out.printf("goes on in epoch %d%n", trainer.epoch() + 1);
    } else {
      out.printf("before: %s%n", trainer.validate(held));
    }
    trainer.run(Integer.parseInt(args[4]));

    model.load(folder.resolve("model.safetensors"));
    out.printf("after: %s%n", trainer.validate(held));
    TextClassifier classifier = TextClassifier.load(folder);
    for (String text :
        List.of("You have won! Click here for FREE money.", "The patch fixes the build for me.")) {
      out.printf("%s: %s%n", classifier.classify(text).getFirst().name(), text);
    }
  }

  /** The encoder with its weights; the pooler and the head are new. */
  private static BertForSequenceClassification pretrained(Path folder) throws IOException {
    BertForSequenceClassification model;
    try (InputStream in = Files.newInputStream(folder.resolve("config.json"))) {
      model = BertForSequenceClassification.of(ModelConfig.read("config.json", in));
    }
    try (InputStream in = resource(".onnx")) {
      model
          .module("bert", Bert.class)
          .loadStateDict(
              OnnxFile.read(MODEL, in).stateDict(),
              LoadOptions.defaults()
                  .withAllowedMissing("pooler.dense.*")
                  .withAllowedUnexpected("embeddings.position_ids"));
    }
    return model;
  }

  private static InputStream resource(String suffix) throws IOException {
    InputStream in = ClassLoader.getSystemResourceAsStream(MODEL + suffix);
    if (in == null) {
      throw new IOException("the class path has no " + MODEL + suffix);
    }
    return in;
  }

  private static Dataset<Batch> dataset(List<Mail> mails, Tokenizer tokenizer) {
    EncodeOptions options =
        EncodeOptions.defaults().withoutPadding().withTruncation(Truncation.to(TOKENS));
    List<Encoding> encodings =
        mails.stream().map(mail -> tokenizer.encode(mail.text(), options)).toList();
    return new Dataset<>() {
      @Override
      public int size() {
        return encodings.size();
      }

      @Override
      public Batch batch(int... indices) {
        int length = 0;
        for (int index : indices) {
          length = Math.max(length, encodings.get(index).size());
        }
        long[] ids = new long[indices.length * length];
        boolean[] mask = new boolean[ids.length];
        long[] target = new long[indices.length];
        for (int i = 0; i < indices.length; i++) {
          int[] tokens = encodings.get(indices[i]).ids();
          for (int j = 0; j < tokens.length; j++) {
            ids[i * length + j] = tokens[j];
            mask[i * length + j] = true;
          }
          target[i] = mails.get(indices[i]).spam() ? 1 : 0;
        }
        return new Batch(
            Tensor.of(ids, indices.length, length),
            Tensor.of(mask, indices.length, length),
            Tensor.of(target, indices.length));
      }
    };
  }
}
