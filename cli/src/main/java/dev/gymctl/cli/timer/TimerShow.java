package dev.gymctl.cli.timer;

import dev.gymctl.cli.App;
import dev.gymctl.cli.Columns;
import dev.gymctl.cli.Output;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code gymctl timer show}. */
@Command(
        description = {
            "Print what runs billing, reconciliation and payroll by itself.",
            "Every run first does the months that were missed, in order."
        })
public final class TimerShow implements Printing {
    static final Columns<Map.Entry<String, String>> COLUMNS = Columns.<Map.Entry<String, String>>of()
            .add("file", Map.Entry::getKey)
            .add("content", Map.Entry::getValue);

    private final App app;

    @Mixin
    private final TimerOptions options = new TimerOptions();

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public TimerShow(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return Printed.list(COLUMNS);
    }

    @Override
    public Integer call() {
        Map<String, String> files = files(app, options);
        Output output = app.output(format);
        if (output.isForPeople()) {
            files.forEach((file, content) ->
                    output.say(options.isCron() ? content.stripTrailing() : "# " + file + "\n" + content));
        } else {
            output.list(COLUMNS, files.entrySet(), "");
        }
        return 0;
    }

    /** What there is to be installed, by file name. */
    static Map<String, String> files(App app, TimerOptions options) {
        return options.isCron()
                ? Map.of("crontab", Timers.cron(options.program(app), app.zone()))
                : Timers.systemd(options.program(app), Optional.of(app.zone()));
    }
}
