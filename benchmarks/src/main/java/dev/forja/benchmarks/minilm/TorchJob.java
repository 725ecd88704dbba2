package dev.forja.benchmarks.minilm;

import ai.djl.pytorch.jni.JniUtils;
import dev.forja.benchmarks.harness.Contender;
import dev.forja.benchmarks.peer.Libtorch;
import dev.forja.demo.minilm.MiniLm;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * All batches through libtorch: either its threads divide the work of each operator or, by batch,
 * each thread takes every n-th batch.
 */
final class TorchJob implements Contender {
  private final List<Libtorch> parts = new ArrayList<>();
  private final List<List<int[]>> batches;
  private final int threadsOfEach;

  TorchJob(MiniLm model, Passages passages, int threads, boolean byBatch) throws IOException {
    batches = passages.batches();
    threadsOfEach = byBatch ? 1 : threads;
    int count = byBatch ? threads : 1;
    for (int part = 0; part < count; part++) {
      List<List<int[]>> own = new ArrayList<>();
      for (int b = part; b < batches.size(); b += count) {
        own.add(batches.get(b));
      }
      parts.add(TorchScriptBert.of(model, own, threadsOfEach));
    }
  }

  @Override
  public void run() {
    JniUtils.setNumThreads(threadsOfEach);
    if (parts.size() == 1) {
      parts.getFirst().run();
      return;
    }
    List<Thread> threads =
        parts.stream()
            .map(
                part ->
                    Thread.ofPlatform()
                        .start(
                            () -> {
                              JniUtils.setNumThreads(threadsOfEach);
                              part.run();
                            }))
            .toList();
    for (Thread thread : threads) {
      join(thread);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public float[] output() {
    List<float[]> outputs = parts.stream().map(Libtorch::output).toList();
    int[] read = new int[parts.size()];
    List<float[]> inOrder = new ArrayList<>();
    for (int b = 0; b < batches.size(); b++) {
      int part = b % parts.size();
      int values = batches.get(b).size() * MiniLm.WIDTH;
      float[] own = new float[values];
      System.arraycopy(outputs.get(part), read[part], own, 0, values);
      read[part] += values;
      inOrder.add(own);
    }
    return Vectors.join(inOrder);
  }

  @Override
  public void close() {
    parts.forEach(Libtorch::close);
  }
}
