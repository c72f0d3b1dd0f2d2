package dev.gymctl.cli;

import dev.gymctl.core.GymException;
import dev.gymctl.core.GymException.Kind;
import picocli.CommandLine.Option;

/** {@code --password-stdin}: for every command that needs a password. None is ever an argument, which others can see. */
public final class PasswordOptions {
    @Option(names = "--password-stdin", description = "Read the passwords from stdin, a line each.")
    private boolean stdin;

    /**
     * A password that is there already.
     *
     * @throws UsageException when there is no terminal to ask on, or stdin has no more lines
     */
    public String password(Console console, String question) {
        if (stdin) {
            return line(console, "a password is expected on stdin, and there is none");
        }
        requireTerminal(console);
        return console.askSecretly(question);
    }

    /**
     * A new password, asked for twice.
     *
     * @param why for people, or null
     * @throws UsageException when there is no terminal to ask on, or stdin has no more lines
     */
    public String newPassword(Console console, String why) {
        if (stdin) {
            return line(console, (why == null ? "" : why + "; ") + "it is expected on stdin, in the next line");
        }
        requireTerminal(console);
        if (why != null) {
            console.remark(why);
        }
        String password = console.askSecretly("new password: ");
        if (!console.askSecretly("the same again: ").equals(password)) {
            throw new GymException(Kind.INVALID, "the two are not the same");
        }
        return password;
    }

    private static String line(Console console, String missing) {
        String line = console.readLine().orElseThrow(() -> new UsageException(missing, null));
        if (line.indexOf('\uFFFD') >= 0) { // else every letter that is no UTF-8 would be the same one
            throw new GymException(Kind.INVALID, "the password on stdin is not UTF-8", "iconv -t UTF-8");
        }
        return line;
    }

    private static void requireTerminal(Console console) {
        if (!console.isInteractive()) {
            throw new UsageException(
                    "this needs a password, and there is no terminal to ask on", "add --password-stdin");
        }
    }
}
