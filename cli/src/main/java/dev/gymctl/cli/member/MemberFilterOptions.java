package dev.gymctl.cli.member;

import dev.gymctl.cli.UsageException;
import dev.gymctl.core.member.MemberFilter;
import dev.gymctl.core.member.MemberStatus;
import dev.gymctl.core.member.PaymentStatus;
import java.time.LocalDate;
import picocli.CommandLine.Option;

/** Which members: for every command that has many of them. */
final class MemberFilterOptions {
    @Option(
            names = "--status",
            paramLabel = "STATUS",
            description = "Only those: pending, active, frozen, cancelled, rejected.")
    private MemberStatus status;

    @Option(names = "--payment-status", paramLabel = "STATUS", description = "Only those: paid, due, overdue.")
    private PaymentStatus paymentStatus;

    @Option(
            names = "--search",
            paramLabel = "TEXT",
            description = "Only those whose name, e-mail or phone has these words, or whose number it is.")
    private String search;

    @Option(names = "--joined-from", paramLabel = "DATE", description = "Only those who joined on this day or later.")
    private LocalDate joinedFrom;

    @Option(names = "--joined-to", paramLabel = "DATE", description = "Only those who joined on this day or earlier.")
    private LocalDate joinedTo;

    /** The filter that was asked for. */
    MemberFilter filter() {
        if (joinedFrom != null && joinedTo != null && joinedTo.isBefore(joinedFrom)) {
            throw new UsageException("--joined-to %s is before --joined-from %s".formatted(joinedTo, joinedFrom), null);
        }
        return new MemberFilter(status, paymentStatus, search, joinedFrom, joinedTo);
    }
}
