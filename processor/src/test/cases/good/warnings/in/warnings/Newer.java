package warnings;

import dev.forja.Forward;

class Newer {
  @Deprecated int weight = 1;

  Newer() {}

  @Deprecated
  Newer(int weight) {
    this.weight = weight;
  }

  @Deprecated
  @Forward
  int forward(@SuppressWarnings("deprecation") java.util.Date date) {
    return date == null ? weight : 0;
  }
}
