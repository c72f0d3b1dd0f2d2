/** How the CSV of other systems is read: the profiles that are built in, and those that the gym's people save. */
package dev.gymctl.core.profile;
