package dev.forja.spark;

import dev.forja.module.NeuralModule;
import dev.forja.optim.Optimizer;
import dev.forja.tensor.Philox;
import dev.forja.tensor.Randoms;
import dev.forja.tensor.Tensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;

/**
 * What a task does in a round: local steps on its partition. The result depends on the arguments
 * alone, so a task that is run again gives the same bits.
 *
 * @param id the name of the training: models are reused from round to round
 */
record LocalRound<E>(String id, TrainingTask<E> task, RoundPlan plan, Broadcast<RoundStart> start)
    implements Function2<Integer, Iterator<List<E>>, Iterator<RoundPart>> {

  /** Models of this JVM that no task uses at the moment. */
  private record Pool(Queue<NeuralModule> models) {}

  @Override
  public Iterator<RoundPart> call(Integer partition, Iterator<List<E>> data) throws Exception {
    Recipe<Pool> recipe =
        new Recipe<>("training " + id, null, _ -> new Pool(new ConcurrentLinkedQueue<>()));
    Queue<NeuralModule> models = Registry.get(recipe, () -> {}).models();
    NeuralModule free = models.poll();
    NeuralModule model = free == null ? task.model() : free;
    RoundPart part = run(partition, data.hasNext() ? data.next() : List.of(), model);
    models.add(model);
    return List.of(part).iterator();
  }

  private RoundPart run(int partition, List<E> examples, NeuralModule model) throws IOException {
    RoundStart from = start.value();
    Layout layout = new Layout(model);
    layout.write(from.values());
    layout.writeCounts(from.counts());
    model.train();
    model.zeroGrad();
    if (examples.isEmpty()) {
      return new RoundPart(
          partition, 0, 0, new float[from.values().length], layout.used(), from.counts(), null);
    }
    Optimizer<?> optimizer = task.optimizer(model);
    restore(optimizer, partition, from);
    double loss = 0;
    for (int k = 0; k < plan.localSteps(); k++) {
      long step = from.round() * plan.localSteps() + k;
      optimizer.zeroGrad();
      model.zeroGrad();
      loss += backward(model, partition, examples, step);
      if (!plan.isSynchronous()) {
        task.beforeStep(optimizer, step);
        optimizer.step();
      }
    }
    long count = (long) plan.localSteps() * plan.batch();
    return new RoundPart(
        partition,
        count,
        loss * plan.batch(),
        RoundPart.scaled(changes(layout, from), (double) count),
        layout.used(),
        layout.readCounts(),
        keep(optimizer, partition, from, count));
  }

  private double backward(NeuralModule model, int partition, List<E> examples, long step) {
    List<E> batch = new ArrayList<>();
    for (int place : Sampling.batch(plan.seed(), partition, examples.size(), step, plan.batch())) {
      batch.add(examples.get(place));
    }
    Philox random = new Philox(Sampling.seed(~plan.seed(), partition, step));
    return Randoms.callWith(
        random,
        () -> {
          Tensor loss = task.loss(model, batch);
          double value = loss.item();
          if (!Double.isFinite(value)) {
            throw new IllegalStateException(
                "the loss of partition %d is %s in step %d: try a smaller learning rate"
                    .formatted(partition, value, step));
          }
          loss.backward();
          return value;
        });
  }

  /** Gradients of parameters or their changes, and the changes of buffers. */
  private float[] changes(Layout layout, RoundStart from) {
    float[] changes = layout.read();
    for (int i = 0; i < changes.length; i++) {
      changes[i] -= from.values()[i];
    }
    if (plan.isSynchronous()) {
      System.arraycopy(layout.gradients(), 0, changes, 0, layout.parameterValues());
    }
    return changes;
  }

  private void restore(Optimizer<?> optimizer, int partition, RoundStart from) throws IOException {
    OptimizerValues averaged = from.optimizer();
    if (averaged != null) {
      optimizer.loadStateDict(averaged.checkpoint());
    } else if (plan.keepsState() && from.round() > 0) {
      optimizer.loadStateDict(RoundFiles.ofTask(plan).readKept(from.round(), partition));
    }
  }

  private @Nullable OptimizerValues keep(
      Optimizer<?> optimizer, int partition, RoundStart from, long count) throws IOException {
    if (plan.isSynchronous()) {
      return null;
    }
    if (plan.keepsState()) {
      RoundFiles.ofTask(plan).writeKept(from.round() + 1, partition, optimizer.stateDict());
      return null;
    }
    return OptimizerValues.of(optimizer.stateDict()).times((double) count);
  }
}
