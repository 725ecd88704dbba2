package dev.forja.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.forja.kernel.vector.base.Lanes;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import jdk.incubator.vector.FloatVector;
import org.junit.jupiter.api.Test;

/**
 * Vector kernels of rows and elements allocate nothing once the JIT compiler has compiled them: a
 * vector that a method returns, or keeps over a call that is not inlined, would be an object each
 * time. The kernels of whole products are watched through the calls of models, in {@code
 * ReplayTest}.
 *
 * <p>The compiler does not inline the same methods in each JVM: that depends on which of them it
 * has compiled before. So a kernel passes if it allocates nothing in one of a few JVMs; a kernel
 * that keeps vectors as objects allocates in all.
 */
final class NoGarbageTest {
  private static final int JVMS = 5;

  @Test
  @EveryWidth
  void compiledKernelsAllocateNothing() throws Exception {
    assumeTrue(
        Lanes.LANES <= FloatVector.SPECIES_PREFERRED.length(),
        "vectors wider than the machine's are objects always");

    Set<String> allocating = new LinkedHashSet<>(inOneJvm());
    for (int more = 1; more < JVMS && !allocating.isEmpty(); more++) {
      allocating.retainAll(inOneJvm());
    }
    assertThat(allocating).as("kernels that allocate").isEmpty();
  }

  private static List<String> inOneJvm() throws Exception {
    return ChildJvm.run(
        NoGarbage.class,
        "--add-modules=jdk.incubator.vector",
        "-Dforja.vector.bits=" + Lanes.LANES * Float.SIZE);
  }
}
