package dev.forja.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forja.processor.Compiled.Compiler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jacoco.core.analysis.Analyzer;
import org.jacoco.core.analysis.CoverageBuilder;
import org.jacoco.core.analysis.IClassCoverage;
import org.jacoco.core.data.ExecutionDataStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** JaCoCo counts the classes that users wrote, and leaves out those that the processor wrote. */
final class CoverageToolsTest {
  @TempDir Path work;

  @Test
  void jacocoCountsNoGeneratedCode() throws IOException {
    Path source =
        Files.writeString(
            work.resolve("Net.java"),
            """
            class Net {
              record Part(int n) { @dev.forja.Forward int forward(int x) { return x + n; } }
              @dev.forja.Forward int forward(int x) { return x; }
            }
            """);
    Compiled compiled =
        Compiler.JAVAC.compile(List.of(source), work, new ForwardProcessor(), List.of());
    assertThat(compiled.problems()).isEmpty();
    assertThat(compiled.generated()).hasSize(2);
    CoverageBuilder coverage = new CoverageBuilder();
    int analysed =
        new Analyzer(new ExecutionDataStore(), coverage).analyzeAll(compiled.classes().toFile());
    assertThat(analysed).isGreaterThan(4); // the invokers were among them
    assertThat(coverage.getClasses())
        .filteredOn(each -> each.getInstructionCounter().getTotalCount() > 0)
        .extracting(IClassCoverage::getName)
        .containsExactlyInAnyOrder("Net", "Net$Part");
  }
}
