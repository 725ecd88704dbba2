/** Search by meaning: the corpus, its vectors and their cache, and the output. */
@NullMarked
package dev.forja.demo.search;

import org.jspecify.annotations.NullMarked;
