/** Tests of the modules: state, files, layers, summary. */
@NullMarked
package dev.forja.module;

import org.jspecify.annotations.NullMarked;
