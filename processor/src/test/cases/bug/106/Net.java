// A method of Object was taken for the accessor of a private field.
package bug;

import dev.forja.Forward;
import java.util.concurrent.Callable;

class Net {
  private final Callable<String> notifyAll = null;

  @Forward Object forward(int x) { return notifyAll; }
}
