package circles;

import dev.forja.Forward;
import java.util.ArrayList;
import java.util.List;

class Tree {
  final List<TreeInvoker> branches = new ArrayList<>();

  @Forward
  int size() {
    int size = 1;
    for (TreeInvoker branch : branches) size += branch.call();
    return size;
  }
}
