/** Builds projects like those of users, with the Maven that runs this build. */
@NullMarked
package dev.forja.processor.builds;

import org.jspecify.annotations.NullMarked;
