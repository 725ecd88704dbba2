package bug;

class Base {
  int layer = 2;
}
