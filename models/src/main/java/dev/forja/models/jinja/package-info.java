/**
 * The templates of chats: the language of Jinja 3.1 as Hugging Face's library sets it up, on values
 * as Python has them. Knows no models and no files; not exported.
 *
 * <p>Why it is here: chat templates call Python's methods and rely on its slices, its texts of
 * values and its JSON, which the Java libraries for Jinja do not have.
 */
@NullMarked
package dev.forja.models.jinja;

import org.jspecify.annotations.NullMarked;
