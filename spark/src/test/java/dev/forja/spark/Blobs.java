package dev.forja.spark;

import dev.forja.module.NeuralModule;
import dev.forja.optim.AdamW;
import dev.forja.optim.Optimizer;
import dev.forja.optim.SGD;
import dev.forja.tensor.Philox;
import dev.forja.tensor.Randoms;
import dev.forja.tensor.Tensor;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.spark.TaskContext;

/** A task of three classes: points around three centres in four dimensions. */
final class Blobs {
  private Blobs() {}

  /** A point and its class. */
  record Example(List<Float> point, long label) implements Serializable {}

  static List<Example> examples(int count) {
    Philox random = new Philox(3);
    List<Example> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<Float> point = new ArrayList<>();
      for (int d = 0; d < 4; d++) {
        point.add((float) (random.nextGaussian() + (d == i % 3 ? 1.5 : 0)));
      }
      all.add(new Example(List.copyOf(point), i % 3));
    }
    return all;
  }

  /** How a task fails once, if the file is not there yet. */
  enum Failure {
    NONE,
    EXCEPTION,
    END_OF_JVM,
    /** The task neither ends nor fails in step {@link #HELD}, until its JVM ends. */
    HOLD
  }

  /** A step after two checkpoints, if a round has three. */
  static final long HELD = 7;

  /**
   * The task.
   *
   * @param adam whether the optimiser is AdamW, rather than SGD with a momentum
   * @param once a file that the task makes when it fails, so that it fails once
   */
  record Task(boolean adam, Failure failure, String once) implements TrainingTask<Example> {
    Task(boolean adam) {
      this(adam, Failure.NONE, "");
    }

    @Override
    public NeuralModule model() {
      return Randoms.callWith(new Philox(5), () -> Mlp.of(4, 8, 3));
    }

    @Override
    public Optimizer<?> optimizer(NeuralModule model) {
      return adam
          ? AdamW.of(model.parameters(), 0.01)
          : SGD.of(model.parameters(), SGD.defaults().withLr(0.05).withMomentum(0.9));
    }

    @Override
    public Tensor loss(NeuralModule model, List<Example> batch) {
      TaskContext context = TaskContext.get();
      boolean fails = failure == Failure.EXCEPTION || failure == Failure.END_OF_JVM;
      if (fails && context != null && context.partitionId() == 1) {
        failOnce();
      }
      float[] points = new float[batch.size() * 4];
      long[] labels = new long[batch.size()];
      for (int i = 0; i < labels.length; i++) {
        labels[i] = batch.get(i).label();
        for (int d = 0; d < 4; d++) {
          points[i * 4 + d] = batch.get(i).point().get(d);
        }
      }
      Tensor logits = ((Mlp) model).call(Tensor.of(points, labels.length, 4));
      return logits.crossEntropy(Tensor.ofLongs(labels));
    }

    @Override
    public void beforeStep(Optimizer<?> optimizer, long step) {
      TaskContext context = TaskContext.get();
      if (failure == Failure.HOLD
          && step == HELD
          && context != null
          && context.partitionId() == 1) {
        failOnce();
      }
    }

    private void failOnce() {
      try {
        Files.createFile(Path.of(once));
        if (failure == Failure.HOLD) {
          new CountDownLatch(1).await();
        }
      } catch (FileAlreadyExistsException e) {
        return;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        throw new IllegalStateException("the task was stopped", e);
      }
      if (failure == Failure.END_OF_JVM) {
        Runtime.getRuntime().halt(137);
      }
      throw new IllegalStateException("fails once");
    }
  }

  static float[] values(NeuralModule model) {
    return new Layout(model).read();
  }
}
