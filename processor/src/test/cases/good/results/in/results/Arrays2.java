package results;

import dev.forja.Forward;

class Arrays2 {
  @Forward
  int[][] forward(String[] names, double[]... rest) {
    return new int[names.length][rest.length];
  }
}
