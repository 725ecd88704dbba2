package other;

import dev.forja.Forward;

public class Base {
  @Forward int first() { return 1; }
}
