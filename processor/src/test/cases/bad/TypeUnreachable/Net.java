package bad;

import dev.forja.*;

class Net extends other.Base {
  @Forward Kept forward(Kept kept) { return kept; } // error: [TypeUnreachable] at kept)
}
