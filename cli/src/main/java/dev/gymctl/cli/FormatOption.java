package dev.gymctl.cli;

import picocli.CommandLine.Option;

/** {@code -o} alone, for a command whose own {@code --no-header} means something else. */
public final class FormatOption {
    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "How to print it: ${COMPLETION-CANDIDATES}.")
    private Format format;

    Format format(Settings settings) {
        return format != null ? format : settings.format();
    }
}
