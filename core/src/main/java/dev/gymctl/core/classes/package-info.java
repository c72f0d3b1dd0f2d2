/** Classes, and the members enrolled in them. */
package dev.gymctl.core.classes;
