/** Models with comments of every kind. */
package docs;
