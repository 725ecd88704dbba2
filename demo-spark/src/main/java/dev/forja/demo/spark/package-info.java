/**
 * {@code demo/run spark}: a corpus of passages is embedded by Apache Spark, and answers a query.
 */
@NullMarked
package dev.forja.demo.spark;

import org.jspecify.annotations.NullMarked;
