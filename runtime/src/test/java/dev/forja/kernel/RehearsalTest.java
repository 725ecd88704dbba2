package dev.forja.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.forja.kernel.vector.base.Lanes;
import java.util.List;
import jdk.incubator.vector.FloatVector;
import org.junit.jupiter.api.Test;

/**
 * Every family of vector kernels is switched to once it is compiled: its rehearsal then allocates
 * no more than descriptions of operands. If it did, the family, and all behind it, would wait for
 * the longest time that a rehearsal may take.
 */
final class RehearsalTest {
  private static final int JVMS = 4;

  @Test
  @EveryWidth
  void everyFamilyIsSwitchedToOnceItIsCompiled() throws Exception {
    assumeTrue(
        Lanes.LANES <= FloatVector.SPECIES_PREFERRED.length(),
        "vectors wider than the machine's are objects always");

    List<String> waiting = inOneJvm();
    for (int more = 1; more < JVMS && !waiting.isEmpty(); more++) {
      waiting = inOneJvm();
    }
    assertThat(waiting).as("families that would not be switched to").isEmpty();
  }

  private static List<String> inOneJvm() throws Exception {
    return ChildJvm.run(
        RehearsedFamilies.class,
        "--add-modules=jdk.incubator.vector",
        "-Dforja.vector.bits=" + Lanes.LANES * Float.SIZE);
  }
}
