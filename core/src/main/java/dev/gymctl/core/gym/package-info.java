/** The gym's own settings, and its calendar: days and months in its time zone. */
package dev.gymctl.core.gym;
