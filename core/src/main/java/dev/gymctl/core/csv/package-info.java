/**
 * CSV in and out. In: RFC 4180 exactly, decoded strictly, every problem of a file found in one pass and told with file,
 * line, column, value and reason. Out: what this package reads, and quotes only where they are needed.
 */
package dev.gymctl.core.csv;
