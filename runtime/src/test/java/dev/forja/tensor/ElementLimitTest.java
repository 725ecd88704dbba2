package dev.forja.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** An op that would give too many elements is refused before it takes any memory. */
class ElementLimitTest {
  @Test
  void anOpThatWouldGiveMoreIsRefused() {
    Tensor column = Tensor.ones(5_000, 1);
    Tensor row = Tensor.ones(1, 5_000);
    assertThatThrownBy(() -> ElementLimit.call(1_000_000, () -> column.mul(row)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("mul would give")
        .hasMessageContaining("more than the 1000000 elements that a tensor may have here");
    Tensor few = ElementLimit.call(5_000, () -> row.add(1));
    assertThat(few.count()).isEqualTo(5_000);
    assertThat(ElementLimit.current()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void theLowerLimitStays() {
    assertThat(ElementLimit.<Long, RuntimeException>call(5, ElementLimit::current)).isEqualTo(5);
    long inner =
        ElementLimit.<Long, RuntimeException>call(
            5, () -> ElementLimit.<Long, RuntimeException>call(9, ElementLimit::current));
    assertThat(inner).isEqualTo(5);
  }
}
