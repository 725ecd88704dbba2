/** A user's module. */
module com.acme.modular {
  requires lib;
  requires transitive dev.forja;

  exports modular;
}
