/** {@code gymctl db}: where the database is, the embedded server and the schema. */
package dev.gymctl.cli.db;
