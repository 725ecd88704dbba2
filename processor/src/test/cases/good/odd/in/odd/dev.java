package odd;

/** Hides the package of that name from the code beside it. */
final class dev {
  private dev() {}
}
