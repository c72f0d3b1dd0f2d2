package dev.gymctl.cli;

/** Takes passwords out of what is about to be shown. */
final class Secrets {
    private Secrets() {}

    /** The text with the passwords of URLs and of {@code password=…}, and tokens, replaced by stars. */
    static String redact(String text) {
        return text.replaceAll("(://[^/\\s:@]*:)[^\\s]*(?=@)", "$1***")
                .replaceAll("gymctl_[A-Za-z0-9_-]{43}", "gymctl_***")
                .replaceAll("(?i)((?:password|passwd|token)\\s*=\\s*)[^\\s&;,]+", "$1***");
    }
}
