package lomboklast;

import lombok.Value;

@Value
class Pair {
  int left;
}
