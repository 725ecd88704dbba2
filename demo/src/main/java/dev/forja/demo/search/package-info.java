/** Search by meaning: a corpus, its vectors and where they are kept, and what is printed. */
@NullMarked
package dev.forja.demo.search;

import org.jspecify.annotations.NullMarked;
