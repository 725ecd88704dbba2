package other;

public class Base {
  protected static class Kept {}
}
