/**
 * What calling through an invoker costs, beside the other ways Java has of calling what it was
 * given.
 */
package dev.forja.benchmarks.call;
