package names;

import dev.forja.Forward;

class Override {
  @Forward
  int forward(int args, int result, int model, int mapper, int visitor, int typed) {
    return args + result + model + mapper + visitor + typed;
  }
}
