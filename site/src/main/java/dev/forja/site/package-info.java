/**
 * Makes the documentation site. It reads Markdown and sources, and writes files of its own only.
 */
@NullMarked
package dev.forja.site;

import org.jspecify.annotations.NullMarked;
