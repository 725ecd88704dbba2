package dev.forja.processor.prove;

/** A factor in the sums of products that represent sizes. */
sealed interface Atom permits Symbol, Atom.Quotient, Atom.Lesser {
  /** The least value it can have, or {@link Size#UNBOUNDED}. */
  long least();

  /** The atom in the format of messages. */
  String show();

  /** The same number, with each symbol replaced by what is known to be equal to it. */
  Size resolved();

  /** Whether a symbol occurs in it. */
  boolean contains(Symbol symbol);

  /** A unique text, by which atoms are sorted. */
  String key();

  /** An integer quotient, as in Java. */
  record Quotient(Size dividend, Size divisor) implements Atom {
    @Override
    public long least() {
      Long by = divisor.constant();
      if (dividend.least() < 0) {
        return Size.UNBOUNDED;
      }
      if (by != null) {
        return by > 0 ? dividend.least() / by : Size.UNBOUNDED;
      }
      return divisor.least() > 0 ? 0 : Size.UNBOUNDED;
    }

    @Override
    public String show() {
      return dividend.showFactor() + " / " + divisor.showFactor();
    }

    @Override
    public Size resolved() {
      return dividend.resolved().over(divisor.resolved());
    }

    @Override
    public boolean contains(Symbol symbol) {
      return dividend.contains(symbol) || divisor.contains(symbol);
    }

    @Override
    public String key() {
      return "(" + dividend.key() + ")/(" + divisor.key() + ")";
    }
  }

  /** The smaller of two. */
  record Lesser(Size first, Size second) implements Atom {
    @Override
    public long least() {
      return Math.min(first.least(), second.least());
    }

    @Override
    public String show() {
      return "min(" + first.show() + ", " + second.show() + ")";
    }

    @Override
    public Size resolved() {
      return first.resolved().min(second.resolved());
    }

    @Override
    public boolean contains(Symbol symbol) {
      return first.contains(symbol) || second.contains(symbol);
    }

    @Override
    public String key() {
      return "min(" + first.key() + "," + second.key() + ")";
    }
  }
}
