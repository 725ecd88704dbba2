/** Tests of the modules: state, files, layers, summary. */
@NullMarked
package dev.forja.nn;

import org.jspecify.annotations.NullMarked;
