/** What a gym looks like this morning: a little of everything, as one person may see it. */
package dev.gymctl.core.overview;
