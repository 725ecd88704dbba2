package bug;

class Around<O> {
  class In<I> {}
}
