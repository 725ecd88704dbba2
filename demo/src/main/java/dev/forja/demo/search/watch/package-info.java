/** What goes on inside of the model while it reads a query: seen through hooks, told and drawn. */
@NullMarked
package dev.forja.demo.search.watch;

import org.jspecify.annotations.NullMarked;
