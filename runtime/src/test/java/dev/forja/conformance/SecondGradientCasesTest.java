package dev.forja.conformance;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * Second gradients of PyTorch, of the cases in the test resources, or of those in the folders that
 * {@code -Dforja.second} names, separated by commas.
 */
@Tag("both-kernels")
class SecondGradientCasesTest {
  private static final Tally TALLY = new Tally();

  @TestFactory
  Stream<DynamicTest> cases() throws URISyntaxException {
    String given = System.getProperty("forja.second");
    CaseRunner runner = new CaseRunner(TALLY);
    return given == null
        ? runner.tests(Shipped.folder("conformance-second"))
        : Stream.of(given.split(",")).flatMap(folder -> runner.tests(Path.of(folder)));
  }

  @AfterAll
  static void report() {
    System.out.println(TALLY.report());
  }
}
