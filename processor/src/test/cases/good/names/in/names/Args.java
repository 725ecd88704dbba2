package names;

import dev.forja.Forward;

class Args {
  @Forward
  Args forward(Args args) {
    return args;
  }
}
