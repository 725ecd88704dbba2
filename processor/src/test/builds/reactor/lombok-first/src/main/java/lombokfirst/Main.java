package lombokfirst;

import dev.forja.Forward;
import lombok.RequiredArgsConstructor;
import lombok.ToString;

/** A model beside what Lombok makes. */
@ToString
@RequiredArgsConstructor
final class Main {
  private final int factor;

  @Forward
  int scale(Pair pair) {
    return factor * pair.getLeft();
  }

  public static void main(String[] args) {
    System.out.println("lombokfirst " + MainInvoker.of(3).call(new Pair(2)));
  }
}
