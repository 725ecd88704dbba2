/** A library with models: a module for those who want one, a jar for others. */
module lib {
  requires transitive dev.forja;

  exports lib;
}
