package dev.gymctl.cli;

import picocli.CommandLine.Model.CommandSpec;

/**
 * What the verbs' annotations say, as {@link CommandModel} takes it. Written by CommandModelsTest, and held current by it;
 * not to be changed by hand.
 */
final class CommandModels {
    private CommandModels() {}

    /** The model of a verb, bound to the fields of these two. */
    static CommandSpec of(String command, Object verb, GlobalOptions global) {
        CommandModel model = new CommandModel(verb, global);
        switch (command) {
            case "demo" -> verbDemo(model);
            case "completion" -> verbCompletion(model);
            case "version" -> verbVersion(model);
            case "gym show" -> verbGymShow(model);
            case "gym set" -> verbGymSet(model);
            case "coach add" -> verbCoachAdd(model);
            case "coach list" -> verbCoachList(model);
            case "coach show" -> verbCoachShow(model);
            case "coach import" -> verbCoachImport(model);
            case "rate list" -> verbRateList(model);
            case "rate set" -> verbRateSet(model);
            case "rate end" -> verbRateEnd(model);
            case "rate import" -> verbRateImport(model);
            case "member add" -> verbMemberAdd(model);
            case "member list" -> verbMemberList(model);
            case "member show" -> verbMemberShow(model);
            case "member import" -> verbMemberImport(model);
            case "class add" -> verbClassAdd(model);
            case "class list" -> verbClassList(model);
            case "class show" -> verbClassShow(model);
            case "class import" -> verbClassImport(model);
            case "class cancel" -> verbClassCancel(model);
            case "class enroll" -> verbClassEnroll(model);
            case "class withdraw" -> verbClassWithdraw(model);
            case "class attend" -> verbClassAttend(model);
            case "payroll preview" -> verbPayrollPreview(model);
            case "payroll run" -> verbPayrollRun(model);
            case "payroll list" -> verbPayrollList(model);
            case "payroll show" -> verbPayrollShow(model);
            case "job list" -> verbJobList(model);
            case "job show" -> verbJobShow(model);
            case "db start" -> verbDbStart(model);
            case "db stop" -> verbDbStop(model);
            case "db status" -> verbDbStatus(model);
            case "db migrate" -> verbDbMigrate(model);
            case "db url" -> verbDbUrl(model);
            default -> throw new IllegalArgumentException("no model of: " + command);
        }
        global(model);
        return model.spec();
    }

    private static void verbDemo(CommandModel model) {
        model.description("Load a made-up gym and roll its last month's payroll over.");
        model.footer("", "It goes only into an empty database; --fresh makes one beside the gym's own,", "on the embedded PostgreSQL, which --url embedded:gymctl_demo reaches then.", "", "The CSV files that the gym comes from stay to be looked at.");
        model.add(0, "seed", CommandModel.option("--seed").type(long.class).arity("1").paramLabel("N")
                .description("Another number, another gym; 1 unless given."));
        model.add(0, "fresh", CommandModel.option("--fresh").type(boolean.class).arity("0").paramLabel("<fresh>")
                .description("Into the separate database gymctl_demo, made anew."));
        model.add(0, "confirmation.yes", CommandModel.option("--yes").type(boolean.class).arity("0").paramLabel("<yes>")
                .description("Do not ask."));
        model.add(0, "format.format", CommandModel.option("-o", "--output").type(dev.gymctl.cli.Format.class).arity("1").paramLabel("FORMAT")
                .description("How to print it: table, json, csv, ndjson."));
    }

    private static void verbCompletion(CommandModel model) {
        model.description("Print the completion script of a shell.", "bash: source <(gymctl completion bash)", "zsh: gymctl completion zsh > _gymctl, in a directory of $fpath", "fish: gymctl completion fish | source");
        model.add(0, "shell", CommandModel.positional("0+").type(dev.gymctl.cli.completion.Completion.Shell.class).arity("1").paramLabel("SHELL").required(true)
                .description("bash, zsh or fish."));
    }

    private static void verbVersion(CommandModel model) {
        model.description("Show the version of this program and of Java.");
        model.add(0, "format.format", CommandModel.option("-o", "--output").type(dev.gymctl.cli.Format.class).arity("1").paramLabel("FORMAT")
                .description("How to print it: table, json, csv, ndjson."));
    }

