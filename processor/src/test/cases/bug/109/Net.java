// Beside a class Exception, the exception of the JDK was written by its simple name.
package bug;

import dev.forja.Forward;

class Net {
  @Forward int forward(int x) throws java.lang.Exception { return x; }
}
