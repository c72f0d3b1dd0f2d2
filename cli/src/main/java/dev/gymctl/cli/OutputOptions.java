package dev.gymctl.cli;

import picocli.CommandLine.Option;

/** {@code -o}: for every command that prints data. */
public final class OutputOptions {
    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "How to print it: ${COMPLETION-CANDIDATES}.")
    private Format format;

    boolean isGiven() {
        return format != null;
    }

    Format format(Settings settings) {
        return format != null ? format : settings.format();
    }
}