    private static void verbGymShow(CommandModel model) {
        model.description("Show the gym's settings.");
        model.add(0, "format.format", CommandModel.option("-o", "--output").type(dev.gymctl.cli.Format.class).arity("1").paramLabel("FORMAT")
                .description("How to print it: table, json, csv, ndjson."));
    }

    private static void verbGymSet(CommandModel model) {
        model.description("Change settings: name, zone, currency and drop_in_price.");
        model.footer("", "Zone and currency cannot be changed once there are classes or money.", "", "Example: gymctl gym set zone=Europe/Berlin currency=EUR drop_in_price=12.50");
        model.add(0, "settings", CommandModel.positional("*").type(java.util.List.class).auxiliaryTypes(java.lang.String.class).arity("1..*").paramLabel("KEY=VALUE").required(true)
                .description("A setting and its new value."));
        model.add(0, "format.format", CommandModel.option("-o", "--output").type(dev.gymctl.cli.Format.class).arity("1").paramLabel("FORMAT")
                .description("How to print it: table, json, csv, ndjson."));
    }

    private static void verbCoachAdd(CommandModel model) {
        model.description("Add a coach.");
        model.footer("", "Example: gymctl coach add Ada Lovelace --email ada@example.org");
        model.add(0, "person.firstName", CommandModel.positional("0").type(java.lang.String.class).arity("1").paramLabel("FIRST_NAME").required(true)
                .description("First name."));
        model.add(0, "person.lastName", CommandModel.positional("1").type(java.lang.String.class).arity("0..1").paramLabel("LAST_NAME")
                .description("Last name, if there is one."));
        model.add(0, "person.email", CommandModel.option("--email").type(java.lang.String.class).arity("1").paramLabel("EMAIL")
                .description("The e-mail: the login, and how files name the person."));
        model.add(0, "person.dateOfBirth", CommandModel.option("--date-of-birth").type(java.time.LocalDate.class).arity("1").paramLabel("DATE")
                .description("Date of birth, as 1990-12-31."));
        model.add(0, "person.joined", CommandModel.option("--joined").type(java.time.LocalDate.class).arity("1").paramLabel("DATE")
                .description("The day of joining; today unless given."));
        model.add(0, "format.format", CommandModel.option("-o", "--output").type(dev.gymctl.cli.Format.class).arity("1").paramLabel("FORMAT")
                .description("How to print it: table, json, csv, ndjson."));
    }

    private static void verbCoachList(CommandModel model) {
        model.description("List the coaches, by id.");
        model.add(0, "format.format", CommandModel.option("-o", "--output").type(dev.gymctl.cli.Format.class).arity("1").paramLabel("FORMAT")
                .description("How to print it: table, json, csv, ndjson."));
    }

    private static void verbCoachShow(CommandModel model) {
        model.description("Show a coach's file.");
        model.add(0, "coach", CommandModel.positional("0+").type(dev.gymctl.cli.PersonArgument.class).arity("1").paramLabel("COACH").required(true)
                .description("Id or e-mail."));
        model.add(0, "format.format", CommandModel.option("-o", "--output").type(dev.gymctl.cli.Format.class).arity("1").paramLabel("FORMAT")
                .description("How to print it: table, json, csv, ndjson."));
    }

    private static void verbCoachImport(CommandModel model) {
        model.description("Add the coaches of a CSV file, or bring them up to date.", "They are known by their e-mail.");
        model.footer("", "Columns: first_name, last_name, email, date_of_birth, date_joined, is_active", "", "All rows are taken or none. The same file again changes nothing.");
        model.add(0, "file", CommandModel.positional("0+").type(java.lang.String.class).arity("1").paramLabel("FILE").required(true)
                .description("The CSV file; - is the standard input."));
        model.add(0, "options.csv.encoding", CommandModel.option("--encoding").type(java.lang.String.class).arity("1").paramLabel("CHARSET")
                .description("The file's encoding when it is not UTF-8 or UTF-16 with a byte order mark: windows-1252."));
        model.add(0, "options.csv.columns", CommandModel.option("--map").type(java.util.Map.class).auxiliaryTypes(java.lang.String.class, java.lang.String.class).arity("1").paramLabel("OURS=THEIRS")
                .description("The file's own name of one of our columns; may be repeated."));
        model.add(0, "options.dryRun.dryRun", CommandModel.option("--dry-run").type(boolean.class).arity("0").paramLabel("<dryRun>")
                .description("Say what would be done, and change nothing."));
        model.add(0, "options.format.format", CommandModel.option("-o", "--output").type(dev.gymctl.cli.Format.class).arity("1").paramLabel("FORMAT")
                .description("How to print it: table, json, csv, ndjson."));
    }

