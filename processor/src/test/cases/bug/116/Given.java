package bug;

interface Given<T> {
  int given(T x);
}
