package dev.forja.benchmarks.decode;

import dev.forja.benchmarks.harness.Contender;
import dev.forja.kernel.parallel.Parallel;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Reads as many bytes as writing tokens must, with all threads: one array for each thread and
 * stream, each read once from its begin to its end. Nothing is done with them but a sum, so this is
 * the bandwidth of the machine, as far as a loop reaches it.
 */
final class Reading implements Contender {
  /** Elements that a task reads: more than caches hold in sum, and few enough to be balanced. */
  private static final int PART = 1 << 20;

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  private final float[][] arrays;
  private final int times;
  private final float[] sums;

  /**
   * @param elements how many floats one pass reads
   * @param times the number of passes
   */
  Reading(long elements, int times) {
    this.times = times;
    arrays = new float[Math.toIntExact(Math.ceilDiv(elements, PART))][];
    for (int i = 0; i < arrays.length; i++) {
      arrays[i] = new float[(int) Math.min(PART, elements - (long) i * PART)];
      Arrays.fill(arrays[i], 1);
    }
    sums = new float[arrays.length];
  }

  @Override
  public void run() {
    int threads = Parallel.threads();
    int share = Math.ceilDiv(arrays.length, threads);
    for (int time = 0; time < times; time++) {
      Parallel.run(
          threads,
          thread -> {
            int end = Math.min(arrays.length, (thread + 1) * share);
            for (int i = thread * share; i < end; i++) {
              sums[i] = sum(arrays[i]);
            }
          });
    }
  }

  /** Four streams, each with two sums. */
  private static float sum(float[] x) {
    int quarter = x.length / 4 / (2 * LANES) * (2 * LANES);
    FloatVector a = FloatVector.zero(SPECIES);
    FloatVector b = a;
    FloatVector c = a;
    FloatVector d = a;
    FloatVector e = a;
    FloatVector f = a;
    FloatVector g = a;
    FloatVector h = a;
    for (int i = 0; i < quarter; i += 2 * LANES) {
      a = a.add(FloatVector.fromArray(SPECIES, x, i));
      b = b.add(FloatVector.fromArray(SPECIES, x, i + LANES));
      c = c.add(FloatVector.fromArray(SPECIES, x, quarter + i));
      d = d.add(FloatVector.fromArray(SPECIES, x, quarter + i + LANES));
      e = e.add(FloatVector.fromArray(SPECIES, x, 2 * quarter + i));
      f = f.add(FloatVector.fromArray(SPECIES, x, 2 * quarter + i + LANES));
      g = g.add(FloatVector.fromArray(SPECIES, x, 3 * quarter + i));
      h = h.add(FloatVector.fromArray(SPECIES, x, 3 * quarter + i + LANES));
    }
    float sum = a.add(b).add(c.add(d)).add(e.add(f).add(g.add(h))).reduceLanes(VectorOperators.ADD);
    for (int i = 4 * quarter; i < x.length; i++) {
      sum += x[i];
    }
    return sum;
  }

  @Override
  public float[] output() {
    return sums.clone();
  }
}