    private static void verbRateList(CommandModel model) {
        model.description("List pay rates, by coach and class title.");
        model.footer("", "An empty coach means everyone, an empty title any class. The most specific rate", "applies: coach and title, else coach, else title, else everyone.", "Without any, a class pays 10 currency units.");
        model.add(0, "on", CommandModel.option("--on").type(java.time.LocalDate.class).arity("1").paramLabel("DATE")
                .description("Only those valid on that day."));
        model.add(0, "format.format", CommandModel.option("-o", "--output").type(dev.gymctl.cli.Format.class).arity("1").paramLabel("FORMAT")
                .description("How to print it: table, json, csv, ndjson."));
    }

    private static void verbRateSet(CommandModel model) {
        model.description("Set a pay rate from a day on.");
        model.footer("", "Pay of a class = per class + per hour x minutes / 60 + per attendee x those", "above the threshold, raised to the minimum, cut to the maximum.", "Hours are rounded half to even to the cent.", "", "Example: gymctl rate set --coach 7 --per-hour 30 --from 2026-12-01");
        model.add(0, "coach", CommandModel.option("--coach").type(dev.gymctl.cli.PersonArgument.class).arity("1").paramLabel("COACH")
                .description("Whose classes: id or e-mail; everyone's unless given."));
        model.add(0, "classTitle", CommandModel.option("--class-title").type(java.lang.String.class).arity("1").paramLabel("TITLE")
                .description("Of which classes; any unless given."));
        model.add(0, "perClass", CommandModel.option("--per-class").type(java.math.BigDecimal.class).arity("1").paramLabel("AMOUNT")
                .description("For each class."));
        model.add(0, "perHour", CommandModel.option("--per-hour").type(java.math.BigDecimal.class).arity("1").paramLabel("AMOUNT")
                .description("For each 60 minutes."));
        model.add(0, "perAttendee", CommandModel.option("--per-attendee").type(java.math.BigDecimal.class).arity("1").paramLabel("AMOUNT")
                .description("For each attendee above the threshold."));
        model.add(0, "threshold", CommandModel.option("--threshold").type(int.class).arity("1").paramLabel("N")
                .description("Attendees who are not paid for; 0 unless given."));
        model.add(0, "minimum", CommandModel.option("--minimum").type(java.math.BigDecimal.class).arity("1").paramLabel("AMOUNT")
                .description("The least a class pays."));
        model.add(0, "maximum", CommandModel.option("--maximum").type(java.math.BigDecimal.class).arity("1").paramLabel("AMOUNT")
                .description("The most a class pays."));
        model.add(0, "from", CommandModel.option("--from").type(java.time.LocalDate.class).arity("1").paramLabel("DATE").required(true)
                .description("The first day it is valid."));
        model.add(0, "to", CommandModel.option("--to").type(java.time.LocalDate.class).arity("1").paramLabel("DATE")
                .description("The last day it is valid; open unless given."));
        model.add(0, "format.format", CommandModel.option("-o", "--output").type(dev.gymctl.cli.Format.class).arity("1").paramLabel("FORMAT")
                .description("How to print it: table, json, csv, ndjson."));
    }

    private static void verbRateEnd(CommandModel model) {
        model.description("End a pay rate: the given day is its last.");
        model.add(0, "id", CommandModel.positional("0+").type(long.class).arity("1").paramLabel("RATE").required(true)
                .description("The rate's id."));
        model.add(0, "on", CommandModel.option("--on").type(java.time.LocalDate.class).arity("1").paramLabel("DATE").required(true)
                .description("The last day it is valid."));
        model.add(0, "format.format", CommandModel.option("-o", "--output").type(dev.gymctl.cli.Format.class).arity("1").paramLabel("FORMAT")
                .description("How to print it: table, json, csv, ndjson."));
    }

