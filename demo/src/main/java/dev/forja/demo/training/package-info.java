/** What commands that train share: the folder of a run, its progress, Ctrl-C. */
@NullMarked
package dev.forja.demo.training;

import org.jspecify.annotations.NullMarked;
