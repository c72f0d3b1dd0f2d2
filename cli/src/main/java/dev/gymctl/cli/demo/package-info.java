/** The made-up gym that {@code gymctl demo} loads. */
package dev.gymctl.cli.demo;
