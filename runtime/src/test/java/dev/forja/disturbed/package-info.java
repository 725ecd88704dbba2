/** Random calls of the whole public API with arguments that no user intends. */
@NullMarked
package dev.forja.disturbed;

import org.jspecify.annotations.NullMarked;
