/**
 * The door to PostgreSQL: where the database is, the embedded server, connections, the schema's version, and the one
 * place where SQLSTATEs become refusals a person can read.
 */
package dev.gymctl.core.db;
