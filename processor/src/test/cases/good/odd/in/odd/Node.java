package odd;

import dev.forja.Forward;

@SuppressWarnings("forja:ModelAbstract")
abstract class Node<N extends Node<N>> {
  @Forward N step(N other) { return other; }

  abstract N self(N given);
}
