package names;

import dev.forja.Forward;

class String {
  @Forward
  int forward(
      int hashCode, int wait, int notify, int getClass, int clone, int toString, int finalize) {
    return hashCode + wait + notify + getClass + clone + toString + finalize;
  }
}
