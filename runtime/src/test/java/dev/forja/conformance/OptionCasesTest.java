package dev.forja.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URISyntaxException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** The cases of the folder conformance-options, for options that the first cases do not vary. */
@Tag("both-kernels")
class OptionCasesTest {
  private static final Tally TALLY = new Tally();

  @TestFactory
  Stream<DynamicTest> cases() throws URISyntaxException {
    return new CaseRunner(TALLY, true).tests(Shipped.folder("conformance-options"));
  }

  @AfterAll
  static void report() {
    System.out.println(TALLY.report());
    assertThat(TALLY.report()).contains("0 failed, 0 skipped");
  }
}
