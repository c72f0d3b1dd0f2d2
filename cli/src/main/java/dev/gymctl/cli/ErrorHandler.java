package dev.gymctl.cli;

import dev.gymctl.core.GymException;
import dev.gymctl.core.db.SqlErrors;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns whatever went wrong into a sentence on stderr, with the next step where there is one, and an exit code. */
final class ErrorHandler {
    private final App app;

    ErrorHandler(App app) {
        this.app = app;
    }

    /** Says what went wrong; the stack trace only on request. */
    int handle(Throwable failure) {
        app.console().out().flush();
        int exit = explain(failure);
        if (app.debug()) {
            StringWriter trace = new StringWriter();
            failure.printStackTrace(new PrintWriter(trace));
            app.console().err().print(clean(trace.toString().replace("\t", "    ")));
        }
        return exit;
    }

    private int explain(Throwable failure) {
        if (app.isCancelled()) {
            say("cancelled", null);
            return Session.CANCELLED;
        } else if (failure instanceof UsageException usage) {
            say(usage.getMessage(), usage.hint());
            return 2;
        } else if (failure instanceof ParameterException usage) {
            say(message(usage), hint(usage));
            return 2;
        } else if (failure instanceof CancelledException) {
            say(failure.getMessage(), null);
            return 3;
        }
        GymException refusal = SqlErrors.translate(failure);
        if (refusal != null) {
            say(refusal.getMessage(), hint(refusal));
            return exitCode(refusal.kind());
        }
        say("internal error: " + failure, "run it again with --debug, and report what it prints");
        return 1;
    }

    private static int exitCode(GymException.Kind kind) {
        return switch (kind) {
            case NOT_FOUND, CONFLICT, INVALID, DENIED -> 1;
            case UNAVAILABLE -> 4;
            case BUSY -> 5;
        };
    }

    private void say(String message, String hint) {
        app.console().err().println("gymctl: " + clean(message));
        if (hint != null) {
            app.console().err().println("hint: " + clean(hint));
        }
    }

    private static String clean(String text) {
        return SafeText.lines(Secrets.redact(text));
    }

    private String hint(GymException refusal) {
        String hint = refusal.hint().orElse(null);
        return refusal.missing()
                .flatMap(missing -> new NearNames(app).of(missing))
                .map(near -> "did you mean " + near + "? " + hint)
                .orElse(hint);
    }

    private static String hint(ParameterException usage) {
        String command = usage.getCommandLine().getCommandName();
        if (usage instanceof UnmatchedArgumentException unmatched && unmatched.isUnknownOption()) {
            List<String> near = unmatched.getSuggestions();
            if (!near.isEmpty()) {
                return "did you mean " + near.get(0) + "? see " + command + " --help";
            }
        }
        return "see " + command + " --help";
    }

    private static String message(ParameterException usage) {
        if (usage instanceof UnmatchedArgumentException unmatched) {
            String first = unmatched.getUnmatched().get(0);
            return (unmatched.isUnknownOption() ? "unknown option: " : "unexpected argument: ") + first;
        }
        String message = usage.getMessage();
        return message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
    }
}
