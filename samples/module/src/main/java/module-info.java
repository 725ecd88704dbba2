/** Tells points in a circle from those outside. */
module com.example.circle {
  requires dev.forja.runtime;
}
