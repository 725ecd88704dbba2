/** Rules for the library as a whole, such as which package may know which. */
@NullMarked
package dev.forja.architecture;

import org.jspecify.annotations.NullMarked;
