package dev.forja.processor.prove;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.LongBinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A partially known integer: a sum of products of {@link Atom}s in a normal form, so that equal
 * sums are equal objects. Arithmetic that overflows, grows too large or involves {@link #UNKNOWN}
 * gives {@link #UNKNOWN}.
 */
final class Size {
  /** No bound. */
  static final long UNBOUNDED = Long.MIN_VALUE;

  /** A number of which nothing is known. */
  static final Size UNKNOWN = new Size(new TreeMap<>(Size::order));

  private static final int MOST_TERMS = 24;

  /** Products of atoms, sorted by name, with their nonzero coefficients. */
  private final NavigableMap<List<Atom>, Long> terms;

  private Size(NavigableMap<List<Atom>, Long> terms) {
    this.terms = terms;
  }

  static Size of(long value) {
    NavigableMap<List<Atom>, Long> terms = new TreeMap<>(Size::order);
    if (value != 0) {
      terms.put(List.of(), value);
    }
    return new Size(terms);
  }

  static Size of(Atom atom) {
    NavigableMap<List<Atom>, Long> terms = new TreeMap<>(Size::order);
    terms.put(List.of(atom), 1L);
    return new Size(terms);
  }

  private static int order(List<Atom> a, List<Atom> b) {
    if (a.size() != b.size()) {
      return Integer.compare(b.size(), a.size());
    }
    for (int i = 0; i < a.size(); i++) {
      int order = order(a.get(i), b.get(i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private static int order(Atom a, Atom b) {
    return a.key().compareTo(b.key());
  }

  /** The products of which it is the sum, with their coefficients; must not be changed. */
  NavigableMap<List<Atom>, Long> terms() {
    return terms;
  }

  /** A text that is unique to this size. */
  String key() {
    StringBuilder text = new StringBuilder();
    terms.forEach(
        (atoms, count) -> {
          text.append(count);
          atoms.forEach(atom -> text.append('*').append(atom.key()));
          text.append('+');
        });
    return text.toString();
  }

  boolean isKnown() {
    return this != UNKNOWN;
  }

  /** The value, if it is a constant; otherwise null. */
  @Nullable Long constant() {
    if (!isKnown() || terms.size() > 1) {
      return null;
    }
    return terms.isEmpty() ? Long.valueOf(0) : terms.get(List.<Atom>of());
  }

  boolean is(long value) {
    Long constant = constant();
    return constant != null && constant == value;
  }

  /** The symbol, if the size consists of a single symbol; otherwise null. */
  @Nullable Symbol symbol() {
    if (!isKnown() || terms.size() != 1) {
      return null;
    }
    Map.Entry<List<Atom>, Long> term = terms.firstEntry();
    return term.getValue() == 1
            && term.getKey().size() == 1
            && term.getKey().getFirst() instanceof Symbol symbol
        ? symbol
        : null;
  }

  /**
   * The same number, with each symbol replaced by what is known to be equal to it. Sums are
   * compared in this form only, so that messages show the names in the code.
   */
  Size resolved() {
    if (terms.keySet().stream().flatMap(List::stream).allMatch(Size::isResolved)) {
      return this;
    }
    Size sum = of(0);
    for (Map.Entry<List<Atom>, Long> term : terms.entrySet()) {
      Size product = of(term.getValue());
      for (Atom atom : term.getKey()) {
        product = product.times(atom.resolved());
      }
      sum = sum.plus(product);
    }
    return sum;
  }

  private static boolean isResolved(Atom atom) {
    return atom.resolved().terms.containsKey(List.of(atom));
  }

  boolean contains(Symbol symbol) {
    return terms.keySet().stream().flatMap(List::stream).anyMatch(atom -> atom.contains(symbol));
  }

  /** Learns that the two are equal at this place of the code, if one of them is a symbol. */
  void learn(Size other) {
    Size own = resolved();
    Size its = other.resolved();
    if (!learn(its.symbol(), own)) {
      learn(own.symbol(), its);
    }
  }

  private static boolean learn(@Nullable Symbol symbol, Size size) {
    if (symbol == null || !size.isKnown() || size.contains(symbol)) {
      return false;
    }
    symbol.markEqual(size);
    if (symbol.least() > 0) {
      size.markPositive();
    }
    return true;
  }

  /**
   * Learns that this is the size of a tensor, and so 1 or more. If it is a product of which a
   * single factor may be less, this factor is 1 or more, too.
   */
  void markPositive() {
    if (isKnown() && terms.size() == 1 && terms.firstEntry().getValue() > 0) {
      List<Atom> open = terms.firstKey().stream().filter(atom -> atom.least() < 1).toList();
      if (open.size() == 1 && open.getFirst() instanceof Symbol symbol) {
        symbol.markPositive();
      }
    }
  }

  Size plus(Size other) {
    if (!isKnown() || !other.isKnown()) {
      return UNKNOWN;
    }
    NavigableMap<List<Atom>, Long> sum = new TreeMap<>(terms);
    return other.terms.entrySet().stream()
            .allMatch(term -> add(sum, term.getKey(), term.getValue()))
        ? new Size(sum)
        : UNKNOWN;
  }

  /** Adds a term; false if the sum overflows or becomes too large. */
  private static boolean add(NavigableMap<List<Atom>, Long> sum, List<Atom> atoms, long count) {
    long total = sum.getOrDefault(atoms, 0L) + count;
    if (total == 0) {
      sum.remove(atoms);
    } else {
      sum.put(atoms, total);
    }
    return Math.abs(total) <= Integer.MAX_VALUE * 1024L && sum.size() <= MOST_TERMS;
  }

  Size minus(Size other) {
    return plus(other.times(of(-1)));
  }

  Size times(Size other) {
    if (!isKnown() || !other.isKnown()) {
      return UNKNOWN;
    }
    NavigableMap<List<Atom>, Long> product = new TreeMap<>(Size::order);
    for (Map.Entry<List<Atom>, Long> left : terms.entrySet()) {
      for (Map.Entry<List<Atom>, Long> right : other.terms.entrySet()) {
        List<Atom> atoms = new ArrayList<>(left.getKey());
        atoms.addAll(right.getKey());
        atoms.sort(Size::order);
        long high = Math.multiplyHigh(left.getValue(), right.getValue());
        long count = left.getValue() * right.getValue();
        if ((high != 0 && high != -1) || !add(product, List.copyOf(atoms), count)) {
          return UNKNOWN;
        }
      }
    }
    return new Size(product);
  }

  /** Integer division as in Java. */
  Size over(Size divisor) {
    if (!isKnown() || !divisor.isKnown() || divisor.is(0)) {
      return UNKNOWN;
    }
    if (equals(divisor)) {
      return of(1);
    }
    Size exact = divisor.terms.size() == 1 ? exactly(divisor.terms.firstEntry()) : null;
    if (exact != null) {
      return exact;
    }
    Long by = divisor.constant();
    Long value = constant();
    if (by != null && value != null) {
      return of(value / by);
    }
    if (by == null || by < 1 || least() < 0) {
      return of(new Atom.Quotient(this, divisor));
    }
    // Integer parts are moved out of the quotient, so that (2 n + 3) / 2 and n + 1 + (1 / 2) are
    // equal.
    Size whole = split(by, Math::floorDiv);
    Size rest = split(by, Math::floorMod);
    if (rest.constant() != null) {
      return whole.plus(of(Math.floorDiv(rest.constant(), by)));
    }
    return rest.least() < 0
        ? of(new Atom.Quotient(this, divisor))
        : whole.plus(of(new Atom.Quotient(rest, divisor)));
  }

  private Size split(long by, LongBinaryOperator part) {
    NavigableMap<List<Atom>, Long> parts = new TreeMap<>(Size::order);
    terms.forEach((atoms, count) -> add(parts, atoms, part.applyAsLong(count, by)));
    return new Size(parts);
  }

  private @Nullable Size exactly(Map.Entry<List<Atom>, Long> divisor) {
    NavigableMap<List<Atom>, Long> quotient = new TreeMap<>(Size::order);
    for (Map.Entry<List<Atom>, Long> term : terms.entrySet()) {
      List<Atom> atoms = new ArrayList<>(term.getKey());
      for (Atom atom : divisor.getKey()) {
        if (!atoms.remove(atom)) {
          return null;
        }
      }
      if (term.getValue() % divisor.getValue() != 0) {
        return null;
      }
      quotient.put(List.copyOf(atoms), term.getValue() / divisor.getValue());
    }
    return new Size(quotient);
  }

  /** The remainder, as Java's {@code %}. */
  Size modulo(Size divisor) {
    return minus(over(divisor).times(divisor));
  }

  Size min(Size other) {
    if (!isKnown() || !other.isKnown()) {
      return UNKNOWN;
    }
    Size difference = minus(other);
    if (difference.most() <= 0 && difference.isKnown()) {
      return this;
    }
    return difference.least() >= 0 && difference.isKnown()
        ? other
        : of(new Atom.Lesser(this, other));
  }

  Size max(Size other) {
    Size difference = minus(other);
    if (!difference.isKnown()) {
      return UNKNOWN;
    }
    return difference.least() >= 0
        ? this
        : difference.most() <= 0 ? other : plus(other).minus(min(other));
  }

  /** The least value that it can have; {@link #UNBOUNDED} if none is known. */
  long least() {
    return SizeBounds.least(this);
  }

  /** A single term. */
  static Size of(List<Atom> atoms, long count) {
    NavigableMap<List<Atom>, Long> terms = new TreeMap<>(Size::order);
    terms.put(List.copyOf(atoms), count);
    return new Size(terms);
  }

  /** The greatest value that it can have; {@link Long#MAX_VALUE} if none is known. */
  long most() {
    long least = times(of(-1)).least();
    return least == UNBOUNDED ? Long.MAX_VALUE : -least;
  }

  /** Whether it differs from this value for all sizes. */
  boolean isNever(long value) {
    return isNever(of(value));
  }

  /** Whether the two differ for all sizes. */
  boolean isNever(Size other) {
    Size difference = minus(other).resolved();
    if (!difference.isKnown()) {
      return false;
    }
    if (difference.least() > 0 || difference.most() < 0) {
      return true;
    }
    long divisor = 0;
    long constant = 0;
    for (Map.Entry<List<Atom>, Long> term : difference.terms.entrySet()) {
      if (term.getKey().isEmpty()) {
        constant = term.getValue();
      } else {
        divisor = gcd(divisor, Math.abs(term.getValue()));
      }
    }
    return divisor != 0 && constant % divisor != 0;
  }

  private static long gcd(long a, long b) {
    return b == 0 ? a : gcd(b, a % b);
  }

  /** Whether both are known and equal for all sizes. */
  boolean isAlways(Size other) {
    Size own = resolved();
    return own.isKnown() && own.equals(other.resolved());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Size size && isKnown() == size.isKnown() && terms.equals(size.terms);
  }

  @Override
  public int hashCode() {
    return terms.size();
  }

  /** The size in the format of messages: {@code 2 n + 1}; {@code ?} if it is not known. */
  String show() {
    if (!isKnown()) {
      return "?";
    }
    return SizeText.of(terms);
  }

  /** As {@link #show}, in parentheses if there is more than one factor. */
  String showFactor() {
    boolean one = terms.size() <= 1 && (terms.isEmpty() || terms.firstKey().size() <= 1);
    return one ? show() : "(" + show() + ")";
  }

  @Override
  public String toString() {
    return show();
  }
}
