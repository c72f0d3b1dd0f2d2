package dev.gymctl.cli.timer;

import dev.gymctl.cli.App;
import dev.gymctl.cli.Output;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import dev.gymctl.core.db.DatabaseAddress;
import dev.gymctl.core.file.WholeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gymctl timer install}. */
@Command(
        description = {
            "Have billing, reconciliation and payroll run by themselves.",
            "As you, by your own crontab or systemd; never as root."
        },
        footer = {
            "",
            "systemd runs them in the gym's zone, reconciliation and payroll on the first",
            "of the month, and makes up for what was missed; cron daily, each doing what",
            "is due.",
            "What they need of the environment, GYMCTL_TOKEN for instance, goes into",
            "~/.config/gymctl/environment (chmod 600), a NAME=VALUE a line.",
            "Again, it brings what is there up to date. gymctl timer show prints it."
        })
public final class TimerInstall implements Printing {
    private final App app;

    @Mixin
    private final TimerOptions options = new TimerOptions();

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "Write files there instead, and leave crontab and systemd alone.")
    private Path directory;

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public TimerInstall(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return Printed.list(TimerShow.COLUMNS);
    }

    @Override
    public Integer call() {
        boolean cron = options.isCron();
        Map<String, String> files = TimerShow.files(app, options);
        Output output = app.output(format);
        if (cron && directory == null) {
            boolean changed = new Crontab(app.environment()).install(files.get("crontab"));
            report(output, changed, "your crontab", files);
        } else {
            Path target = directory != null ? directory : units();
            report(output, write(target, files), target.toString(), files);
            if (directory == null) {
                output.say("systemctl --user daemon-reload && systemctl --user enable --now "
                        + String.join(" ", Timers.names()));
                output.say("loginctl enable-linger lets them run while you are not logged in");
            }
        }
        String origin = app.address().origin();
        if (!List.of("the default", "the setting url").contains(origin)) {
            app.console()
                    .remark("the database comes from %s, which a timer does not have: gymctl config set url=…"
                            .formatted(origin));
        }
        return 0;
    }

    private static void report(Output output, boolean changed, String where, Map<String, String> files) {
        String line = "the timers of billing, reconcile and payroll are in " + where;
        output.allDone(changed ? line : Output.already(line), TimerShow.COLUMNS, files.entrySet());
    }

    private Path units() {
        return DatabaseAddress.configDirectory(app.environment())
                .resolveSibling("systemd")
                .resolve("user");
    }

    private static boolean write(Path directory, Map<String, String> files) {
        boolean changed = false;
        try {
            Files.createDirectories(directory);
            for (Map.Entry<String, String> file : files.entrySet()) {
                Path path = directory.resolve(file.getKey());
                if (Files.exists(path) && Files.readString(path).equals(file.getValue())) {
                    continue;
                }
                changed = true;
                try (WholeFile whole = WholeFile.begin(path, true)) {
                    whole.out().write(file.getValue().getBytes(StandardCharsets.UTF_8));
                    whole.finish();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write into " + directory, e);
        }
        return changed;
    }
}
