package lombokfirst;

import lombok.Value;

@Value
class Pair {
  int left;
}
