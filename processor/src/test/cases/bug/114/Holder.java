// On ecj a problem of a class within a record was sought around it for ever.
package bug;

import dev.forja.Forward;

record Holder(int size) {
  private static class Net { // error: [ModelPrivate] at class|Net
    @Forward int forward(int x) { return x; }
  }
}
