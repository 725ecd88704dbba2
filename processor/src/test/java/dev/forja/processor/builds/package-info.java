/** Builds projects as users have them, with the Maven that runs this build. */
@NullMarked
package dev.forja.processor.builds;

import org.jspecify.annotations.NullMarked;
