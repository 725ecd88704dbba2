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
 * A TorchScript method run by libtorch 2.7.1 through DJL: one call from Java for the whole work, so
 * that what is timed is libtorch and not the way to it.
 */
public final class Libtorch implements Contender {
  private final PtNDManager manager;
  private final PtSymbolBlock module;
  private final NDList arguments = new NDList();
  private final boolean training;
  private @Nullable NDList results;

  /**
   * @param forward the method {@code forward(self: __torch__.M, ...)} as TorchScript's code
   * @param training whether gradients are to be recorded
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
   * One more argument. Those of one name that ends in {@code []} are one list, in the place of the
   * first.
   */
  public PtNDArray argument(String name, float[] values, int... shape) {
    return pass(name, (PtNDArray) manager.create(values, shape(shape)));
  }

  /** One more argument, of int64. */
  public void argument(String name, long[] values, int... shape) {
    pass(name, (PtNDArray) manager.create(values, shape(shape)));
  }

  /** One more argument, of booleans. */
  public void argument(String name, boolean[] values, int... shape) {
    pass(name, (PtNDArray) manager.create(values, shape(shape)));
  }

  /** One more argument, which gradients are wanted for. */
  public void leaf(String name, float[] values, int... shape) {
    leaf(name, (PtNDArray) manager.create(values, shape(shape)));
  }

  /** One more argument, which gradients are wanted for, over the memory of {@code values}. */
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
