package dev.forja.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The choice of kernels, in this JVM and in fresh JVMs. */
final class KernelProviderTest {
  private static final String VECTORS = "--add-modules=jdk.incubator.vector";

  @Test
  void vectorsWhereTheModuleIs() {
    assertThat(KernelProvider.choose(null, () -> null).name()).startsWith("vector-");
    assertThat(KernelProvider.choose("vector", () -> "slow").name()).startsWith("vector-");
    assertThat(KernelProvider.choose("scalar", () -> null).name()).isEqualTo("scalar");
  }

  @Test
  void anUnknownValueIsAnErrorThatNamesTheKnownOnes() {
    assertThatThrownBy(() -> KernelProvider.choose("simd", () -> null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("forja.kernels: 'simd' is not known; give scalar or vector, or leave it out");
  }

  @Test
  void vectorsWithoutTheModuleAreAnErrorThatNamesTheRemedy() throws Exception {
    assertThat(ChildJvm.run(Refusals.class, "-Dforja.kernels=vector"))
        .anyMatch(
            line ->
                line.startsWith(
                        "IllegalArgumentException: forja.kernels: 'vector' needs the module")
                    && line.endsWith("start java with --add-modules jdk.incubator.vector"));
  }

  @ParameterizedTest
  @CsvSource({
    "-Xint, Remove -Xint",
    "-XX:TieredStopAtLevel=1, Remove -XX:TieredStopAtLevel=1",
    "-XX:TieredStopAtLevel=3, 'Remove it, or set it to 4'",
    "-XX:CompilationMode=quick-only, or -XX:CompilationMode=quick-only",
    "-XX:-UseFMA, Remove such an option"
  })
  void whereVectorKernelsWouldBeSlowPlainLoopsStay(String option, String remedy) throws Exception {
    List<String> lines = ChildJvm.run(Refusals.class, VECTORS, option);
    assertThat(lines).anyMatch(line -> line.startsWith("works: Kernels[name=scalar"));
    assertThat(lines).filteredOn(line -> line.contains("plain loops")).hasSize(1);
    assertThat(lines).anyMatch(line -> line.contains(remedy));
  }

  @Test
  void vectorKernelsCanBeForcedWhereTheyWouldBeSlow() throws Exception {
    List<String> lines =
        ChildJvm.run(Refusals.class, VECTORS, "-XX:TieredStopAtLevel=1", "-Dforja.kernels=vector");
    assertThat(lines)
        .anyMatch(line -> line.startsWith("works: Kernels[name=vector-"))
        .noneMatch(line -> line.contains("plain loops"));
  }

  @Test
  void theLastOptionAboutTheLevelCounts() {
    assertThat(VectorSupport.stopsBelowC2(List.of("-Xmx1g", "-XX:TieredStopAtLevel=3"))).isTrue();
    assertThat(
            VectorSupport.stopsBelowC2(
                List.of("-XX:TieredStopAtLevel=1", "-XX:TieredStopAtLevel=4")))
        .isFalse();
    assertThat(VectorSupport.stopsBelowC2(List.of())).isFalse();
  }

  @Test
  void otherCompilersAreNotTrustedUnlessTheUserSaysSo() {
    String hotspot = "OpenJDK 64-Bit Server VM";
    assertThat(VectorSupport.compilerObstacle(hotspot, "25.0.3+9-LTS", "mixed mode, sharing"))
        .isNull();
    for (String[] jvm :
        List.of(
            new String[] {"Eclipse OpenJ9 VM", "openj9-0.56.0"},
            new String[] {"Java HotSpot(TM) 64-Bit Server VM", "25+37-LTS-jvmci-b01"},
            new String[] {"Substrate VM", "GraalVM CE 25"})) {
      assertThat(VectorSupport.compilerObstacle(jvm[0], jvm[1], "mixed mode"))
          .contains(jvm[0])
          .endsWith("-Dforja.kernels=vector");
    }
  }

  @Test
  void aJvmWithoutTheModuleSaysSoAndLoadsNoVectorClass() throws Exception {
    List<String> lines = run("-Xlog:class+load");
    assertThat(lines).anyMatch(line -> line.startsWith("kernels scalar"));
    assertThat(lines)
        .filteredOn(line -> line.contains("--add-modules jdk.incubator.vector"))
        .hasSize(1);
    assertThat(lines).anyMatch(line -> line.contains("dev.forja.kernel.scalar.ScalarMatmul"));
    assertThat(lines)
        .noneMatch(line -> line.contains("dev.forja.kernel.vector"))
        .noneMatch(line -> line.contains("jdk.incubator.vector."));
  }

  @Test
  void whoAsksForScalarIsNotTold() throws Exception {
    List<String> lines = run("-Dforja.kernels=scalar");
    assertThat(lines).hasSize(2);
    assertThat(lines.getFirst()).startsWith("kernels scalar");
  }

  @Test
  void theBitsDependNeitherOnTheNumberOfThreadsNorOnTheKernels() throws Exception {
    List<String> one = run(VECTORS, "-Dforja.threads=1");
    List<String> two = run(VECTORS, "-Dforja.threads=2");
    List<String> five = run(VECTORS, "-Dforja.threads=5");
    assertThat(one.getFirst()).endsWith("threads 1");
    assertThat(five.getFirst()).endsWith("threads 5");
    assertThat(two.getLast()).startsWith("bits ").isEqualTo(one.getLast());
    assertThat(five.getLast()).isEqualTo(one.getLast());
    assertThat(run("-Dforja.kernels=scalar", "-Dforja.threads=1").getLast())
        .isEqualTo(one.getLast());
    assertThat(run("-Dforja.kernels=scalar", "-Dforja.threads=3").getLast())
        .isEqualTo(one.getLast());
    for (String bits : List.of("128", "256", "512")) {
      assertThat(run(VECTORS, "-Dforja.vector.bits=" + bits, "-Dforja.threads=3").getLast())
          .as(bits)
          .isEqualTo(one.getLast());
    }
  }

  @Test
  void everyUseSaysWhichPropertyIsNotValid() throws Exception {
    for (String threads : List.of("0", "x", "2147483647")) {
      assertThat(ChildJvm.run(Refusals.class, VECTORS, "-Dforja.threads=" + threads))
          .hasSize(4)
          .allMatch(
              line ->
                  line.startsWith(
                      "IllegalArgumentException: forja.threads: '%s' is not a number of threads"
                          .formatted(threads)));
    }
    List<String> lines = ChildJvm.run(Refusals.class, VECTORS, "-Dforja.vector.bits=7");
    assertThat(List.of(lines.get(0), lines.get(2)))
        .allMatch(line -> line.startsWith("IllegalArgumentException: forja.vector.bits: '7'"));
  }

  private static List<String> run(String... options) throws IOException, InterruptedException {
    return ChildJvm.run(Checksums.class, options);
  }
}
