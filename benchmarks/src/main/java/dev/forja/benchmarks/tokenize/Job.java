package dev.forja.benchmarks.tokenize;

import dev.forja.benchmarks.harness.Contender;
import java.util.List;

/** All texts through one tokenizer. */
final class Job implements Contender {
  private final Encoders encoder;
  private final List<String> texts;
  private int[] ids = {};

  Job(Encoders encoder, List<String> texts) {
    this.encoder = encoder;
    this.texts = texts;
  }

  @Override
  public void run() {
    ids = encoder.encode(texts);
  }

  /** The ids of all texts; floats hold them exactly, as there are less than 2^24. */
  @Override
  public float[] output() {
    float[] output = new float[ids.length];
    for (int i = 0; i < ids.length; i++) {
      output[i] = ids[i];
    }
    return output;
  }

  @Override
  public void close() {
    encoder.close();
  }
}
