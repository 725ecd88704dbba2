package dev.forja.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URISyntaxException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The cases of further folders: options that the first cases do not vary, extreme sizes and values,
 * and ops, losses and layers that the first cases do not have.
 */
@Tag("both-kernels")
class OptionCasesTest {
  private static final Tally TALLY = new Tally();

  @TestFactory
  Stream<DynamicTest> options() throws URISyntaxException {
    return new CaseRunner(TALLY).tests(Shipped.folder("conformance-options"));
  }

  @TestFactory
  Stream<DynamicTest> extremes() throws URISyntaxException {
    return new CaseRunner(TALLY).tests(Shipped.folder("conformance-extremes"));
  }

  @TestFactory
  Stream<DynamicTest> ops() throws URISyntaxException {
    return new CaseRunner(TALLY).tests(Shipped.folder("conformance-ops"));
  }

  @TestFactory
  Stream<DynamicTest> furtherLayers() throws URISyntaxException {
    return new CaseRunner(TALLY).tests(Shipped.folder("conformance-layers"));
  }

  @TestFactory
  Stream<DynamicTest> matricesAndPlaces() throws URISyntaxException {
    return new CaseRunner(TALLY).tests(Shipped.folder("conformance-matrices"));
  }

  @TestFactory
  Stream<DynamicTest> secondGradientsOfMatricesAndPlaces() throws URISyntaxException {
    return new CaseRunner(TALLY).tests(Shipped.folder("conformance-matrices/second"));
  }

  @AfterAll
  static void report() {
    System.out.println(TALLY.report());
  }

  @Test
  void everyOpAndLayerAndLossIsTriedAtItsExtremes() throws URISyntaxException {
    List<Case> cases = Case.all(Shipped.folder("conformance-extremes"));
    for (String kind : List.of("op", "layer", "loss")) {
      assertThat(cases.stream().filter(c -> c.kind().equals(kind)).map(Case::type))
          .containsAll(MustRun.TYPES.get(kind));
    }
  }

  @Test
  void theCasesOfFurtherOpsAreAllThere() throws URISyntaxException {
    List<Case> cases = Case.all(Shipped.folder("conformance-ops"));
    assertThat(cases).hasSize(614).extracting(Case::name).doesNotHaveDuplicates();
    assertThat(cases).extracting(Case::type).contains("scatter_reduce", "istft", "CTCLoss");
  }
}
