package dev.gymctl.cli;

/** Takes passwords out of what is about to be shown. */
public final class Secrets {
    private Secrets() {}

    /** Whether there is a secret in a command line: what {@link #redact} takes out, or a password as an option. */
    public static boolean isIn(String line) {
        return !redact(line).equals(line)
                || line.matches("(?is).*--?(?!password-stdin)\\w*(password|passwd|token|secret)\\b.*");
    }

    /** The text with the passwords of URLs and of {@code password=…}, and tokens, replaced by stars. */
    static String redact(String text) {
        return text.replaceAll("(://[^/\\s:@]*:)[^\\s]*(?=@)", "$1***")
                .replaceAll("gymctl_[A-Za-z0-9_-]{43}", "gymctl_***")
                .replaceAll("(?i)((?:password|passwd|token)\\s*=\\s*)[^\\s&;,]+", "$1***");
    }
}
