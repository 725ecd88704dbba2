package dev.forja.benchmarks.stress;

import dev.forja.array.Storage;
import dev.forja.kernel.parallel.Parallel;
import dev.forja.kernel.parallel.ScratchPool;
import dev.forja.nn.Linear;
import dev.forja.tensor.NoGrad;
import dev.forja.tensor.Tensor;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * The state that threads share below the models: the pool of workers, scratch memory and packed
 * weights.
 */
public final class MemoryFromTwoThreads {
  private MemoryFromTwoThreads() {}

  /** Two jobs at once: each task runs once, and the caller sees what it wrote. */
  @JCStressTest
  @State
  @Outcome(id = "10, 10", expect = Expect.ACCEPTABLE, desc = "each task of both, once")
  public static class Workers {
    private static int job() {
      int[] done = new int[4];
      Parallel.run(4, task -> done[task] += task + 1);
      return done[0] + done[1] + done[2] + done[3];
    }

    /** Runs the first job. */
    @Actor
    public void first(II_Result r) {
      r.r1 = job();
    }

    /** Runs the second job. */
    @Actor
    public void second(II_Result r) {
      r.r2 = job();
    }
  }

  /** Scratch memory in use belongs to one thread; returned memory is available only once. */
  @JCStressTest
  @State
  @Outcome(id = "1, 2", expect = Expect.ACCEPTABLE, desc = "each has its own")
  public static class Scratch {
    private static final ScratchPool<int[]> POOL = new ScratchPool<>(() -> new int[1]);

    private static int use(int mark) {
      int[] scratch = POOL.take();
      scratch[0] = mark;
      Thread.onSpinWait();
      int read = scratch[0];
      POOL.giveBack(scratch);
      return read;
    }

    /** Uses scratch memory. */
    @Actor
    public void first(II_Result r) {
      r.r1 = use(1);
    }

    /** Uses scratch memory too. */
    @Actor
    public void second(II_Result r) {
      r.r2 = use(2);
    }
  }

  /** A thread that sees the new version of a storage also sees its new values. */
  @JCStressTest
  @State
  @Outcome(id = "0, [01]", expect = Expect.ACCEPTABLE, desc = "the old version, either value")
  @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "the new version, the new value")
  public static class Version {
    private final Storage storage = Storage.of(new float[1]);

    /** Changes the storage in place. */
    @Actor
    public void change() {
      storage.floats()[0] = 1;
      storage.touch();
    }

    /** Reads the version and then the values, as the packing of weights does. */
    @Actor
    public void read(II_Result r) {
      r.r1 = storage.version();
      r.r2 = (int) storage.floats()[0];
    }
  }

  /** Two concurrent changes count as two: no version number is assigned twice. */
  @JCStressTest
  @State
  @Outcome(id = "2", expect = Expect.ACCEPTABLE, desc = "two changes")
  public static class TwoChanges {
    private final Storage storage = Storage.of(new float[1]);

    /** Makes the first change. */
    @Actor
    public void first() {
      storage.touch();
    }

    /** Makes the second change. */
    @Actor
    public void second() {
      storage.touch();
    }

    /** Checks the final state. */
    @Arbiter
    public void judge(I_Result r) {
      r.r1 = storage.version();
    }
  }

  /** Weights that were packed while others were being loaded are not used after the loading. */
  @JCStressTest
  @State
  @Outcome(id = "2", expect = Expect.ACCEPTABLE, desc = "the product with the new weights")
  public static class Packed {
    private static final Tensor X = Tensor.ones(40, 1);
    private static final Tensor NEW = Tensor.full(new int[] {2, 1}, 2);
    private final Linear layer = layer();

    private static Linear layer() {
      Linear made = Linear.of(1, 2);
      made.weight().copyFrom(Tensor.ones(2, 1));
      made.parameter("bias").copyFrom(Tensor.zeros(2));
      return made;
    }

    private float call() {
      return NoGrad.call(() -> layer.call(X).toFloats()[79]);
    }

    /** Loads the weights. */
    @Actor
    public void load() {
      layer.weight().copyFrom(NEW);
    }

    /** Calls the module often enough for its weights to be packed. */
    @Actor
    public void callTwice() {
      var _ = call() + call();
    }

    /** Checks the final state. */
    @Arbiter
    public void judge(I_Result r) {
      r.r1 = (int) call();
    }
  }
}
