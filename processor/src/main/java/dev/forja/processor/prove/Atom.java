package dev.forja.processor.prove;

/** What sums and products of sizes are made of. */
sealed interface Atom permits Symbol, Atom.Quotient, Atom.Lesser {
  /** The least value it can have, or {@link Size#UNBOUNDED}. */
  long least();

  /** As messages print it. */
  String show();

  /** A text that no other atom has, by which they are put in order. */
  String key();

  /** A quotient without its fraction, as Java divides. */
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
    public String key() {
      return "min(" + first.key() + "," + second.key() + ")";
    }
  }
}
