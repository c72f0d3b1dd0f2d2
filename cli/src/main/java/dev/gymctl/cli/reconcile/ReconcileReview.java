package dev.gymctl.cli.reconcile;

import dev.gymctl.cli.App;
import dev.gymctl.cli.Keys;
import dev.gymctl.cli.SafeText;
import dev.gymctl.core.GymException;
import dev.gymctl.core.GymException.Kind;
import dev.gymctl.core.gym.Gym;
import dev.gymctl.core.reconcile.BankLine;
import dev.gymctl.core.reconcile.BankLines;
import dev.gymctl.core.reconcile.Candidate;
import dev.gymctl.core.reconcile.LineState;
import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
        description = {
            "Go through the lines that wait, one key for each.",
            "Each decision is booked at once; what is skipped comes again the next time."
        },
        footer = {
            "A line that went out is a payout to a coach (m: P12) or is left out (x); record",
            "what it was with gymctl payroll pay, finance refund or return, and the next run",
            "matches it."
        })
public final class ReconcileReview implements Callable<Integer> {
    private static final int MOST = 9;

    private final App app;

    public ReconcileReview(App app) {
        this.app = app;
    }

    /**
     * A line that was decided.
     *
     * @param at its place among the lines
     * @param whole whether nothing was made of it before, so that undoing it takes nothing else apart
     */
    private record Decision(int at, boolean whole) {}

    /** What a key led to. */
    private enum Step {
        NEXT,
        SAME,
        BACK,
        END
    }

    @Override
    public Integer call() {
        if (!app.console().isInteractive() || !app.console().outIsTerminal()) {
            throw new GymException(
                    Kind.INVALID,
                    "reconcile review asks somebody, and this is no terminal",
                    "gymctl reconcile lines lists what waits, gymctl reconcile match says what it is");
        }
        Gym gym = app.gym();
        List<Long> lines = app.candidates().waiting();
        if (lines.isEmpty()) {
            app.console().out().println("no line waits");
            return 0;
        }
        int reviewed;
        try (Keys keys = Keys.of(app.console())) {
            reviewed = new Review(gym, lines, keys).run();
        }
        int left = app.candidates().waiting().size();
        app.console().out().println("decided %d, %d wait".formatted(reviewed, left));
        return 0;
    }

    /** One way through the lines. */
    private final class Review {
        private final Gym gym;
        private final List<Long> lines;
        private final Keys keys;
        private final PrintStream out = app.console().out();
        private final BankLines bankLines = app.bankLines();
        private final Deque<Decision> decided = new ArrayDeque<>();

        Review(Gym gym, List<Long> lines, Keys keys) {
            this.gym = gym;
            this.lines = lines;
            this.keys = keys;
        }

        int run() {
            int at = 0;
            while (at < lines.size()) {
                switch (one(at)) {
                    case NEXT -> at++;
                    case BACK -> at = decided.pop().at();
                    case END -> {
                        return decided.size();
                    }
                    case SAME -> {}
                }
            }
            return decided.size();
        }

        private Step one(int at) {
            BankLine line = bankLines.line(lines.get(at), gym);
            if (line.open().minorUnits() == 0) {
                return Step.NEXT; // somebody else was faster
            }
            List<Candidate> candidates = app.candidates().of(line.id(), MOST, gym);
            show(line, candidates, at + 1);
            int key;
            do {
                key = keys.next();
            } while (key != Keys.END && "mxsuq".indexOf(key) < 0 && (key < '1' || key >= '1' + candidates.size()));
            out.println(key == Keys.END ? "q" : Character.toString(key));
            out.flush();
            try {
                return act(at, line, candidates, key);
            } catch (GymException refused) {
                out.println("  " + SafeText.of(refused.getMessage()));
                refused.hint().ifPresent(hint -> out.println("  hint: " + SafeText.of(hint)));
                return Step.SAME;
            }
        }

        private Step act(int at, BankLine line, List<Candidate> candidates, int key) {
            switch (key) {
                case 's' -> {
                    return Step.NEXT;
                }
                case 'q', Keys.END -> {
                    return Step.END;
                }
                case 'u' -> {
                    return undo();
                }
                case 'x' -> {
                    Optional<String> reason = keys.line("  not the gym's, because: ");
                    return decided(
                            at,
                            line,
                            bankLines
                                    .exclude(line.id(), reason.orElse(null), gym, false)
                                    .now());
                }
                case 'm' -> {
                    Optional<String> targets = keys.line(
                            line.amount().isNegative()
                                    ? "  payouts (P12): "
                                    : "  charges or members (12, M7, ada@example.org): ");
                    return targets.isEmpty()
                            ? Step.SAME
                            : match(at, line, Arrays.asList(targets.get().split("\\s+")));
                }
                default -> {
                    return match(at, line, List.of(candidates.get(key - '1').target()));
                }
            }
        }

        private Step match(int at, BankLine line, List<String> targets) {
            return decided(at, line, bankLines.match(line.id(), targets, null, gym, false));
        }

        private Step decided(int at, BankLine before, BankLine now) {
            decided.push(new Decision(at, before.state() != LineState.PARTLY_ALLOCATED));
            out.println("  " + ReconcileColumns.line(now));
            return Step.NEXT;
        }

        private Step undo() {
            if (decided.isEmpty()) {
                out.println("  nothing was decided yet");
                return Step.SAME;
            }
            long line = lines.get(decided.peek().at());
            if (!decided.peek().whole()) {
                out.println(
                        "  something was made of line %1$d before: gymctl reconcile unmatch %1$d takes all of it apart"
                                .formatted(line));
                return Step.SAME;
            }
            bankLines.unmatch(line, gym, false);
            return Step.BACK;
        }

        private void show(BankLine line, List<Candidate> candidates, int number) {
            String left = line.state() == LineState.PARTLY_ALLOCATED ? ", %s of it is left".formatted(line.open()) : "";
            out.println("\n%d of %d: line %d, %s, %s %s%s"
                    .formatted(number, lines.size(), line.id(), line.bookedOn(), line.amount(), gym.currency(), left));
            detail("from", join(line.payerName(), line.payerAccount()));
            detail("reference", line.reference());
            detail("text", line.text());
            detail("waits", line.reason());
            for (int i = 0; i < candidates.size(); i++) {
                Candidate candidate = candidates.get(i);
                out.println("  %d  %-7s%s, %s owed: %s"
                        .formatted(
                                i + 1,
                                candidate.target(),
                                SafeText.of(candidate.member()),
                                candidate.owed(),
                                SafeText.of(candidate.reason())));
            }
            out.print((candidates.isEmpty() ? "" : "number: it is this, ")
                    + "m: another, x: not the gym's, s: skip, u: undo, q: quit > ");
            out.flush();
        }

        private void detail(String what, String value) {
            if (value != null && !value.isBlank()) {
                out.println("  %-10s%s".formatted(what, SafeText.of(value)));
            }
        }

        private static String join(String one, String other) {
            return one == null ? other : other == null ? one : one + ", " + other;
        }
    }
}
