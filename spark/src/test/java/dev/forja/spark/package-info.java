/** Tests on embedded Spark and on a cluster of processes. */
@NullMarked
package dev.forja.spark;

import org.jspecify.annotations.NullMarked;
