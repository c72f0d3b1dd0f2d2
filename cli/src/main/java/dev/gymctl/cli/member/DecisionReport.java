package dev.gymctl.cli.member;

import dev.gymctl.cli.Output;
import dev.gymctl.core.member.Decision;
import dev.gymctl.core.member.Member;
import java.util.List;

/** What a decision about memberships says of itself. */
final class DecisionReport {
    private DecisionReport() {}

    /**
     * Of one.
     *
     * @param state what is so now: {@code member 7, Ada Lovelace, is frozen}
     */
    static void print(Output output, String state, Decision decision) {
        String line = decision.changed() ? state : Output.already(state);
        if (decision.bookingsTakenBack() > 0) {
            line += "; bookings taken back: " + decision.bookingsTakenBack();
        }
        output.done(line, MemberColumns.ALL, decision.member());
    }

    /** Of many: {@code approved member 7, Ada Lovelace}. */
    static void print(Output output, String done, List<Decision> decisions) {
        List<Member> members = decisions.stream().map(Decision::member).toList();
        List<Member> changed = decisions.stream()
                .filter(Decision::changed)
                .map(Decision::member)
                .toList();
        String line;
        if (changed.size() == 1) {
            line = done + " " + MemberColumns.name(changed.get(0));
        } else if (changed.size() > 1) {
            line = "%s %d members".formatted(done, changed.size());
        } else if (members.size() == 1) {
            line = Output.already("%s, is %s".formatted(MemberColumns.name(members.get(0)), done));
        } else {
            line = Output.already("all %d members are %s".formatted(members.size(), done));
        }
        if (!changed.isEmpty() && changed.size() < members.size()) {
            line += "; %d had been before".formatted(members.size() - changed.size());
        }
        if (members.size() == 1) {
            output.done(line, MemberColumns.ALL, members.get(0));
        } else {
            output.allDone(line, MemberColumns.ALL, members);
        }
    }
}
