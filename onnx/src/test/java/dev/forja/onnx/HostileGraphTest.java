package dev.forja.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forja.onnx.operators.OnnxValue;
import java.io.ByteArrayInputStream;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Damaged graphs cause only errors of this package, when they are read and when they run, and
 * reading allocates no more than a multiple of the file. More of them with {@code
 * -Dforja.onnx.mutations=100000}.
 */
class HostileGraphTest {
  private static final int MUTATIONS = Integer.getInteger("forja.onnx.mutations", 2_000);

  /** Bytes that reading may allocate for each byte of a file, and for any file at all. */
  private static final long PER_BYTE = 400;

  private static final long FOR_ANY = 1 << 20;

  @Test
  void damageEndsInOneOfOurErrors() throws Exception {
    List<SuiteCase> cases = SuiteSample.cases();
    Random random = new Random(25);
    int ran = 0;
    int refused = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      SuiteCase each = cases.get(random.nextInt(cases.size()));
      byte[] damaged = damaged(each.model(), random);
      OnnxGraph graph = read(damaged);
      if (graph == null) {
        refused++;
        continue;
      }
      try {
        Map<String, OnnxValue> given = each.given(graph);
        graph.runValues(given);
        ran++;
      } catch (OnnxException | OnnxCallException refusal) {
        refused++;
      }
    }
    assertThat(ran).isPositive();
    assertThat(refused).isPositive();
  }

  private static byte[] damaged(byte[] model, Random random) {
    byte[] damaged = model.clone();
    for (int changes = random.nextInt(1, 5); changes > 0; changes--) {
      int at = random.nextInt(damaged.length);
      damaged[at] =
          random.nextBoolean()
              ? (byte) random.nextInt()
              : (byte) (damaged[at] ^ (1 << random.nextInt(8)));
    }
    return damaged;
  }

  /**
   * Reads a file and measures it. The first reading of its kind also loads classes, whose memory is
   * not that of the file, so one that needs too much is measured again.
   */
  private static @Nullable OnnxGraph read(byte[] bytes) {
    long most = FOR_ANY + PER_BYTE * bytes.length;
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    OnnxGraph graph = null;
    long allocated = Long.MAX_VALUE;
    for (int attempt = 0; attempt < 2 && allocated >= most; attempt++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      try {
        graph = OnnxModel.load("m.onnx", new ByteArrayInputStream(bytes));
      } catch (OnnxException refusal) {
        assertThat(refusal).hasMessageStartingWith("m.onnx: ");
      }
      allocated = threads.getCurrentThreadAllocatedBytes() - before;
    }
    assertThat(allocated).isLessThan(most);
    return graph;
  }
}
