package dev.forja.benchmarks.peer;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import dev.forja.benchmarks.harness.Contender;
import dev.forja.benchmarks.harness.Targets;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A TorchScript method run by libtorch 2.7.1 through DJL. The whole work is one call from Java, so
 * that libtorch is timed, and not the overhead of calling it.
 */
public final class Libtorch implements Contender {
  private final PtNDManager manager;
  private final PtSymbolBlock module;
  private final NDList arguments = new NDList();
  private final boolean training;
  private @Nullable NDList results;

  /**
   * @param forward the method {@code forward(self: __torch__.M, ...)} in TorchScript
   * @param training whether gradients are recorded
   */
  public Libtorch(int threads, String forward, boolean training) throws IOException {
    System.setProperty("DJL_CACHE_DIR", Targets.folder().resolve("natives/djl").toString());
    manager = (PtNDManager) Engine.getEngine("PyTorch").newBaseManager();
    JniUtils.setNumThreads(threads);
    module = JniUtils.loadModule(manager, TorchScript.module(forward), false, false);
    this.training = training;
    JniUtils.setGradMode(training);
    if (training) {
      JniUtils.enableTrainingMode(module);
    } else {
      JniUtils.enableInferenceMode(module);
    }
  }

  /**
   * Adds an argument. Arguments with the same name that ends in {@code []} form one list, at the
   * position of the first.
   */
  public PtNDArray argument(String name, float[] values, int... shape) {
    return pass(name, (PtNDArray) manager.create(values, shape(shape)));
  }

  /** Adds an int64 argument. */
  public void argument(String name, long[] values, int... shape) {
    pass(name, (PtNDArray) manager.create(values, shape(shape)));
  }

  /** Adds a boolean argument. */
  public void argument(String name, boolean[] values, int... shape) {
    pass(name, (PtNDArray) manager.create(values, shape(shape)));
  }

  /** Adds an argument of another method, under the same name; both share its memory. */
  public void argument(PtNDArray values) {
    arguments.add(values);
  }

  /** Adds an argument that requires gradients. */
  public void leaf(String name, float[] values, int... shape) {
    leaf(name, (PtNDArray) manager.create(values, shape(shape)));
  }

  /** Adds an argument that requires gradients and shares the memory of {@code values}. */
  public void leaf(String name, PtNDArray values) {
    PtNDArray leaf = JniUtils.detachGradient(values);
    leaf.setRequiresGradient(true);
    pass(name, leaf);
  }

  private PtNDArray pass(String name, PtNDArray array) {
    array.setName(name);
    arguments.add(array);
    return array;
  }

  private static Shape shape(int[] sizes) {
    return new Shape(Arrays.stream(sizes).asLongStream().toArray());
  }

  @Override
  public void run() {
    if (results != null) {
      results.close();
    }
    results = IValueUtils.forward(module, arguments, training);
  }

  /** The tensors that the method returned, one after the other. */
  @Override
  public float[] output() {
    if (results == null) {
      throw new IllegalStateException("nothing was run yet");
    }
    float[] all = new float[0];
    for (NDArray result : results) {
      float[] values = result.toFloatArray();
      int before = all.length;
      all = Arrays.copyOf(all, before + values.length);
      System.arraycopy(values, 0, all, before, values.length);
    }
    return all;
  }

  @Override
  public void close() {
    module.close();
    manager.close();
  }
}
