/** The gym itself, one package per feature; this one holds only what every feature throws. */
package dev.gymctl.core;
