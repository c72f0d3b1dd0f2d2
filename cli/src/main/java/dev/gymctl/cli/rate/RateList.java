package dev.gymctl.cli.rate;

import dev.gymctl.cli.App;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gymctl rate list}. */
@Command(
        description = "List pay rates, by coach and class title.",
        footer = {
            "",
            "An empty coach means everyone, an empty title any class. The most specific rate",
            "applies: coach and title, else coach, else title, else everyone.",
            "Without any, a class pays 10 currency units."
        })
public final class RateList implements Printing {
    private final App app;

    @Option(names = "--on", paramLabel = "DATE", description = "Only those valid on that day.")
    private LocalDate on;

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public RateList(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return Printed.list(RateColumns.ALL);
    }

    @Override
    public Integer call() {
        app.output(format)
                .list(
                        RateColumns.ALL,
                        app.payRates().list(Optional.ofNullable(on)),
                        "no pay rates: every class pays 10 currency units. gymctl rate set makes one");
        return 0;
    }
}
