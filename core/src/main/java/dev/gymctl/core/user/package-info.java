/** People: one number each, which their member file and coach file share. */
package dev.gymctl.core.user;
