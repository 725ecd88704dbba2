// A parameter hid the field of the invoker that holds the hooks.
package bug;

import dev.forja.Forward;

class Net {
  @Forward int forward(int callHooks, int args, int model) { return callHooks + args + model; }
}
