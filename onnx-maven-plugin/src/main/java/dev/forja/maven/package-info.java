/**
 * The goals of Maven. It runs on Maven's own JVM, which may be older than Forja needs, so it refers
 * to no class of Forja: the work is done in a JVM of its own.
 */
@NullMarked
package dev.forja.maven;

import org.jspecify.annotations.NullMarked;
