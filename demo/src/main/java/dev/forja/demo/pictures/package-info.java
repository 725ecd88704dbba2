/** What the pictures of all commands have in common. */
@NullMarked
package dev.forja.demo.pictures;

import org.jspecify.annotations.NullMarked;
