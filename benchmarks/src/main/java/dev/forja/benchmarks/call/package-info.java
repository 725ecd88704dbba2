/**
 * The cost of calls through an invoker, compared with Java's other ways of calling a method that is
 * only known at run time.
 */
package dev.forja.benchmarks.call;
