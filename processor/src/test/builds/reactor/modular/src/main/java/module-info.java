/** A user's module. */
module com.acme.modular {
  requires transitive lib;
  requires transitive dev.forja;

  exports modular;
}
