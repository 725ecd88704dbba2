package dev.forja.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.forja.nn.Dropout;
import dev.forja.nn.Linear;
import dev.forja.nn.ReLU;
import dev.forja.nn.Sequential;
import dev.forja.tensor.OpListener;
import dev.forja.tensor.Tensor;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Profiles of the time and the memory of calls. */
class ProfileTest {
  private final Sequential model =
      Sequential.of(
          Linear.of(64, 32), Sequential.of(ReLU.of(), Linear.of(32, 32)), Dropout.of(0.5));
  private final Tensor x = Tensor.randn(16, 64);

  @Test
  void timeAndMemoryAddUpOverModulesAndOps() {
    Profile profile = Profile.of(model, x);
    List<Profile.ModuleCost> modules = profile.modules();
    assertThat(modules)
        .extracting(Profile.ModuleCost::path)
        .containsExactly("", "0", "1", "1.0", "1.1", "2");
    assertThat(modules).allMatch(each -> each.calls() == 1);
    assertThat(modules).allMatch(each -> each.selfNanos() <= each.totalNanos());
    double self = modules.stream().mapToDouble(Profile.ModuleCost::selfNanos).sum();
    assertThat(self).isCloseTo(modules.getFirst().totalNanos(), within(1.0));
    assertThat(modules.getFirst().totalNanos()).isLessThanOrEqualTo(profile.nanos());
    double bytes = modules.stream().mapToDouble(Profile.ModuleCost::selfBytes).sum();
    assertThat(bytes).isCloseTo(modules.getFirst().totalBytes(), within(1.0));
    assertThat(modules.get(1).selfBytes()).isGreaterThan(16 * 32 * Float.BYTES);
    assertThat(profile.ops())
        .extracting(Profile.OpCost::op)
        .containsExactlyInAnyOrder("linear", "relu", "dropout");
    assertThat(profile.ops().stream().mapToDouble(Profile.OpCost::nanos).sum())
        .isLessThanOrEqualTo(profile.nanos())
        .isCloseTo(profile.nodeNanos().stream().mapToDouble(each -> each).sum(), within(1.0));
    assertThat(profile.nodeNanos()).hasSameSizeAs(profile.graph().nodes());
    assertThat(profile.toString())
        .contains("Total FLOPs", "1.1", "Linear", "dropout", "bytes allocated");
  }

  @Test
  void runsAsOftenAsAskedAndLeavesNothingBehind() {
    AtomicInteger calls = new AtomicInteger();
    Profile profile =
        Profile.of(
            2,
            3,
            () -> {
              calls.incrementAndGet();
              return model.call(x);
            });
    assertThat(calls).hasValue(5);
    assertThat(profile.ops())
        .filteredOn(op -> op.op().equals("linear"))
        .first()
        .extracting(Profile.OpCost::count)
        .isEqualTo(2.0);
    assertThat(OpListener.current()).isNull();
    assertThatThrownBy(() -> Profile.of(0, 1, () -> x)).hasMessageContaining("1 or more of each");
    assertThatThrownBy(
            () ->
                Profile.of(
                    () -> {
                      throw new IOException("no");
                    }))
        .isExactlyInstanceOf(IOException.class);
  }

  @Test
  void aWarmUpThatHitItsLimitMakesAColdProfile() {
    AtomicInteger calls = new AtomicInteger();
    Profile cold = Profile.of(calls::incrementAndGet, 0, 0);
    assertThat(cold.isCold()).isTrue();
    assertThat(cold.toString())
        .endsWith("after 5 runs, 200 are enough; times may be too long%n".formatted());
    assertThat(calls).hasValue(5 + 10);

    Profile warm = Profile.of(calls::incrementAndGet, 0, Long.MAX_VALUE);
    assertThat(warm.isCold()).isFalse();
    assertThat(warm.toString()).endsWith("bytes allocated%n".formatted());
    assertThat(calls).hasValue(5 + 10 + 200 + 10);
  }

  @Test
  void carriedTasksAreMeasured() {
    TraceModels_ParallelInvoker parallel = TraceModels_ParallelInvoker.of();
    Tensor input = Tensor.randn(4, 3);
    Profile profile = Profile.of(parallel, input);
    assertThat(profile.modules())
        .extracting(Profile.ModuleCost::path)
        .containsExactlyInAnyOrder("", "left", "right");
  }

  @Test
  void isAFlameGraph() {
    Tensor large = Tensor.randn(512, 64);
    Profile profile = Profile.of(model, large);
    assertThat(profile.folded().lines())
        .allMatch(line -> line.matches("\\(all\\).* \\d+"))
        .anyMatch(line -> line.startsWith("(all);Sequential;0 (Linear);linear "));
    String svg = profile.svg();
    assertThat(svg).startsWith("<svg xmlns=\"http://www.w3.org/2000/svg\"").endsWith("</svg>\n");
    for (String tag : List.of("g", "title", "text", "svg")) {
      assertThat(svg.split("<" + tag + "[ >]", -1)).hasSameSizeAs(svg.split("</" + tag + ">", -1));
    }
    assertThat(svg).contains("<title>0 (Linear): ").contains("<title>linear: ");
  }
}
