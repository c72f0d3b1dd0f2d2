package dev.gymctl.cli.member;

import dev.gymctl.cli.App;
import dev.gymctl.cli.Columns;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import dev.gymctl.core.file.WholeFile;
import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gymctl member export}. */
@Command(
        description = {
            "Write members as a CSV file that member import reads.",
            "Importing what was exported changes nothing."
        },
        footer = {
            "",
            "Text that a spreadsheet would run as a formula gets an apostrophe before it,",
            "which an import takes away again. A file is whole or not there, and for you",
            "alone."
        })
public final class MemberExport implements Printing {
    private record Exported(String file, long members) {}

    private static final Columns<Exported> COLUMNS =
            Columns.<Exported>of().add("file", Exported::file).add("members", Exported::members);

    private final App app;

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "The CSV file; the standard output when it is - or left out.")
    private String file;

    @Mixin
    private final MemberFilterOptions filter = new MemberFilterOptions();

    @Option(names = "--force", description = "Replace the file if there is one.")
    private boolean force;

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public MemberExport(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return Printed.one(COLUMNS);
    }

    @Override
    public Integer call() {
        try {
            if (file == null || file.equals("-")) {
                Writer out = app.console().writer();
                write(out);
                out.flush();
                return 0;
            }
            try (WholeFile whole = WholeFile.begin(WholeFile.named(file), force)) {
                Writer out = new BufferedWriter(
                        new OutputStreamWriter(new BufferedOutputStream(whole.out(), 1 << 16), StandardCharsets.UTF_8),
                        1 << 14);
                long members = write(out);
                out.flush();
                whole.finish();
                app.output(format)
                        .done(
                                "exported %d %s to %s".formatted(members, members == 1 ? "member" : "members", file),
                                COLUMNS,
                                new Exported(file, members));
                return 0;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long write(Writer out) {
        return app.memberCsv()
                .write(out, filter.filter(), app.gym(), app.console().progress());
    }
}
