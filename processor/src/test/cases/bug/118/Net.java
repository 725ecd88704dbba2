// Of Object and two interfaces javac gave the first bound, ecj the second: two texts.
package bug;

import dev.forja.Forward;
import java.io.Serializable;

class Net {
  @Forward <T extends Object & Comparable<T> & Serializable> T forward(T x) { return x; }
}