    private static void verbRateImport(CommandModel model) {
        model.description("Add the pay rates of a CSV file.");
        model.footer("", "Columns: coach, class_title, per_class, per_hour, per_attendee, threshold,", "         minimum, maximum, valid_from, valid_to", "All rows are taken or none. The same file again changes nothing.");
        model.add(0, "file", CommandModel.positional("0+").type(java.lang.String.class).arity("1").paramLabel("FILE").required(true)
                .description("The CSV file; - is the standard input."));
        model.add(0, "options.csv.encoding", CommandModel.option("--encoding").type(java.lang.String.class).arity("1").paramLabel("CHARSET")
                .description("The file's encoding when it is not UTF-8 or UTF-16 with a byte order mark: windows-1252."));
        model.add(0, "options.csv.columns", CommandModel.option("--map").type(java.util.Map.class).auxiliaryTypes(java.lang.String.class, java.lang.String.class).arity("1").paramLabel("OURS=THEIRS")
                .description("The file's own name of one of our columns; may be repeated."));
        model.add(0, "options.dryRun.dryRun", CommandModel.option("--dry-run").type(boolean.class).arity("0").paramLabel("<dryRun>")
                .description("Say what would be done, and change nothing."));
        model.add(0, "options.format.format", CommandModel.option("-o", "--output").type(dev.gymctl.cli.Format.class).arity("1").paramLabel("FORMAT")
                .description("How to print it: table, json, csv, ndjson."));
    }

    private static void verbMemberAdd(CommandModel model) {
        model.description("Register a member, who is pending until approved.");
        model.footer("", "Example: gymctl member add Ada Lovelace --email ada@example.org");
        model.add(0, "person.firstName", CommandModel.positional("0").type(java.lang.String.class).arity("1").paramLabel("FIRST_NAME").required(true)
                .description("First name."));
        model.add(0, "person.lastName", CommandModel.positional("1").type(java.lang.String.class).arity("0..1").paramLabel("LAST_NAME")
                .description("Last name, if there is one."));
        model.add(0, "person.email", CommandModel.option("--email").type(java.lang.String.class).arity("1").paramLabel("EMAIL")
                .description("The e-mail: the login, and how files name the person."));
        model.add(0, "person.dateOfBirth", CommandModel.option("--date-of-birth").type(java.time.LocalDate.class).arity("1").paramLabel("DATE")
                .description("Date of birth, as 1990-12-31."));
        model.add(0, "person.joined", CommandModel.option("--joined").type(java.time.LocalDate.class).arity("1").paramLabel("DATE")
                .description("The day of joining; today unless given."));
        model.add(0, "memberRef", CommandModel.option("--ref").type(java.lang.String.class).arity("1").paramLabel("NUMBER")
                .description("The gym's own member number."));
        model.add(0, "format.format", CommandModel.option("-o", "--output").type(dev.gymctl.cli.Format.class).arity("1").paramLabel("FORMAT")
                .description("How to print it: table, json, csv, ndjson."));
    }

    private static void verbMemberList(CommandModel model) {
        model.description("List the members, by id.");
        model.add(0, "format.format", CommandModel.option("-o", "--output").type(dev.gymctl.cli.Format.class).arity("1").paramLabel("FORMAT")
                .description("How to print it: table, json, csv, ndjson."));
    }

    private static void verbMemberShow(CommandModel model) {
        model.description("Show a member's file.");
        model.add(0, "member", CommandModel.positional("0+").type(dev.gymctl.cli.PersonArgument.class).arity("1").paramLabel("MEMBER").required(true)
                .description("Id or e-mail."));
        model.add(0, "format.format", CommandModel.option("-o", "--output").type(dev.gymctl.cli.Format.class).arity("1").paramLabel("FORMAT")
                .description("How to print it: table, json, csv, ndjson."));
    }

