package lomboklast;

import dev.forja.Forward;

/** A model beside what Lombok makes. */
final class Main {
  private final int factor;

  private Main(int factor) {
    this.factor = factor;
  }

  @Forward
  int scale(Pair pair) {
    return factor * pair.getLeft();
  }

  public static void main(String[] args) {
    System.out.println("lomboklast " + MainInvoker.wrap(new Main(3)).call(new Pair(2)));
  }
}
