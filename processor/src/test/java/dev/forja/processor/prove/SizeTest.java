package dev.forja.processor.prove;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The normal form of sums and quotients, and what can be proven about them. */
final class SizeTest {
  private final Symbol count = new Symbol("n");
  private final Size n = Size.of(count);
  private final Symbol divisor = new Symbol("k");
  private final Size k = Size.of(divisor);

  private static Size of(long value) {
    return Size.of(value);
  }

  @Test
  void equalSumsAreEqual() {
    Size product = n.plus(of(1)).times(n.minus(of(1)));
    assertThat(product).isEqualTo(n.times(n).minus(of(1)));
    assertThat(product.show()).isEqualTo("n * n - 1");
    assertThat(n.times(k).over(k)).isEqualTo(n);
    assertThat(of(6).times(n).over(of(3))).isEqualTo(of(2).times(n));
  }

  @Test
  void twoSymbolsOfOneNameAreTwo() {
    Size other = Size.of(new Symbol("n"));
    assertThat(other).isNotEqualTo(n);
    assertThat(n.minus(other).isNever(0)).isFalse();
  }

  @Test
  void quotientsAreSplitWhereTheyMayBe() {
    count.markPositive();
    Size odd = of(2).times(n).plus(of(3));
    assertThat(odd.over(of(2))).isEqualTo(n.plus(of(1)));
    assertThat(n.minus(of(1)).over(of(2)).plus(of(1))).isEqualTo(n.plus(of(1)).over(of(2)));
    assertThat(k.plus(of(2)).over(of(2))).isNotEqualTo(k.over(of(2)).plus(of(1)));
    assertThat(of(7).modulo(of(3))).isEqualTo(of(1));
  }

  @Test
  void onlyTheCertainIsCertain() {
    assertThat(n.isNever(n.plus(of(1)))).isTrue();
    assertThat(n.isNever(of(0))).isFalse();
    assertThat(of(2).times(k).isNever(of(7))).isTrue();
    assertThat(of(2).times(k).isNever(of(8))).isFalse();
    assertThat(of(4).times(n).isNever(of(5).times(n))).isFalse();
    count.markPositive();
    assertThat(n.isNever(of(0))).isTrue();
    assertThat(of(4).times(n).isNever(of(5).times(n))).isTrue();
    assertThat(n.isNever(of(1))).isFalse();
    assertThat(n.isNever(k)).isFalse();
    assertThat(Size.UNKNOWN.isNever(of(1))).isFalse();
    assertThat(Size.UNKNOWN.isAlways(Size.UNKNOWN)).isFalse();
  }

  /** {@code n % k} is 0 or more, but not if it is multiplied by a number of unknown sign. */
  @Test
  void aRemainderTimesANumberThatMayBeNegativeHasNoBound() {
    Size x = Size.of(new Symbol("x"));
    count.markPositive();
    divisor.markPositive();
    Size product = x.times(n).minus(x.times(k).times(n.over(k)));
    assertThat(product.plus(of(1)).isNever(0)).isFalse();
    assertThat(n.modulo(k).plus(of(1)).isNever(0)).isTrue();
  }

  /** {@code k * (n / k)} is at most n. */
  @Test
  void aQuotientTimesItsDivisorIsNoMoreThanTheDividend() {
    Size whole = n.over(k).times(k);
    assertThat(whole.isNever(n.plus(of(1)))).isFalse();
    count.markPositive();
    assertThat(whole.isNever(n.plus(of(1)))).isFalse();
    divisor.markPositive();
    assertThat(whole.isNever(n.plus(of(1)))).isTrue();
    assertThat(whole.isNever(n)).isFalse();
    assertThat(of(3).times(n).over(of(2)).times(of(2)).isNever(of(3).times(n))).isFalse();
    assertThat(of(3).times(n).over(of(4)).over(k).times(k).isNever(n)).isTrue();
    assertThat(of(5).times(n).over(of(4)).over(k).times(k).isNever(n)).isFalse();
  }

  @Test
  void whatWasLearnedIsForgottenAgain() {
    Facts facts = new Facts();
    Size m = Size.of(new Symbol("m", facts));
    Size p = Size.of(new Symbol("p", facts));
    Size next = p.plus(of(1));
    assertThat(m.isNever(next)).isFalse();
    m.learn(p);
    assertThat(m.isNever(next)).isTrue();
    assertThat(m.isAlways(p)).isTrue();
    assertThat(m.over(of(2)).isAlways(p.over(of(2)))).isTrue();
    assertThat(m.show()).isEqualTo("m");
    facts.forgetSince(0);
    assertThat(m.isAlways(p)).isFalse();
    of(2).times(m).markPositive();
    assertThat(m.isNever(0)).isTrue();
    facts.forgetSince(0);
    m.times(m).markPositive(); // both may be negative
    assertThat(m.isNever(0)).isFalse();
  }

  @Test
  void aSymbolThatOccursInASizeIsNotReplacedByIt() {
    n.learn(n.times(k));
    assertThat(n.isAlways(n.times(k))).isFalse();
    n.learn(k);
    k.learn(n);
    assertThat(n.isAlways(k)).isTrue();
  }

  @Test
  void whatOverflowsIsUnknown() {
    Size large = of(Long.MAX_VALUE / 2);
    assertThat(large.times(large).isKnown()).isFalse();
    assertThat(large.plus(Size.UNKNOWN).isKnown()).isFalse();
    assertThat(of(1).over(of(0)).isKnown()).isFalse();
  }

  @Test
  void theSmallerIsChosenWhereThatIsCertain() {
    count.markPositive();
    assertThat(n.min(n.plus(of(1)))).isEqualTo(n);
    assertThat(n.max(of(1))).isEqualTo(n);
    assertThat(n.min(of(5)).show()).isEqualTo("min(n, 5)");
  }
}