    private static void verbMemberImport(CommandModel model) {
        model.description("Add the members of a CSV file, or bring them up to date.", "They are known by their e-mail.");
        model.footer("", "Columns: first_name, last_name, email, date_of_birth, date_joined, is_active,", "         membership_approved, prepaid_fees, member_ref", "All rows are taken or none. The same file again changes nothing.");
        model.add(0, "file", CommandModel.positional("0+").type(java.lang.String.class).arity("1").paramLabel("FILE").required(true)
                .description("The CSV file; - is the standard input."));
        model.add(0, "options.csv.encoding", CommandModel.option("--encoding").type(java.lang.String.class).arity("1").paramLabel("CHARSET")
                .description("The file's encoding when it is not UTF-8 or UTF-16 with a byte order mark: windows-1252."));
        model.add(0, "options.csv.columns", CommandModel.option("--map").type(java.util.Map.class).auxiliaryTypes(java.lang.String.class, java.lang.String.class).arity("1").paramLabel("OURS=THEIRS")
                .description("The file's own name of one of our columns; may be repeated."));
        model.add(0, "options.dryRun.dryRun", CommandModel.option("--dry-run").type(boolean.class).arity("0").paramLabel("<dryRun>")
                .description("Say what would be done, and change nothing."));
        model.add(0, "options.format.format", CommandModel.option("-o", "--output").type(dev.gymctl.cli.Format.class).arity("1").paramLabel("FORMAT")
                .description("How to print it: table, json, csv, ndjson."));
    }

    private static void verbClassAdd(CommandModel model) {
        model.description("Add a class.");
        model.footer("", "Example: gymctl class add Yoga --coach ada@example.org --at 2026-12-01T18:30");
        model.add(0, "title", CommandModel.positional("0+").type(java.lang.String.class).arity("1").paramLabel("TITLE").required(true)
                .description("The class's title."));
        model.add(0, "coach", CommandModel.option("--coach").type(dev.gymctl.cli.PersonArgument.class).arity("1").paramLabel("COACH").required(true)
                .description("Who teaches it: id or e-mail."));
        model.add(0, "at", CommandModel.option("--at").type(dev.gymctl.cli.DateTimeArgument.class).arity("1").paramLabel("TIME").required(true)
                .description("When it starts: 2026-12-01T18:30 in the gym's zone, or with an offset."));
        model.add(0, "minutes", CommandModel.option("--minutes").type(int.class).arity("1").paramLabel("N")
                .description("How long it takes; 60 unless given."));
        model.add(0, "capacity", CommandModel.option("--capacity").type(int.class).arity("1").paramLabel("N")
                .description("How many seats it has; 20 unless given."));
        model.add(0, "place", CommandModel.option("--place").type(java.lang.String.class).arity("1").paramLabel("PLACE")
                .description("Where it is."));
        model.add(0, "classRef", CommandModel.option("--ref").type(java.lang.String.class).arity("1").paramLabel("KEY")
                .description("The gym's own key for it."));
        model.add(0, "allowOverlap", CommandModel.option("--allow-overlap").type(boolean.class).arity("0").paramLabel("<allowOverlap>")
                .description("Let the coach teach another class at the same time."));
        model.add(0, "format.format", CommandModel.option("-o", "--output").type(dev.gymctl.cli.Format.class).arity("1").paramLabel("FORMAT")
                .description("How to print it: table, json, csv, ndjson."));
    }

    private static void verbClassList(CommandModel model) {
        model.description("List classes, by start.", "Those of the coming fourteen days, unless told otherwise.");
        model.footer("", "Example: gymctl class list --month this --coach ada@example.org");
        model.add(0, "month", CommandModel.option("--month").type(dev.gymctl.cli.MonthArgument.class).arity("1").paramLabel("MONTH")
                .description("Those of a month: 2026-10, last or this."));
        model.add(0, "from", CommandModel.option("--from").type(java.time.LocalDate.class).arity("1").paramLabel("DATE")
                .description("From this day on."));
        model.add(0, "to", CommandModel.option("--to").type(java.time.LocalDate.class).arity("1").paramLabel("DATE")
                .description("Up to this day."));
        model.add(0, "coach", CommandModel.option("--coach").type(dev.gymctl.cli.PersonArgument.class).arity("1").paramLabel("COACH")
                .description("Only this coach's: id or e-mail."));
        model.add(0, "format.format", CommandModel.option("-o", "--output").type(dev.gymctl.cli.Format.class).arity("1").paramLabel("FORMAT")
                .description("How to print it: table, json, csv, ndjson."));
    }

    private static void verbClassShow(CommandModel model) {
        model.description("Show a class and who is in it.");
        model.add(0, "id", CommandModel.positional("0+").type(long.class).arity("1").paramLabel("CLASS").required(true)
                .description("The class's id."));
        model.add(0, "format.format", CommandModel.option("-o", "--output").type(dev.gymctl.cli.Format.class).arity("1").paramLabel("FORMAT")
                .description("How to print it: table, json, csv, ndjson."));
    }

