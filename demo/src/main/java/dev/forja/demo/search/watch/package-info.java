/** Shows what happens inside the model while it reads a query, observed through hooks. */
@NullMarked
package dev.forja.demo.search.watch;

import org.jspecify.annotations.NullMarked;
