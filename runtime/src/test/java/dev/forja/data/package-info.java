/** Tests of the data sets and loaders. */
@NullMarked
package dev.forja.data;

import org.jspecify.annotations.NullMarked;