    private static void verbClassImport(CommandModel model) {
        model.description("Add the classes of a CSV file, or bring them up to date.", "They are known by their class_ref.");
        model.footer("", "Columns: class_ref, class_title, coach (e-mail), starts_at, duration_minutes,", "         capacity, place, status", "All rows are taken or none. The same file again changes nothing.");
        model.add(0, "file", CommandModel.positional("0+").type(java.lang.String.class).arity("1").paramLabel("FILE").required(true)
                .description("The CSV file; - is the standard input."));
        model.add(0, "allowOverlap", CommandModel.option("--allow-overlap").type(boolean.class).arity("0").paramLabel("<allowOverlap>")
                .description("Let coaches teach several of them at the same time."));
        model.add(0, "options.csv.encoding", CommandModel.option("--encoding").type(java.lang.String.class).arity("1").paramLabel("CHARSET")
                .description("The file's encoding when it is not UTF-8 or UTF-16 with a byte order mark: windows-1252."));
        model.add(0, "options.csv.columns", CommandModel.option("--map").type(java.util.Map.class).auxiliaryTypes(java.lang.String.class, java.lang.String.class).arity("1").paramLabel("OURS=THEIRS")
                .description("The file's own name of one of our columns; may be repeated."));
        model.add(0, "options.dryRun.dryRun", CommandModel.option("--dry-run").type(boolean.class).arity("0").paramLabel("<dryRun>")
                .description("Say what would be done, and change nothing."));
        model.add(0, "options.format.format", CommandModel.option("-o", "--output").type(dev.gymctl.cli.Format.class).arity("1").paramLabel("FORMAT")
                .description("How to print it: table, json, csv, ndjson."));
    }

    private static void verbClassCancel(CommandModel model) {
        model.description("Cancel a class; its bookings end with it.");
        model.add(0, "id", CommandModel.positional("0+").type(long.class).arity("1").paramLabel("CLASS").required(true)
                .description("The class's id."));
        model.add(0, "confirmation.yes", CommandModel.option("--yes").type(boolean.class).arity("0").paramLabel("<yes>")
                .description("Do not ask."));
        model.add(0, "dryRun.dryRun", CommandModel.option("--dry-run").type(boolean.class).arity("0").paramLabel("<dryRun>")
                .description("Say what would be done, and change nothing."));
        model.add(0, "format.format", CommandModel.option("-o", "--output").type(dev.gymctl.cli.Format.class).arity("1").paramLabel("FORMAT")
                .description("How to print it: table, json, csv, ndjson."));
    }

    private static void verbClassEnroll(CommandModel model) {
        model.description("Book a member into a class.");
        model.add(0, "id", CommandModel.positional("0").type(long.class).arity("1").paramLabel("CLASS").required(true)
                .description("The class's id."));
        model.add(0, "member", CommandModel.positional("1").type(dev.gymctl.cli.PersonArgument.class).arity("1").paramLabel("MEMBER").required(true)
                .description("Id or e-mail."));
        model.add(0, "allowOverlap", CommandModel.option("--allow-overlap").type(boolean.class).arity("0").paramLabel("<allowOverlap>")
                .description("Even if the member attends another class at that time."));
        model.add(0, "format.format", CommandModel.option("-o", "--output").type(dev.gymctl.cli.Format.class).arity("1").paramLabel("FORMAT")
                .description("How to print it: table, json, csv, ndjson."));
    }

    private static void verbClassWithdraw(CommandModel model) {
        model.description("Take a member's booking back.");
        model.add(0, "id", CommandModel.positional("0").type(long.class).arity("1").paramLabel("CLASS").required(true)
                .description("The class's id."));
        model.add(0, "member", CommandModel.positional("1").type(dev.gymctl.cli.PersonArgument.class).arity("1").paramLabel("MEMBER").required(true)
                .description("Id or e-mail."));
        model.add(0, "format.format", CommandModel.option("-o", "--output").type(dev.gymctl.cli.Format.class).arity("1").paramLabel("FORMAT")
                .description("How to print it: table, json, csv, ndjson."));
    }

