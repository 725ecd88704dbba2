/** What holds for the library as a whole: which package may know which. */
@NullMarked
package dev.forja.architecture;

import org.jspecify.annotations.NullMarked;
