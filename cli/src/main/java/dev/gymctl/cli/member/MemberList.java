package dev.gymctl.cli.member;

import dev.gymctl.cli.App;
import dev.gymctl.cli.Columns;
import dev.gymctl.cli.Output;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import dev.gymctl.cli.UsageException;
import dev.gymctl.core.member.Member;
import dev.gymctl.core.member.MemberFilter;
import dev.gymctl.core.member.MemberPage;
import dev.gymctl.core.member.MemberPage.Sort;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gymctl member list}. */
@Command(
        description = "List the members, by id unless told otherwise.",
        footer = {
            "",
            "Names sort by last name, then first name. A page goes on after the id that the",
            "one before it ended with: nobody is shown twice or left out meanwhile."
        })
public final class MemberList implements Printing {
    private static final String NOBODY = "no members yet: gymctl member add, or gymctl member import FILE";
    private static final Columns<Long> COUNT = Columns.<Long>of().add("count", count -> count);

    private final App app;

    @Mixin
    private final MemberFilterOptions filterOptions = new MemberFilterOptions();

    @Option(names = "--sort", paramLabel = "KEY", description = "By id, name or joined; id unless given.")
    private Sort sort = Sort.ID;

    @Option(names = "--reverse", description = "From the end to the beginning.")
    private boolean reversed;

    @Option(names = "--limit", paramLabel = "N", description = "How many at most; all unless given.")
    private Integer limit;

    @Option(names = "--after", paramLabel = "ID", description = "Go on after the member with this id.")
    private Long after;

    @Option(names = "--count", description = "Only say how many there are.")
    private boolean count;

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public MemberList(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return List.of(new Printed(false, COUNT), new Printed(true, MemberColumns.ALL));
    }

    @Override
    public Integer call() {
        if (limit != null && limit < 1) {
            throw new UsageException("--limit %d is less than 1".formatted(limit), null);
        }
        if (count && (limit != null || after != null)) {
            throw new UsageException("--count goes without --limit and --after", "it counts them all");
        }
        MemberFilter filter = filterOptions.filter();
        String whenEmpty = filter.equals(MemberFilter.NONE) ? NOBODY : "no member is like that";
        Output output = app.output(format);
        if (count) {
            long members = app.members().count(filter);
            output.done(String.valueOf(members), COUNT, members);
        } else if (limit == null) {
            MemberPage page = new MemberPage(sort, reversed, after, null);
            app.members().list(filter, page, members -> output.list(MemberColumns.ALL, members, whenEmpty));
        } else {
            // One more than asked for tells whether there are more.
            MemberPage page = new MemberPage(sort, reversed, after, limit + 1L);
            List<Member> members = app.members().list(filter, page);
            output.list(
                    MemberColumns.ALL,
                    members.subList(0, Math.min(limit, members.size())),
                    after == null ? whenEmpty : "nobody comes after member %d".formatted(after));
            if (members.size() > limit && output.isForPeople()) {
                app.console()
                        .remark("there are more: go on with --after %d"
                                .formatted(members.get(limit - 1).user().id()));
            }
        }
        return 0;
    }
}