    private static void verbClassAttend(CommandModel model) {
        model.description("Record who came to a class, or take attendance over from a file.");
        model.footer("", "Columns of the file: class_ref, member (e-mail), status", "Status: booked, attended, no_show, late_cancel or cancelled.", "All rows are taken or none. The same file again changes nothing.", "", "Examples: gymctl class attend 12 ada@example.org 7 8", "          gymctl class attend --from attendance.csv");
        model.add(0, "id", CommandModel.positional("0").type(java.lang.Long.class).arity("0..1").paramLabel("CLASS")
                .description("The class's id."));
        model.add(0, "members", CommandModel.positional("1..*").type(java.util.List.class).auxiliaryTypes(dev.gymctl.cli.PersonArgument.class).arity("0..1").paramLabel("MEMBER")
                .description("Ids or e-mails."));
        model.add(0, "status", CommandModel.option("--status").type(dev.gymctl.core.classes.EnrollmentStatus.class).arity("1").paramLabel("STATUS").completionCandidates(CommandModel.candidates("booked", "attended", "no_show", "late_cancel", "cancelled"))
                .description("What became of them; attended unless given."));
        model.add(0, "file", CommandModel.option("--from").type(java.lang.String.class).arity("1").paramLabel("FILE")
                .description("Take it from a CSV file; - is the standard input."));
        model.add(0, "options.csv.encoding", CommandModel.option("--encoding").type(java.lang.String.class).arity("1").paramLabel("CHARSET")
                .description("The file's encoding when it is not UTF-8 or UTF-16 with a byte order mark: windows-1252."));
        model.add(0, "options.csv.columns", CommandModel.option("--map").type(java.util.Map.class).auxiliaryTypes(java.lang.String.class, java.lang.String.class).arity("1").paramLabel("OURS=THEIRS")
                .description("The file's own name of one of our columns; may be repeated."));
        model.add(0, "options.dryRun.dryRun", CommandModel.option("--dry-run").type(boolean.class).arity("0").paramLabel("<dryRun>")
                .description("Say what would be done, and change nothing."));
        model.add(0, "options.format.format", CommandModel.option("-o", "--output").type(dev.gymctl.cli.Format.class).arity("1").paramLabel("FORMAT")
                .description("How to print it: table, json, csv, ndjson."));
    }

    private static void verbPayrollPreview(CommandModel model) {
        model.description("Show what a month's payroll comes to, and change nothing.");
        model.add(0, "month", CommandModel.option("--month").type(dev.gymctl.cli.MonthArgument.class).arity("1").paramLabel("MONTH")
                .description("2026-10, last or this; this unless given."));
        model.add(0, "format.format", CommandModel.option("-o", "--output").type(dev.gymctl.cli.Format.class).arity("1").paramLabel("FORMAT")
                .description("How to print it: table, json, csv, ndjson."));
    }

    private static void verbPayrollRun(CommandModel model) {
        model.description("Roll a month's coach payroll over, and close the month.", "It makes the payslips and posts them to the ledger.");
        model.footer("", "A month is rolled over once; a second run says so and changes nothing.", "Killed in the middle, simply run it again.", "", "Example, for cron: gymctl payroll run --month last");
        model.add(0, "month", CommandModel.option("--month").type(dev.gymctl.cli.MonthArgument.class).arity("1").paramLabel("MONTH").required(true)
                .description("2026-10, last or this."));
        model.add(0, "dryRun.dryRun", CommandModel.option("--dry-run").type(boolean.class).arity("0").paramLabel("<dryRun>")
                .description("Say what would be done, and change nothing."));
        model.add(0, "format.format", CommandModel.option("-o", "--output").type(dev.gymctl.cli.Format.class).arity("1").paramLabel("FORMAT")
                .description("How to print it: table, json, csv, ndjson."));
    }

    private static void verbPayrollList(CommandModel model) {
        model.description("List a month's payslips, by the coach's e-mail.");
        model.add(0, "month", CommandModel.option("--month").type(dev.gymctl.cli.MonthArgument.class).arity("1").paramLabel("MONTH")
                .description("2026-10, last or this; last unless given."));
        model.add(0, "format.format", CommandModel.option("-o", "--output").type(dev.gymctl.cli.Format.class).arity("1").paramLabel("FORMAT")
                .description("How to print it: table, json, csv, ndjson."));
    }

    private static void verbPayrollShow(CommandModel model) {
        model.description("Show a coach's payslip, line by line.");
        model.add(0, "coach", CommandModel.positional("0+").type(dev.gymctl.cli.PersonArgument.class).arity("1").paramLabel("COACH").required(true)
                .description("Id or e-mail."));
        model.add(0, "month", CommandModel.option("--month").type(dev.gymctl.cli.MonthArgument.class).arity("1").paramLabel("MONTH")
                .description("2026-10, last or this; last unless given."));
        model.add(0, "format.format", CommandModel.option("-o", "--output").type(dev.gymctl.cli.Format.class).arity("1").paramLabel("FORMAT")
                .description("How to print it: table, json, csv, ndjson."));
    }

    private static void verbJobList(CommandModel model) {
        model.description("List the runs of batch jobs, the newest first.");
        model.add(0, "limit", CommandModel.option("--limit").type(int.class).arity("1").paramLabel("N")
                .description("How many at most; 50 unless given."));
        model.add(0, "format.format", CommandModel.option("-o", "--output").type(dev.gymctl.cli.Format.class).arity("1").paramLabel("FORMAT")
                .description("How to print it: table, json, csv, ndjson."));
    }

    private static void verbJobShow(CommandModel model) {
        model.description("Show a run of a batch job, step by step.");
        model.add(0, "id", CommandModel.positional("0+").type(long.class).arity("1").paramLabel("JOB").required(true)
                .description("The run's id."));
        model.add(0, "format.format", CommandModel.option("-o", "--output").type(dev.gymctl.cli.Format.class).arity("1").paramLabel("FORMAT")
                .description("How to print it: table, json, csv, ndjson."));
    }

    private static void verbDbStart(CommandModel model) {
        model.description("Start the embedded PostgreSQL.", "Commands do so themselves when they need it.");
        model.add(0, "format.format", CommandModel.option("-o", "--output").type(dev.gymctl.cli.Format.class).arity("1").paramLabel("FORMAT")
                .description("How to print it: table, json, csv, ndjson."));
    }

    private static void verbDbStop(CommandModel model) {
        model.description("Stop the embedded PostgreSQL.", "Whoever is connected is disconnected.");
        model.add(0, "format.format", CommandModel.option("-o", "--output").type(dev.gymctl.cli.Format.class).arity("1").paramLabel("FORMAT")
                .description("How to print it: table, json, csv, ndjson."));
    }

    private static void verbDbStatus(CommandModel model) {
        model.description("Show where the database is, whether it runs, and its schema.");
        model.add(0, "format.format", CommandModel.option("-o", "--output").type(dev.gymctl.cli.Format.class).arity("1").paramLabel("FORMAT")
                .description("How to print it: table, json, csv, ndjson."));
    }

    private static void verbDbMigrate(CommandModel model) {
        model.description("Bring the schema to this program's version.", "On a given server, work as the schema's owner.");
        model.add(0, "format.format", CommandModel.option("-o", "--output").type(dev.gymctl.cli.Format.class).arity("1").paramLabel("FORMAT")
                .description("How to print it: table, json, csv, ndjson."));
    }

    private static void verbDbUrl(CommandModel model) {
        model.description("Print the database's URL for psql and other programs.", "It names a password file, and holds no password.");
        model.add(0, "format.format", CommandModel.option("-o", "--output").type(dev.gymctl.cli.Format.class).arity("1").paramLabel("FORMAT")
                .description("How to print it: table, json, csv, ndjson."));
    }

    private static void global(CommandModel model) {
        model.add(1, "url", CommandModel.option("--url").type(java.lang.String.class).arity("1").paramLabel("URL")
                .description("Database, postgres:// or JDBC; without it, GYMCTL_URL, DATABASE_URL, PG… or the embedded one."));
        model.add(1, "noColor", CommandModel.option("--no-color").type(boolean.class).arity("0").paramLabel("<noColor>")
                .description("No colours."));
        model.add(1, "debug", CommandModel.option("--debug").type(boolean.class).arity("0").paramLabel("<debug>")
                .description("Show the stack trace of a failure."));
        model.add(1, "help", CommandModel.option("-h", "--help").type(boolean.class).arity("0").paramLabel("<help>")
                .description("Show this help.").usageHelp(true));
    }
}
