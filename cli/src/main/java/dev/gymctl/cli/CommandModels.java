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
            case "shell" -> verbShell(model);
            case "dashboard" -> verbDashboard(model);
            case "doctor" -> verbDoctor(model);
            case "login" -> verbLogin(model);
            case "logout" -> verbLogout(model);
            case "whoami" -> verbWhoami(model);
            case "passwd" -> verbPasswd(model);
            case "completion" -> verbCompletion(model);
            case "version" -> verbVersion(model);
            case "gym show" -> verbGymShow(model);
            case "gym set" -> verbGymSet(model);
            case "user add" -> verbUserAdd(model);
            case "user list" -> verbUserList(model);
            case "user show" -> verbUserShow(model);
            case "user edit" -> verbUserEdit(model);
            case "user role" -> verbUserRole(model);
            case "user activate" -> verbUserActivate(model);
            case "user deactivate" -> verbUserDeactivate(model);
            case "user reset-password" -> verbUserResetPassword(model);
            case "user token" -> verbUserToken(model);
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
            case "member approve" -> verbMemberApprove(model);
            case "member reject" -> verbMemberReject(model);
            case "member freeze" -> verbMemberFreeze(model);
            case "member unfreeze" -> verbMemberUnfreeze(model);
            case "member cancel" -> verbMemberCancel(model);
            case "member import" -> verbMemberImport(model);
            case "member export" -> verbMemberExport(model);
            case "member erase" -> verbMemberErase(model);
            case "profile add" -> verbProfileAdd(model);
            case "profile list" -> verbProfileList(model);
            case "profile show" -> verbProfileShow(model);
            case "profile remove" -> verbProfileRemove(model);
            case "class add" -> verbClassAdd(model);
            case "class list" -> verbClassList(model);
            case "class show" -> verbClassShow(model);
            case "class import" -> verbClassImport(model);
            case "class cancel" -> verbClassCancel(model);
            case "class enroll" -> verbClassEnroll(model);
            case "class withdraw" -> verbClassWithdraw(model);
            case "class attend" -> verbClassAttend(model);
            case "finance charge" -> verbFinanceCharge(model);
            case "finance pay" -> verbFinancePay(model);
            case "finance prepay" -> verbFinancePrepay(model);
            case "finance refund" -> verbFinanceRefund(model);
            case "finance write-off" -> verbFinanceWriteOff(model);
            case "finance return" -> verbFinanceReturn(model);
            case "finance reverse" -> verbFinanceReverse(model);
            case "finance charges" -> verbFinanceCharges(model);
            case "finance payments" -> verbFinancePayments(model);
            case "finance statement" -> verbFinanceStatement(model);
            case "finance aging" -> verbFinanceAging(model);
            case "finance balance" -> verbFinanceBalance(model);
            case "finance journal" -> verbFinanceJournal(model);
            case "finance trial-balance" -> verbFinanceTrialBalance(model);
            case "finance close" -> verbFinanceClose(model);
            case "import list" -> verbImportList(model);
            case "import show" -> verbImportShow(model);
            case "import undo" -> verbImportUndo(model);
            case "plan add" -> verbPlanAdd(model);
            case "plan list" -> verbPlanList(model);
            case "plan retire" -> verbPlanRetire(model);
            case "plan subscribe" -> verbPlanSubscribe(model);
            case "plan unsubscribe" -> verbPlanUnsubscribe(model);
            case "billing run" -> verbBillingRun(model);
            case "billing parked" -> verbBillingParked(model);
            case "billing accept" -> verbBillingAccept(model);
            case "reconcile run" -> verbReconcileRun(model);
            case "reconcile lines" -> verbReconcileLines(model);
            case "reconcile review" -> verbReconcileReview(model);
            case "reconcile match" -> verbReconcileMatch(model);
            case "reconcile unmatch" -> verbReconcileUnmatch(model);
            case "reconcile exclude" -> verbReconcileExclude(model);
            case "reconcile report" -> verbReconcileReport(model);
            case "chat rooms" -> verbChatRooms(model);
            case "chat create" -> verbChatCreate(model);
            case "chat invite" -> verbChatInvite(model);
            case "chat join" -> verbChatJoin(model);
            case "chat leave" -> verbChatLeave(model);
            case "chat archive" -> verbChatArchive(model);
            case "chat send" -> verbChatSend(model);
            case "chat history" -> verbChatHistory(model);
            case "chat open" -> verbChatOpen(model);
            case "chat tail" -> verbChatTail(model);
            case "chat search" -> verbChatSearch(model);
            case "chat unread" -> verbChatUnread(model);
            case "chat read" -> verbChatRead(model);
            case "chat delete" -> verbChatDelete(model);
            case "payroll preview" -> verbPayrollPreview(model);
            case "payroll run" -> verbPayrollRun(model);
            case "payroll list" -> verbPayrollList(model);
            case "payroll show" -> verbPayrollShow(model);
            case "payroll pay" -> verbPayrollPay(model);
            case "payroll payouts" -> verbPayrollPayouts(model);
            case "report revenue" -> verbReportRevenue(model);
            case "report retention" -> verbReportRetention(model);
            case "report coaches" -> verbReportCoaches(model);
            case "timer show" -> verbTimerShow(model);
            case "timer install" -> verbTimerInstall(model);
            case "job list" -> verbJobList(model);
            case "job show" -> verbJobShow(model);
            case "audit log" -> verbAuditLog(model);
            case "audit verify" -> verbAuditVerify(model);
            case "config show" -> verbConfigShow(model);
            case "config set" -> verbConfigSet(model);
            case "config unset" -> verbConfigUnset(model);
            case "db start" -> verbDbStart(model);
            case "db stop" -> verbDbStop(model);
            case "db status" -> verbDbStatus(model);
            case "db migrate" -> verbDbMigrate(model);
            case "db backup" -> verbDbBackup(model);
            case "db restore" -> verbDbRestore(model);
            case "db url" -> verbDbUrl(model);
            default -> throw new IllegalArgumentException("no model of: " + command);
        }
        global(model);
        return model.spec();
    }

    /** What the verb does, in a line. */
    static String summary(String command) {
        return switch (command) {
            case "demo" -> "Load a made-up gym and roll its last month's payroll over.";
            case "shell" -> "Type commands one after the other, or run a script of them.";
            case "dashboard" -> "Show the gym on one screen, as it is this morning.";
            case "doctor" -> "Check Java, terminal, database, clocks, backups and jobs.";
            case "login" -> "Log in; the commands after it are yours.";
            case "logout" -> "End your session: its token is good for nothing any more.";
            case "whoami" -> "Show as whom your commands run, and until when.";
            case "passwd" -> "Change your password.";
            case "completion" -> "Print the completion script of a shell.";
            case "version" -> "Show the version of this program and of Java.";
            case "gym show" -> "Show the gym's settings.";
            case "gym set" -> "Change settings: name, zone, currency, drop_in_price,";
            case "user add" -> "Add somebody with a role, and no member or coach file.";
            case "user list" -> "List the users, by id.";
            case "user show" -> "Show a user, the state of the login, and live sessions.";
            case "user edit" -> "Change who a user is and how to reach them.";
            case "user role" -> "Give a user a role, which is what they may do.";
            case "user activate" -> "Let a user log in and book again.";
            case "user deactivate" -> "Let a user neither log in nor book.";
            case "user reset-password" -> "Give a user a one-time code in place of the password.";
            case "user token" -> "Make or revoke a service token, for cron.";
            case "coach add" -> "Add a coach.";
            case "coach list" -> "List the coaches, by id.";
            case "coach show" -> "Show a coach's file.";
            case "coach import" -> "Add the coaches of a CSV file, or bring them up to date.";
            case "rate list" -> "List pay rates, by coach and class title.";
            case "rate set" -> "Set a pay rate from a day on.";
            case "rate end" -> "End a pay rate: the given day is its last.";
            case "rate import" -> "Add the pay rates of a CSV file.";
            case "member add" -> "Register a member, who is pending until approved.";
            case "member list" -> "List the members, by id unless told otherwise.";
            case "member show" -> "Show a member's file.";
            case "member approve" -> "Approve members: they are active from today on.";
            case "member reject" -> "Reject members who are pending.";
            case "member freeze" -> "Freeze a membership for a time.";
            case "member unfreeze" -> "End a freeze: the member is active from today on.";
            case "member cancel" -> "Cancel a membership.";
            case "member import" -> "Add the members of a CSV file, or bring them up to date.";
            case "member export" -> "Write members as a CSV file that member import reads.";
            case "member erase" -> "Forget a person for good (GDPR), as they may ask for.";
            case "profile add" -> "Save how the CSV of a system, or of a bank, is read.";
            case "profile list" -> "List the profiles: those built in and those saved.";
            case "profile show" -> "Show a profile: which header is which column.";
            case "profile remove" -> "Remove a saved profile; what was imported by it stays.";
            case "class add" -> "Add a class.";
            case "class list" -> "List classes, by start.";
            case "class show" -> "Show a class and who is in it.";
            case "class import" -> "Add the classes of a CSV file, or bring them up to date.";
            case "class cancel" -> "Cancel a class; its bookings end with it.";
            case "class enroll" -> "Book a member into a class.";
            case "class withdraw" -> "Take a member's booking back.";
            case "class attend" -> "Record who came to a class, or take attendance over from a file.";
            case "finance charge" -> "Charge a member.";
            case "finance pay" -> "Record money received from a member.";
            case "finance prepay" -> "Sell class fees that are paid ahead.";
            case "finance refund" -> "Give a member's credit back.";
            case "finance write-off" -> "Give up what is owed of a charge.";
            case "finance return" -> "Record that the bank gave a payment back.";
            case "finance reverse" -> "Take back what was recorded wrongly.";
            case "finance charges" -> "List charges, the oldest first by due day.";
            case "finance payments" -> "List a member's payments, the oldest first.";
            case "finance statement" -> "Show what a member was charged and paid.";
            case "finance aging" -> "List who owes what, and for how many days.";
            case "finance balance" -> "Show the balance of a member or an account.";
            case "finance journal" -> "List the ledger's entries, a line for each transfer.";
            case "finance trial-balance" -> "List all accounts with what was debited and credited.";
            case "finance close" -> "Close the books through a month's last day, for good.";
            case "import list" -> "List the imports that changed something, the newest first.";
            case "import show" -> "Show an import and what of it can still be undone.";
            case "import undo" -> "Undo an import: remove what it added, restore what it changed.";
            case "plan add" -> "Add a plan: monthly dues, a pack of classes, or drop-in.";
            case "plan list" -> "List the plans by name, or a member's memberships of them.";
            case "plan retire" -> "Retire a plan: nobody gets it any more.";
            case "plan subscribe" -> "Give a member a plan with dues.";
            case "plan unsubscribe" -> "End a member's membership of a plan.";
            case "billing run" -> "Assess a month's dues, and those of skipped months before it.";
            case "billing parked" -> "List the accounts that billing left alone, and why.";
            case "billing accept" -> "Say that a parked account is right as it is.";
            case "reconcile run" -> "Settle imported attendance, match banks' lines, and tie a month.";
            case "reconcile lines" -> "List the banks' lines, and why they are what they are.";
            case "reconcile review" -> "Go through the lines that wait, one key for each.";
            case "reconcile match" -> "Say what a line pays: charges, and members' oldest.";
            case "reconcile unmatch" -> "Take back what was made of a line.";
            case "reconcile exclude" -> "Say that the rest of a line is not the business of gymctl.";
            case "reconcile report" -> "Show what became of a month's lines, from opening to closing.";
            case "chat rooms" -> "List your rooms, with what you have not read; or who is in one.";
            case "chat create" -> "Make a room; you are in it.";
            case "chat invite" -> "Take others into a room that you are in.";
            case "chat join" -> "Go into a room that is open, or of a class of yours.";
            case "chat leave" -> "Go out of a room, or take others out of it.";
            case "chat archive" -> "Put a room away: it can be read, but nobody writes there.";
            case "chat send" -> "Send a message to a room, or to all your rooms.";
            case "chat history" -> "Show the last 50 messages of a room, or others.";
            case "chat open" -> "Sit down in a room: read what was said, see what comes, answer.";
            case "chat tail" -> "Follow rooms: every new message, once and in order.";
            case "chat search" -> "Find messages by their words, the best first.";
            case "chat unread" -> "List the rooms where there is something that you have not read.";
            case "chat read" -> "Say that you have read a room.";
            case "chat delete" -> "Take the words of a message away; that there was one stays.";
            case "payroll preview" -> "Show what a month's payroll comes to, and change nothing.";
            case "payroll run" -> "Roll a month's coach payroll over, and close the month.";
            case "payroll list" -> "List a month's payslips, by the coach's e-mail.";
            case "payroll show" -> "Show a coach's payslip, line by line.";
            case "payroll pay" -> "Record that a closed month's payslips were paid.";
            case "payroll payouts" -> "List what coaches were paid, the oldest first.";
            case "report revenue" -> "Show what was earned, by month and income account.";
            case "report retention" -> "Show members who joined, stayed and left, and recurring revenue.";
            case "report coaches" -> "Show what coaches taught, how full it was, and what it pays.";
            case "timer show" -> "Print what runs billing, reconciliation and payroll by itself.";
            case "timer install" -> "Have billing, reconciliation and payroll run by themselves.";
            case "job list" -> "List the runs of batch jobs, the newest first.";
            case "job show" -> "Show a run of a batch job, step by step.";
            case "audit log" -> "List who changed what, the newest first.";
            case "audit verify" -> "Check that the audit log is what was written.";
            case "config show" -> "Show the settings that hold here, and where each comes from.";
            case "config set" -> "Put url, output, color or pager into the configuration file.";
            case "config unset" -> "Take settings out of the configuration file.";
            case "db start" -> "Start the embedded PostgreSQL.";
            case "db stop" -> "Stop the embedded PostgreSQL.";
            case "db status" -> "Show where the database is, whether it runs, and its schema.";
            case "db migrate" -> "Bring the schema to this program's version.";
            case "db backup" -> "Write everything the database holds into one file.";
            case "db restore" -> "Bring a backup back into an empty database.";
            case "db url" -> "Print the database's URL for psql and other programs.";
            default -> throw new IllegalArgumentException("no summary of: " + command);
        };
    }

    private static void verbDemo(CommandModel model) {
        model.description("Load a made-up gym and roll its last month's payroll over.");
        model.footer("", "It goes only into an empty database; --fresh makes one beside the gym's own,", "on the embedded PostgreSQL, which --url embedded:gymctl_demo reaches then.", "", "The CSV files that the gym comes from stay to be looked at.");
        model.add(0, "seed", CommandModel.option("--seed").type(long.class).arity("1").paramLabel("N")
                .description("Another number, another gym; 1 unless given."));
        model.add(0, "fresh", CommandModel.option("--fresh").type(boolean.class).arity("0").paramLabel("<fresh>")
                .description("Into the separate database gymctl_demo, made anew."));
        confirmOptions(model, "confirmation.");
        outputOptions(model, "format.");
    }

    private static void verbShell(CommandModel model) {
        model.description("Type commands one after the other, or run a script of them.");
        model.footer("", "A line is a command as it follows gymctl on the command line. The connection", "stays open, so that a command costs little more than its work. Ctrl-C cancels", "the command that runs; exit, quit or Ctrl-D leave. The prompt shows the exit", "code of a command that failed. Tab completes commands, options and values; what", "was typed before and begins so is suggested in grey: Right or End takes it.", "", "Where stdin is no terminal it is a script: quotes and backslashes as in a POSIX", "shell, comments from a #. It stops at the first line that fails, with its exit", "code. The commands of a script have an empty stdin.");
        model.add(0, "keepGoing", CommandModel.option("--keep-going").type(boolean.class).arity("0").paramLabel("<keepGoing>")
                .description("Run a script's other lines after one that fails."));
        model.add(0, "allowSystemShell", CommandModel.option("--allow-system-shell").type(boolean.class).arity("0").paramLabel("<allowSystemShell>")
                .description("Let !COMMAND run a program of the system."));
    }

    private static void verbDashboard(CommandModel model) {
        model.description("Show the gym on one screen, as it is this morning.", "Today's classes, who is overdue, bank lines to review, unread rooms, the jobs,", "and the month to date against as many days of the last one.");
        model.footer("", "A coach sees their own classes and rooms, a member their own bookings, debts", "and rooms. All numbers are of one moment, days and times the gym's.", "", "With --watch it takes the whole terminal: r looks again at once, q or Ctrl-C", "leaves. It survives a lost connection. Without a terminal, --watch -o ndjson", "prints an object for each look.");
        model.add(0, "watch", CommandModel.option("--watch").type(boolean.class).arity("0").paramLabel("<watch>")
                .description("Stay, and look again every 30 seconds."));
        model.add(0, "every", CommandModel.option("--every").type(java.lang.Integer.class).arity("1").paramLabel("SECONDS")
                .description("With --watch: look again after so long."));
        model.add(0, "as", CommandModel.option("--as").type(dev.gymctl.cli.PersonArgument.class).arity("1").paramLabel("USER")
                .description("As this user sees it; only for the owner of the database, who does not log in."));
        outputOptions(model, "format.");
    }

    private static void verbDoctor(CommandModel model) {
        model.description("Check Java, terminal, database, clocks, backups and jobs.", "Each is ok, or a warning or a problem with what to do.");
        model.footer("", "Exit 0 when there is no problem, warnings or not; 1 when there is one; 4 when", "the database cannot be reached or its schema is not this program's: then the", "rest is checked all the same. It starts the embedded PostgreSQL if there is", "one, and makes none.");
        outputOptions(model, "format.");
    }

    private static void verbLogin(CommandModel model) {
        model.description("Log in; the commands after it are yours.");
        model.footer("", "A one-time code takes the password's place once, and is changed with it.", "", "The session is kept for this database, in a file that only you can read;", "GYMCTL_TOKEN goes before it. It ends after 14 days, and with gymctl logout.");
        model.add(0, "user", CommandModel.positional("0+").type(dev.gymctl.cli.PersonArgument.class).arity("1").paramLabel("USER").required(true)
                .description("Id or e-mail."));
        passwordOptions(model, "passwords.");
        outputOptions(model, "format.");
    }

    private static void verbLogout(CommandModel model) {
        model.description("End your session: its token is good for nothing any more.");
        outputOptions(model, "format.");
    }

    private static void verbWhoami(CommandModel model) {
        model.description("Show as whom your commands run, and until when.");
        model.footer("", "Without a login that is the owner: whoever has the embedded database, or the", "credentials of the role that owns the schema on a given server.");
        outputOptions(model, "format.");
    }

    private static void verbPasswd(CommandModel model) {
        model.description("Change your password.");
        model.footer("", "It ends your sessions everywhere and revokes your service tokens; here you", "stay logged in. Members need 8 characters, coaches and above 15; any will do,", "and what is tried first, such as an e-mail or the gym's name, will not.");
        passwordOptions(model, "passwords.");
        outputOptions(model, "format.");
    }

    private static void verbCompletion(CommandModel model) {
        model.description("Print the completion script of a shell.", "bash: source <(gymctl completion bash)", "zsh: gymctl completion zsh > _gymctl, in a directory of $fpath", "fish: gymctl completion fish | source");
        model.add(0, "shell", CommandModel.positional("0+").type(dev.gymctl.cli.completion.Completion.Shell.class).arity("1").paramLabel("SHELL").required(true)
                .description("bash, zsh or fish."));
    }

    private static void verbVersion(CommandModel model) {
        model.description("Show the version of this program and of Java.");
        outputOptions(model, "format.");
    }

    private static void verbGymShow(CommandModel model) {
        model.description("Show the gym's settings.");
        outputOptions(model, "format.");
    }

    private static void verbGymSet(CommandModel model) {
        model.description("Change settings: name, zone, currency, drop_in_price,", "payment_days and charges_a_day.");
        model.footer("", "payment_days: a charge is due so many days after it was made.", "charges_a_day: billing parks an account that would get more on one day.", "Zone and currency cannot be changed once there are classes or money.");
        model.add(0, "settings", CommandModel.positional("*").type(java.util.List.class).auxiliaryTypes(java.lang.String.class).arity("1..*").paramLabel("KEY=VALUE").required(true)
                .description("A setting and its new value."));
        outputOptions(model, "format.");
    }

    private static void verbUserAdd(CommandModel model) {
        model.description("Add somebody with a role, and no member or coach file.");
        model.footer("", "member add and coach add make the file as well; a role can be given later.");
        model.add(0, "person.firstName", CommandModel.positional("0").type(java.lang.String.class).arity("1").paramLabel("FIRST_NAME").required(true)
                .description("First name."));
        model.add(0, "person.lastName", CommandModel.positional("1").type(java.lang.String.class).arity("0..1").paramLabel("LAST_NAME")
                .description("Last name, if there is one."));
        personOptions(model, "person.");
        model.add(0, "role", CommandModel.option("--role").type(dev.gymctl.core.user.Role.class).arity("1").paramLabel("ROLE")
                .description("member, coach, treasurer, admin; member unless given."));
        outputOptions(model, "format.");
    }

    private static void verbUserList(CommandModel model) {
        model.description("List the users, by id.");
        model.add(0, "role", CommandModel.option("--role").type(dev.gymctl.core.user.Role.class).arity("1").paramLabel("ROLE")
                .description("Only member, coach, treasurer, admin."));
        outputOptions(model, "format.");
    }

    private static void verbUserShow(CommandModel model) {
        model.description("Show a user, the state of the login, and live sessions.");
        model.add(0, "user", CommandModel.positional("0+").type(dev.gymctl.cli.PersonArgument.class).arity("1").paramLabel("USER").required(true)
                .description("Id or e-mail."));
        outputOptions(model, "format.");
    }

    private static void verbUserEdit(CommandModel model) {
        model.description("Change who a user is and how to reach them.");
        model.footer("", "An empty value takes away what was there: --phone \"\"");
        model.add(0, "user", CommandModel.positional("0+").type(dev.gymctl.cli.PersonArgument.class).arity("1").paramLabel("USER").required(true)
                .description("Id or e-mail."));
        model.add(0, "firstName", CommandModel.option("--first-name").type(java.lang.String.class).arity("1").paramLabel("NAME")
                .description("First name."));
        model.add(0, "lastName", CommandModel.option("--last-name").type(java.lang.String.class).arity("1").paramLabel("NAME")
                .description("Last name."));
        model.add(0, "email", CommandModel.option("--email").type(java.lang.String.class).arity("1").paramLabel("EMAIL")
                .description("The e-mail, which is the login."));
        model.add(0, "dateOfBirth", CommandModel.option("--date-of-birth").type(java.lang.String.class).arity("1").paramLabel("DATE")
                .description("Date of birth, as 1990-12-31."));
        model.add(0, "contactEmail", CommandModel.option("--contact-email").type(java.lang.String.class).arity("1").paramLabel("EMAIL")
                .description("An e-mail that others may share."));
        model.add(0, "phone", CommandModel.option("--phone").type(java.lang.String.class).arity("1").paramLabel("PHONE")
                .description("Phone."));
        model.add(0, "emergencyContactName", CommandModel.option("--emergency-contact-name").type(java.lang.String.class).arity("1").paramLabel("NAME")
                .description("Whom to call."));
        model.add(0, "emergencyContactPhone", CommandModel.option("--emergency-contact-phone").type(java.lang.String.class).arity("1").paramLabel("PHONE")
                .description("And where."));
        model.add(0, "guardianName", CommandModel.option("--guardian-name").type(java.lang.String.class).arity("1").paramLabel("NAME")
                .description("A minor's guardian."));
        model.add(0, "guardianPhone", CommandModel.option("--guardian-phone").type(java.lang.String.class).arity("1").paramLabel("PHONE")
                .description("The guardian's phone."));
        outputOptions(model, "format.");
    }

    private static void verbUserRole(CommandModel model) {
        model.description("Give a user a role, which is what they may do.");
        model.footer("", "Only an admin does, and the owner of the database: so the first admin is made.");
        model.add(0, "user", CommandModel.positional("0").type(dev.gymctl.cli.PersonArgument.class).arity("1").paramLabel("USER").required(true)
                .description("Id or e-mail."));
        model.add(0, "role", CommandModel.positional("1").type(dev.gymctl.core.user.Role.class).arity("1").paramLabel("ROLE").required(true)
                .description("member, coach, treasurer, admin."));
        outputOptions(model, "format.");
    }

    private static void verbUserActivate(CommandModel model) {
        model.description("Let a user log in and book again.");
        model.add(0, "user", CommandModel.positional("0+").type(dev.gymctl.cli.PersonArgument.class).arity("1").paramLabel("USER").required(true)
                .description("Id or e-mail."));
        outputOptions(model, "format.");
    }

    private static void verbUserDeactivate(CommandModel model) {
        model.description("Let a user neither log in nor book.");
        model.footer("", "It ends their sessions and revokes their service tokens at once.");
        model.add(0, "user", CommandModel.positional("0+").type(dev.gymctl.cli.PersonArgument.class).arity("1").paramLabel("USER").required(true)
                .description("Id or e-mail."));
        outputOptions(model, "format.");
    }

    private static void verbUserResetPassword(CommandModel model) {
        model.description("Give a user a one-time code in place of the password.");
        model.footer("", "The code is shown now and never again; it is good for three days and one", "login, which changes it. Sessions and service tokens of the user are revoked.");
        model.add(0, "user", CommandModel.positional("0+").type(dev.gymctl.cli.PersonArgument.class).arity("1").paramLabel("USER").required(true)
                .description("Id or e-mail."));
        outputOptions(model, "format.");
    }

    private static void verbUserToken(CommandModel model) {
        model.description("Make or revoke a service token, for cron.");
        model.footer("", "Whoever has it in GYMCTL_TOKEN acts as the user. It is shown now and never", "again; gymctl user show lists the tokens by name. A new password revokes it.");
        model.add(0, "user", CommandModel.positional("0+").type(dev.gymctl.cli.PersonArgument.class).arity("1").paramLabel("USER").required(true)
                .description("Id or e-mail."));
        model.add(0, "name", CommandModel.option("--name").type(java.lang.String.class).arity("1").paramLabel("NAME").required(true)
                .description("What it is for; unique among live tokens."));
        model.add(0, "expires", CommandModel.option("--expires").type(java.time.LocalDate.class).arity("1").paramLabel("DATE")
                .description("Its last day; in a year unless given."));
        model.add(0, "revoke", CommandModel.option("--revoke").type(boolean.class).arity("0").paramLabel("<revoke>")
                .description("Revoke the token of that name."));
        outputOptions(model, "format.");
    }

    private static void verbCoachAdd(CommandModel model) {
        model.description("Add a coach.");
        model.add(0, "person.firstName", CommandModel.positional("0").type(java.lang.String.class).arity("1").paramLabel("FIRST_NAME").required(true)
                .description("First name."));
        model.add(0, "person.lastName", CommandModel.positional("1").type(java.lang.String.class).arity("0..1").paramLabel("LAST_NAME")
                .description("Last name, if there is one."));
        personOptions(model, "person.");
        outputOptions(model, "format.");
    }

    private static void verbCoachList(CommandModel model) {
        model.description("List the coaches, by id.");
        outputOptions(model, "format.");
    }

    private static void verbCoachShow(CommandModel model) {
        model.description("Show a coach's file.");
        model.add(0, "coach", CommandModel.positional("0+").type(dev.gymctl.cli.PersonArgument.class).arity("1").paramLabel("COACH").required(true)
                .description("Id or e-mail."));
        outputOptions(model, "format.");
    }

    private static void verbCoachImport(CommandModel model) {
        model.description("Add the coaches of a CSV file, or bring them up to date.", "They are known by their e-mail.");
        model.footer("", "Columns: first_name, last_name, email, date_of_birth, date_joined, is_active,", "         contact_email, phone, emergency_contact_name, emergency_contact_phone", "All rows are taken or none. The same file again changes nothing.");
        model.add(0, "file", CommandModel.positional("0+").type(java.lang.String.class).arity("1").paramLabel("FILE").required(true)
                .description("The CSV file; - is the standard input."));
        csvOptions(model, "options.csv.");
        importOptions(model, "options.");
        dryRunOption(model, "options.dryRun.");
        outputOptions(model, "options.format.");
    }

    private static void verbRateList(CommandModel model) {
        model.description("List pay rates, by coach and class title.");
        model.footer("", "An empty coach means everyone, an empty title any class. The most specific rate", "applies: coach and title, else coach, else title, else everyone.", "Without any, a class pays 10 currency units.");
        model.add(0, "on", CommandModel.option("--on").type(java.time.LocalDate.class).arity("1").paramLabel("DATE")
                .description("Only those valid on that day."));
        outputOptions(model, "format.");
    }

    private static void verbRateSet(CommandModel model) {
        model.description("Set a pay rate from a day on.");
        model.footer("", "Pay of a class = per class + per hour x minutes / 60 + per attendee x those", "above the threshold, raised to the minimum, cut to the maximum.", "Hours are rounded half to even to the cent.");
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
        outputOptions(model, "format.");
    }

    private static void verbRateEnd(CommandModel model) {
        model.description("End a pay rate: the given day is its last.");
        model.add(0, "id", CommandModel.positional("0+").type(long.class).arity("1").paramLabel("RATE").required(true)
                .description("The rate's id."));
        model.add(0, "on", CommandModel.option("--on").type(java.time.LocalDate.class).arity("1").paramLabel("DATE").required(true)
                .description("The last day it is valid."));
        outputOptions(model, "format.");
    }

    private static void verbRateImport(CommandModel model) {
        model.description("Add the pay rates of a CSV file.");
        model.footer("", "Columns: coach, class_title, per_class, per_hour, per_attendee, threshold,", "         minimum, maximum, valid_from, valid_to", "All rows are taken or none. The same file again changes nothing.");
        model.add(0, "file", CommandModel.positional("0+").type(java.lang.String.class).arity("1").paramLabel("FILE").required(true)
                .description("The CSV file; - is the standard input."));
        csvOptions(model, "options.csv.");
        importOptions(model, "options.");
        dryRunOption(model, "options.dryRun.");
        outputOptions(model, "options.format.");
    }

    private static void verbMemberAdd(CommandModel model) {
        model.description("Register a member, who is pending until approved.");
        model.add(0, "person.firstName", CommandModel.positional("0").type(java.lang.String.class).arity("1").paramLabel("FIRST_NAME").required(true)
                .description("First name."));
        model.add(0, "person.lastName", CommandModel.positional("1").type(java.lang.String.class).arity("0..1").paramLabel("LAST_NAME")
                .description("Last name, if there is one."));
        personOptions(model, "person.");
        model.add(0, "memberRef", CommandModel.option("--ref").type(java.lang.String.class).arity("1").paramLabel("NUMBER")
                .description("The gym's own member number."));
        contactOptions(model, "contact.");
        outputOptions(model, "format.");
    }

    private static void verbMemberList(CommandModel model) {
        model.description("List the members, by id unless told otherwise.");
        model.footer("", "Names sort by last name, then first name. A page goes on after the id that the", "one before it ended with: nobody is shown twice or left out meanwhile.");
        memberFilterOptions(model, "filterOptions.");
        model.add(0, "sort", CommandModel.option("--sort").type(dev.gymctl.core.member.MemberPage.Sort.class).arity("1").paramLabel("KEY")
                .description("By id, name or joined; id unless given."));
        model.add(0, "reversed", CommandModel.option("--reverse").type(boolean.class).arity("0").paramLabel("<reversed>")
                .description("From the end to the beginning."));
        model.add(0, "limit", CommandModel.option("--limit").type(java.lang.Integer.class).arity("1").paramLabel("N")
                .description("How many at most; all unless given."));
        model.add(0, "after", CommandModel.option("--after").type(java.lang.Long.class).arity("1").paramLabel("ID")
                .description("Go on after the member with this id."));
        model.add(0, "count", CommandModel.option("--count").type(boolean.class).arity("0").paramLabel("<count>")
                .description("Only say how many there are."));
        outputOptions(model, "format.");
    }

    private static void verbMemberShow(CommandModel model) {
        model.description("Show a member's file.", "Of classes and events the five that are next or latest.");
        model.footer("", "A balance is what the member owes, less the credit.");
        model.add(0, "member", CommandModel.positional("0+").type(dev.gymctl.cli.PersonArgument.class).arity("1").paramLabel("MEMBER").required(true)
                .description("Id or e-mail."));
        outputOptions(model, "format.");
    }

    private static void verbMemberApprove(CommandModel model) {
        model.description("Approve members: they are active from today on.");
        model.footer("", "All are approved or none.");
        model.add(0, "members", CommandModel.positional("*").type(java.util.List.class).auxiliaryTypes(dev.gymctl.cli.PersonArgument.class).arity("1..*").paramLabel("MEMBER").required(true)
                .description("Id or e-mail; several may be given."));
        model.add(0, "again", CommandModel.option("--again").type(boolean.class).arity("0").paramLabel("<again>")
                .description("Also who was rejected or cancelled, or will be."));
        outputOptions(model, "format.");
    }

    private static void verbMemberReject(CommandModel model) {
        model.description("Reject members who are pending.");
        model.add(0, "members", CommandModel.positional("*").type(java.util.List.class).auxiliaryTypes(dev.gymctl.cli.PersonArgument.class).arity("1..*").paramLabel("MEMBER").required(true)
                .description("Id or e-mail; several may be given."));
        model.add(0, "reason", CommandModel.option("--reason").type(java.lang.String.class).arity("1").paramLabel("TEXT").required(true)
                .description("Why."));
        outputOptions(model, "format.");
    }

    private static void verbMemberFreeze(CommandModel model) {
        model.description("Freeze a membership for a time.", "Bookings of that time are taken back.");
        model.add(0, "member", CommandModel.positional("0+").type(dev.gymctl.cli.PersonArgument.class).arity("1").paramLabel("MEMBER").required(true)
                .description("Id or e-mail."));
        model.add(0, "from", CommandModel.option("--from").type(java.time.LocalDate.class).arity("1").paramLabel("DATE")
                .description("The first day; today unless given."));
        model.add(0, "to", CommandModel.option("--to").type(java.time.LocalDate.class).arity("1").paramLabel("DATE")
                .description("The last day; until further notice unless given."));
        model.add(0, "reason", CommandModel.option("--reason").type(java.lang.String.class).arity("1").paramLabel("TEXT")
                .description("Why."));
        outputOptions(model, "format.");
    }

    private static void verbMemberUnfreeze(CommandModel model) {
        model.description("End a freeze: the member is active from today on.", "Without one today, the next that is planned is taken back.");
        model.add(0, "member", CommandModel.positional("0+").type(dev.gymctl.cli.PersonArgument.class).arity("1").paramLabel("MEMBER").required(true)
                .description("Id or e-mail."));
        outputOptions(model, "format.");
    }

    private static void verbMemberCancel(CommandModel model) {
        model.description("Cancel a membership.", "Freezes and bookings end with it.");
        model.add(0, "member", CommandModel.positional("0+").type(dev.gymctl.cli.PersonArgument.class).arity("1").paramLabel("MEMBER").required(true)
                .description("Id or e-mail."));
        model.add(0, "on", CommandModel.option("--on").type(java.time.LocalDate.class).arity("1").paramLabel("DATE")
                .description("The first day without it; today unless given."));
        model.add(0, "reason", CommandModel.option("--reason").type(java.lang.String.class).arity("1").paramLabel("TEXT")
                .description("Why."));
        outputOptions(model, "format.");
    }

    private static void verbMemberImport(CommandModel model) {
        model.description("Add the members of a CSV file, or bring them up to date.", "They are known by their number, else by their e-mail.");
        model.footer("", "Columns: first_name, last_name (or full_name), email, contact_email, phone,", "         emergency_contact_name, emergency_contact_phone, guardian_name,", "         guardian_phone, date_of_birth, date_joined, is_active, status,", "         membership_approved, prepaid_fees, member_ref", "All rows are taken or none, unless --skip-invalid. The same file again", "changes nothing. Exports of Glofox, Mindbody, TeamUp, Wodify and Zen Planner", "are recognized: gymctl profile list");
        model.add(0, "file", CommandModel.positional("0+").type(java.lang.String.class).arity("1").paramLabel("FILE").required(true)
                .description("The CSV file; - is the standard input."));
        model.add(0, "profile", CommandModel.option("--profile").type(java.lang.String.class).arity("1").paramLabel("PROFILE")
                .description("Read it as this system writes it."));
        model.add(0, "onExisting", CommandModel.option("--on-existing").type(dev.gymctl.core.member.OnExisting.class).arity("1").paramLabel("WHAT")
                .description("What becomes of members who are there already: update, skip or fail; update unless given."));
        model.add(0, "sharedEmail", CommandModel.option("--shared-email").type(dev.gymctl.cli.member.MemberImport.SharedEmail.class).arity("1").paramLabel("WHAT")
                .description("What becomes of an e-mail that several people share: contact keeps it as the contact e-mail of each; reject unless given."));
        model.add(0, "suspected", CommandModel.option("--suspected").type(dev.gymctl.core.member.Suspected.class).arity("1").paramLabel("WHAT")
                .description("What becomes of rows that may be somebody who is there already: add, skip or reject; asked on a terminal, else reject."));
        csvOptions(model, "options.csv.");
        importOptions(model, "options.");
        dryRunOption(model, "options.dryRun.");
        outputOptions(model, "options.format.");
    }

    private static void verbMemberExport(CommandModel model) {
        model.description("Write members as a CSV file that member import reads.", "Importing what was exported changes nothing.");
        model.footer("", "Text that a spreadsheet would run as a formula gets an apostrophe before it,", "which an import takes away again. A file is whole or not there, and for you", "alone.");
        model.add(0, "file", CommandModel.positional("0+").type(java.lang.String.class).arity("0..1").paramLabel("FILE")
                .description("The CSV file; the standard output when it is - or left out."));
        memberFilterOptions(model, "filter.");
        model.add(0, "force", CommandModel.option("--force").type(boolean.class).arity("0").paramLabel("<force>")
                .description("Replace the file if there is one."));
        outputOptions(model, "format.");
    }

    private static void verbMemberErase(CommandModel model) {
        model.description("Forget a person for good (GDPR), as they may ask for.", "What they paid stays in the books, without a name.");
        model.footer("", "Names, contacts, reasons, messages, passwords and the audit log's words about", "them go; charges, payments and bank lines stay for as long as the law wants,", "and with them their memos and references as they were written: the ledger", "is never rewritten. Put no names there. --export shows what they say.", "The membership must be over and settled. There is no way back.");
        model.add(0, "member", CommandModel.positional("0+").type(dev.gymctl.cli.PersonArgument.class).arity("1").paramLabel("MEMBER").required(true)
                .description("Id or e-mail."));
        model.add(0, "file", CommandModel.option("--export").type(java.nio.file.Path.class).arity("1").paramLabel("FILE")
                .description("First write all that is held about them, as JSON; - is stdout."));
        confirmOptions(model, "confirmation.");
        dryRunOption(model, "dryRun.");
        outputOptions(model, "format.");
    }

    private static void verbProfileAdd(CommandModel model) {
        model.description("Save how the CSV of a system, or of a bank, is read.", "Columns that it does not name are left alone.");
        model.footer("", "Columns of a bank: booked_on, value_on, payer_name, payer_account, reference,", "         end_to_end_id, bank_id, text and text_2 to text_7 (joined), currency,", "         account (the gym's own), fee (part of the amount), balance (after it)", "and      amount (less than nothing: it went out), or debit and credit, or", "         amount and direction.", "From balances come opening and closing, and each line is held against them.", "Read are 1.234,56 1,234.56 1 234,56 (85.00) 85.00- and +85.00.");
        model.add(0, "name", CommandModel.positional("0+").type(java.lang.String.class).arity("1").paramLabel("NAME").required(true)
                .description("Small letters, digits, - and _."));
        model.add(0, "kind", CommandModel.option("--kind").type(dev.gymctl.core.profile.ProfileKind.class).arity("1").paramLabel("KIND")
                .description("What it reads: member, or bank for statements; member unless given."));
        csvOptions(model, "csv.");
        model.add(0, "statuses", CommandModel.option("--status").type(java.util.Map.class).auxiliaryTypes(java.lang.String.class, java.lang.String.class).arity("1").paramLabel("THEIRS=OURS")
                .description("What one of the system's statuses means: pending, active, frozen, cancelled or rejected; may be repeated."));
        model.add(0, "severalLines", CommandModel.option("--several-lines").type(boolean.class).arity("0").paramLabel("<severalLines>")
                .description("A member may have several rows, which are one if they agree."));
        model.add(0, "decimal", CommandModel.option("--decimal").type(dev.gymctl.core.statement.DecimalMark.class).arity("1").paramLabel("MARK")
                .description("Bank: what stands before the hundredths, comma or point, when the amounts do not tell."));
        model.add(0, "negated", CommandModel.option("--negate").type(boolean.class).arity("0").paramLabel("<negated>")
                .description("Bank: what came in is written with a minus."));
        model.add(0, "directions", CommandModel.option("--direction").type(java.util.Map.class).auxiliaryTypes(java.lang.String.class, java.lang.String.class).arity("1").paramLabel("THEIRS=OURS")
                .description("Bank: what a word in the column direction means, debit or credit; may be repeated. Unless given: debit, dbit, dr, d, soll, s; credit, crdt, cr, c, haben, h."));
        model.add(0, "skippedLines", CommandModel.option("--skip-lines").type(int.class).arity("1").paramLabel("N")
                .description("Bank: how many lines stand before the header."));
        model.add(0, "headerless", CommandModel.option("--no-header").type(boolean.class).arity("0").paramLabel("<headerless>")
                .description("Bank: there is no header; --map booked_on=1 names columns by number."));
        model.add(0, "account", CommandModel.option("--account").type(java.lang.String.class).arity("1").paramLabel("NUMBER")
                .description("Bank: the gym's own account, its IBAN, where no column tells it."));
        formatOption(model, "format.");
    }

    private static void verbProfileList(CommandModel model) {
        model.description("List the profiles: those built in and those saved.");
        outputOptions(model, "format.");
    }

    private static void verbProfileShow(CommandModel model) {
        model.description("Show a profile: which header is which column.");
        model.add(0, "name", CommandModel.positional("0+").type(java.lang.String.class).arity("1").paramLabel("PROFILE").required(true)
                .description("The profile's name."));
        outputOptions(model, "format.");
    }

    private static void verbProfileRemove(CommandModel model) {
        model.description("Remove a saved profile; what was imported by it stays.");
        model.add(0, "name", CommandModel.positional("0+").type(java.lang.String.class).arity("1").paramLabel("PROFILE").required(true)
                .description("The profile's name."));
        confirmOptions(model, "confirmation.");
        outputOptions(model, "format.");
    }

    private static void verbClassAdd(CommandModel model) {
        model.description("Add a class.");
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
        outputOptions(model, "format.");
    }

    private static void verbClassList(CommandModel model) {
        model.description("List classes, by start.", "Those of the coming fourteen days, unless told otherwise.");
        model.add(0, "month", CommandModel.option("--month").type(dev.gymctl.cli.MonthArgument.class).arity("1").paramLabel("MONTH")
                .description("Those of a month: 2026-10, last or this."));
        model.add(0, "from", CommandModel.option("--from").type(java.time.LocalDate.class).arity("1").paramLabel("DATE")
                .description("From this day on."));
        model.add(0, "to", CommandModel.option("--to").type(java.time.LocalDate.class).arity("1").paramLabel("DATE")
                .description("Up to this day."));
        model.add(0, "coach", CommandModel.option("--coach").type(dev.gymctl.cli.PersonArgument.class).arity("1").paramLabel("COACH")
                .description("Only this coach's: id or e-mail."));
        outputOptions(model, "format.");
    }

    private static void verbClassShow(CommandModel model) {
        model.description("Show a class and who is in it.");
        model.add(0, "id", CommandModel.positional("0+").type(long.class).arity("1").paramLabel("CLASS").required(true)
                .description("The class's id."));
        outputOptions(model, "format.");
    }

    private static void verbClassImport(CommandModel model) {
        model.description("Add the classes of a CSV file, or bring them up to date.", "They are known by their class_ref.");
        model.footer("", "Columns: class_ref, class_title, coach (e-mail), starts_at, duration_minutes,", "         capacity, place, status", "All rows are taken or none. The same file again changes nothing.");
        model.add(0, "file", CommandModel.positional("0+").type(java.lang.String.class).arity("1").paramLabel("FILE").required(true)
                .description("The CSV file; - is the standard input."));
        model.add(0, "allowOverlap", CommandModel.option("--allow-overlap").type(boolean.class).arity("0").paramLabel("<allowOverlap>")
                .description("Let coaches teach several of them at the same time."));
        csvOptions(model, "options.csv.");
        importOptions(model, "options.");
        dryRunOption(model, "options.dryRun.");
        outputOptions(model, "options.format.");
    }

    private static void verbClassCancel(CommandModel model) {
        model.description("Cancel a class; its bookings end with it.");
        model.add(0, "id", CommandModel.positional("0+").type(long.class).arity("1").paramLabel("CLASS").required(true)
                .description("The class's id."));
        confirmOptions(model, "confirmation.");
        dryRunOption(model, "dryRun.");
        outputOptions(model, "format.");
    }

    private static void verbClassEnroll(CommandModel model) {
        model.description("Book a member into a class.");
        model.add(0, "id", CommandModel.positional("0").type(long.class).arity("1").paramLabel("CLASS").required(true)
                .description("The class's id."));
        model.add(0, "member", CommandModel.positional("1").type(dev.gymctl.cli.PersonArgument.class).arity("1").paramLabel("MEMBER").required(true)
                .description("Id or e-mail."));
        model.add(0, "allowOverlap", CommandModel.option("--allow-overlap").type(boolean.class).arity("0").paramLabel("<allowOverlap>")
                .description("Even if the member attends another class at that time."));
        outputOptions(model, "format.");
    }

    private static void verbClassWithdraw(CommandModel model) {
        model.description("Take a member's booking back.");
        model.add(0, "id", CommandModel.positional("0").type(long.class).arity("1").paramLabel("CLASS").required(true)
                .description("The class's id."));
        model.add(0, "member", CommandModel.positional("1").type(dev.gymctl.cli.PersonArgument.class).arity("1").paramLabel("MEMBER").required(true)
                .description("Id or e-mail."));
        outputOptions(model, "format.");
    }

    private static void verbClassAttend(CommandModel model) {
        model.description("Record who came to a class, or take attendance over from a file.");
        model.footer("", "Columns of the file: class_ref, member (e-mail), status", "Status: booked, attended, no_show, late_cancel or cancelled.", "All rows are taken or none. The same file again changes nothing.");
        model.add(0, "id", CommandModel.positional("0").type(java.lang.Long.class).arity("0..1").paramLabel("CLASS")
                .description("The class's id."));
        model.add(0, "members", CommandModel.positional("1..*").type(java.util.List.class).auxiliaryTypes(dev.gymctl.cli.PersonArgument.class).arity("0..1").paramLabel("MEMBER")
                .description("Ids or e-mails."));
        model.add(0, "status", CommandModel.option("--status").type(dev.gymctl.core.classes.EnrollmentStatus.class).arity("1").paramLabel("STATUS").completionCandidates(CommandModel.candidates("booked", "attended", "no_show", "late_cancel", "cancelled"))
                .description("What became of them; attended unless given."));
        model.add(0, "file", CommandModel.option("--from").type(java.lang.String.class).arity("1").paramLabel("FILE")
                .description("Take it from a CSV file; - is the standard input."));
        csvOptions(model, "options.csv.");
        importOptions(model, "options.");
        dryRunOption(model, "options.dryRun.");
        outputOptions(model, "options.format.");
    }

    private static void verbFinanceCharge(CommandModel model) {
        model.description("Charge a member.", "A credit pays it at once.");
        model.footer("", "The memo is on the member's statement and stays in the books: no names there.");
        model.add(0, "member", CommandModel.positional("0").type(dev.gymctl.cli.PersonArgument.class).arity("1").paramLabel("MEMBER").required(true)
                .description("Id or e-mail."));
        model.add(0, "amount", CommandModel.positional("1").type(java.math.BigDecimal.class).arity("1").paramLabel("AMOUNT").required(true)
                .description("How much, as 12.50."));
        model.add(0, "kind", CommandModel.option("--kind").type(dev.gymctl.core.finance.ChargeKind.class).arity("1").paramLabel("KIND")
                .description("What it is: class_fee, penalty, other; other unless given."));
        model.add(0, "memo", CommandModel.option("--memo").type(java.lang.String.class).arity("1").paramLabel("TEXT")
                .description("What it is for."));
        model.add(0, "on", CommandModel.option("--on").type(java.time.LocalDate.class).arity("1").paramLabel("DATE")
                .description("The day of the charge; today unless given."));
        model.add(0, "due", CommandModel.option("--due").type(java.time.LocalDate.class).arity("1").paramLabel("DATE")
                .description("The last day to pay in time; as the gym's payment_days say unless given."));
        dryRunOption(model, "dryRun.");
        outputOptions(model, "format.");
    }

    private static void verbFinancePay(CommandModel model) {
        model.description("Record money received from a member.", "It pays the oldest charge first; the rest is credit.");
        model.footer("", "The same key again, with the same in it, changes nothing: a receipt is", "recorded once. A reference of a charge, RF…, pays that charge first.");
        model.add(0, "member", CommandModel.positional("0").type(dev.gymctl.cli.PersonArgument.class).arity("1").paramLabel("MEMBER").required(true)
                .description("Id or e-mail."));
        model.add(0, "amount", CommandModel.positional("1").type(java.math.BigDecimal.class).arity("1").paramLabel("AMOUNT").required(true)
                .description("How much, as 12.50."));
        model.add(0, "method", CommandModel.option("--method").type(dev.gymctl.core.finance.PaymentMethod.class).arity("1").paramLabel("METHOD").required(true)
                .description("How it came: cash, card, bank_transfer, direct_debit, other."));
        model.add(0, "key", CommandModel.option("--key").type(java.lang.String.class).arity("1").paramLabel("KEY")
                .description("The receipt's number or the bank's id; one is made unless given."));
        model.add(0, "reference", CommandModel.option("--reference").type(java.lang.String.class).arity("1").paramLabel("TEXT")
                .description("What the payer wrote; it may repeat."));
        model.add(0, "on", CommandModel.option("--on").type(java.time.LocalDate.class).arity("1").paramLabel("DATE")
                .description("The day it came; today unless given."));
        model.add(0, "charge", CommandModel.option("--charge").type(dev.gymctl.cli.ChargeArgument.class).arity("1").paramLabel("CHARGE")
                .description("Number or reference of the charge that it pays first."));
        dryRunOption(model, "dryRun.");
        outputOptions(model, "format.");
    }

    private static void verbFinancePrepay(CommandModel model) {
        model.description("Sell class fees that are paid ahead.", "They cost what the pack, --price or so many classes do.");
        model.footer("", "Without --method the price is charged and due later.");
        model.add(0, "member", CommandModel.positional("0").type(dev.gymctl.cli.PersonArgument.class).arity("1").paramLabel("MEMBER").required(true)
                .description("Id or e-mail."));
        model.add(0, "credits", CommandModel.positional("1").type(int.class).arity("1").paramLabel("N").required(true)
                .description("How many classes."));
        model.add(0, "plan", CommandModel.option("--plan").type(java.lang.String.class).arity("1").paramLabel("PACK")
                .description("The plan of a pack: its price, and until when they hold."));
        model.add(0, "price", CommandModel.option("--price").type(java.math.BigDecimal.class).arity("1").paramLabel("AMOUNT")
                .description("What all of them cost together."));
        model.add(0, "method", CommandModel.option("--method").type(dev.gymctl.core.finance.PaymentMethod.class).arity("1").paramLabel("METHOD")
                .description("How the price is paid now: cash, card, bank_transfer, direct_debit, other."));
        dryRunOption(model, "dryRun.");
        outputOptions(model, "format.");
    }

    private static void verbFinanceRefund(CommandModel model) {
        model.description("Give a member's credit back.", "What is left over of the oldest payment goes first.");
        model.footer("", "What pays a charge is no credit: gymctl finance reverse charge makes it one.", "The same key again, with the same in it, changes nothing.");
        model.add(0, "member", CommandModel.positional("0").type(dev.gymctl.cli.PersonArgument.class).arity("1").paramLabel("MEMBER").required(true)
                .description("Id or e-mail."));
        model.add(0, "amount", CommandModel.positional("1").type(java.math.BigDecimal.class).arity("1").paramLabel("AMOUNT").required(true)
                .description("How much, as 12.50."));
        model.add(0, "method", CommandModel.option("--method").type(dev.gymctl.core.finance.RefundMethod.class).arity("1").paramLabel("METHOD")
                .description("How it goes back: CASH, CARD, BANK_TRANSFER, OTHER; as it was paid unless given."));
        model.add(0, "key", CommandModel.option("--key").type(java.lang.String.class).arity("1").paramLabel("KEY")
                .description("The receipt's number; one is made unless given."));
        model.add(0, "payment", CommandModel.option("--payment").type(java.lang.Long.class).arity("1").paramLabel("PAYMENT")
                .description("Only what is left of this payment."));
        dryRunOption(model, "dryRun.");
        outputOptions(model, "format.");
    }

    private static void verbFinanceWriteOff(CommandModel model) {
        model.description("Give up what is owed of a charge.", "It is booked as bad debt.");
        model.footer("", "The reason is on the member's statement and stays in the books: no names there.");
        model.add(0, "charge", CommandModel.positional("0").type(dev.gymctl.cli.ChargeArgument.class).arity("1").paramLabel("CHARGE").required(true)
                .description("Number or reference."));
        model.add(0, "amount", CommandModel.positional("1").type(java.math.BigDecimal.class).arity("0..1").paramLabel("AMOUNT")
                .description("How much; all that is owed unless given."));
        model.add(0, "reason", CommandModel.option("--reason").type(java.lang.String.class).arity("1").paramLabel("TEXT")
                .description("Why."));
        dryRunOption(model, "dryRun.");
        outputOptions(model, "format.");
    }

    private static void verbFinanceReturn(CommandModel model) {
        model.description("Record that the bank gave a payment back.", "What it had paid is owed again.");
        model.footer("", "The bank's fee is booked apart; with --charge-fee the member owes it.", "gymctl finance reverse payment takes the fee back if there was none.");
        model.add(0, "payment", CommandModel.positional("0+").type(long.class).arity("1").paramLabel("PAYMENT").required(true)
                .description("Its number."));
        model.add(0, "on", CommandModel.option("--on").type(java.time.LocalDate.class).arity("1").paramLabel("DATE")
                .description("The day it went back; today unless given."));
        model.add(0, "fee", CommandModel.option("--fee").type(java.math.BigDecimal.class).arity("1").paramLabel("AMOUNT")
                .description("What the bank took for it."));
        model.add(0, "chargeFee", CommandModel.option("--charge-fee").type(boolean.class).arity("0").paramLabel("<chargeFee>")
                .description("Charge the member that much."));
        model.add(0, "reason", CommandModel.option("--reason").type(java.lang.String.class).arity("1").paramLabel("TEXT")
                .description("What the bank says."));
        dryRunOption(model, "dryRun.");
        outputOptions(model, "format.");
    }

    private static void verbFinanceReverse(CommandModel model) {
        model.description("Take back what was recorded wrongly.", "The books keep both: the fact and its reversal.");
        model.footer("", "A charge that is paid gives the money to the next one; a payment that pays", "charges leaves them open. What somebody built upon it goes first: it says so.", "A charge that is right and will not be paid: gymctl finance write-off.");
        model.add(0, "kind", CommandModel.positional("0").type(dev.gymctl.core.finance.Reversible.class).arity("1").paramLabel("KIND").required(true)
                .description("What: charge, payment, refund, write-off, prepay or payout."));
        model.add(0, "id", CommandModel.positional("1").type(long.class).arity("1").paramLabel("ID").required(true)
                .description("Its number."));
        model.add(0, "reason", CommandModel.option("--reason").type(java.lang.String.class).arity("1").paramLabel("TEXT")
                .description("Why, for the audit log."));
        dryRunOption(model, "dryRun.");
        outputOptions(model, "format.");
    }

    private static void verbFinanceCharges(CommandModel model) {
        model.description("List charges, the oldest first by due day.");
        model.footer("", "A member sees their own.");
        model.add(0, "member", CommandModel.positional("0+").type(dev.gymctl.cli.PersonArgument.class).arity("0..1").paramLabel("MEMBER")
                .description("Whose: id or e-mail; with --open everybody's."));
        model.add(0, "open", CommandModel.option("--open").type(boolean.class).arity("0").paramLabel("<open>")
                .description("Only those of which something is owed."));
        outputOptions(model, "format.");
    }

    private static void verbFinancePayments(CommandModel model) {
        model.description("List a member's payments, the oldest first.");
        model.footer("", "A member sees their own.");
        model.add(0, "member", CommandModel.positional("0+").type(dev.gymctl.cli.PersonArgument.class).arity("1").paramLabel("MEMBER").required(true)
                .description("Id or e-mail."));
        outputOptions(model, "format.");
    }

    private static void verbFinanceStatement(CommandModel model) {
        model.description("Show what a member was charged and paid.", "A balance is what is owed, less the credit.");
        model.footer("", "CSV has a first line with the balance before and a last one with the balance.", "A member sees their own.");
        model.add(0, "member", CommandModel.positional("0+").type(dev.gymctl.cli.PersonArgument.class).arity("1").paramLabel("MEMBER").required(true)
                .description("Id or e-mail."));
        model.add(0, "from", CommandModel.option("--from").type(java.time.LocalDate.class).arity("1").paramLabel("DATE")
                .description("The first day; from the beginning unless given."));
        model.add(0, "to", CommandModel.option("--to").type(java.time.LocalDate.class).arity("1").paramLabel("DATE")
                .description("The last day; today unless given."));
        model.add(0, "pdf", CommandModel.option("--pdf").type(java.lang.String.class).arity("1").paramLabel("FILE")
                .description("Write it as PDF."));
        model.add(0, "force", CommandModel.option("--force").type(boolean.class).arity("0").paramLabel("<force>")
                .description("Replace the file if there is one."));
        outputOptions(model, "format.");
    }

    private static void verbFinanceAging(CommandModel model) {
        model.description("List who owes what, and for how many days.", "As CSV it is the due list; the oldest debt first.");
        model.footer("", "Not due is what can still be paid in time; the others are days overdue.", "As the books have it on that day; the total is the account Member receivable.");
        model.add(0, "asOf", CommandModel.option("--as-of").type(java.time.LocalDate.class).arity("1").paramLabel("DATE")
                .description("At the end of this day; today unless given."));
        outputOptions(model, "format.");
    }

    private static void verbFinanceBalance(CommandModel model) {
        model.description("Show the balance of a member or an account.", "Or book the opening balances of a CSV file.");
        model.footer("", "A member's balance is what is owed, less the credit.", "", "Columns of --opening: account, member, amount, due_on", "The member, by id, e-mail, member_ref or payment reference, is for accounts", "that are kept per person, due_on for member_receivable: such a line is an", "open charge. Prepaid fees come in by member import. All lines are taken or", "none; the same file again changes nothing.");
        model.add(0, "whose", CommandModel.positional("0+").type(dev.gymctl.cli.PersonOrAccountArgument.class).arity("0..1").paramLabel("MEMBER|ACCOUNT")
                .description("Id, e-mail or payment reference; or an account: cash."));
        model.add(0, "asOf", CommandModel.option("--as-of").type(java.time.LocalDate.class).arity("1").paramLabel("DATE")
                .description("What was booked up to and with this day; all unless given."));
        model.add(0, "opening", CommandModel.option("--opening").type(java.lang.String.class).arity("1").paramLabel("FILE")
                .description("Book the balances of this file; - is the standard input."));
        model.add(0, "on", CommandModel.option("--on").type(java.time.LocalDate.class).arity("1").paramLabel("DATE")
                .description("The day of the opening balances; today unless given."));
        csvOptions(model, "options.csv.");
        importOptions(model, "options.");
        dryRunOption(model, "options.dryRun.");
        outputOptions(model, "options.format.");
    }

    private static void verbFinanceJournal(CommandModel model) {
        model.description("List the ledger's entries, a line for each transfer.", "By the day on which they are booked, then as they were recorded.");
        model.footer("", "Written for hledger or beancount, people are sub-accounts by number; their", "balances are those of trial-balance, as of the day of --to.");
        model.add(0, "account", CommandModel.option("--account").type(dev.gymctl.cli.AccountArgument.class).arity("1").paramLabel("ACCOUNT")
                .description("Only from or to it: member_receivable."));
        model.add(0, "member", CommandModel.option("--member").type(dev.gymctl.cli.PersonArgument.class).arity("1").paramLabel("MEMBER")
                .description("Only theirs: id, e-mail or payment reference."));
        model.add(0, "from", CommandModel.option("--from").type(java.time.LocalDate.class).arity("1").paramLabel("DATE")
                .description("From this day on."));
        model.add(0, "to", CommandModel.option("--to").type(java.time.LocalDate.class).arity("1").paramLabel("DATE")
                .description("Up to and with this day."));
        model.add(0, "limit", CommandModel.option("--limit").type(java.lang.Integer.class).arity("1").paramLabel("N")
                .description("How many lines at most."));
        model.add(0, "after", CommandModel.option("--after").type(java.lang.Long.class).arity("1").paramLabel("ID")
                .description("Go on after the line of this id."));
        model.add(0, "program", CommandModel.option("--format").type(dev.gymctl.core.finance.JournalFormat.class).arity("1").paramLabel("PROGRAM")
                .description("Write a file for another program: hledger, beancount."));
        outputOptions(model, "format.");
    }

    private static void verbFinanceTrialBalance(CommandModel model) {
        model.description("List all accounts with what was debited and credited.");
        model.footer("", "Both columns have the same sum. The balance of an asset or an expense is", "debit less credit, that of any other account credit less debit.");
        model.add(0, "asOf", CommandModel.option("--as-of").type(java.time.LocalDate.class).arity("1").paramLabel("DATE")
                .description("What was booked up to and with this day; all unless given."));
        outputOptions(model, "format.");
    }

    private static void verbFinanceClose(CommandModel model) {
        model.description("Close the books through a month's last day, for good.", "What is recorded later is booked on the first open day.");
        model.footer("", "Only a month that is over can be closed, and only books that tie: what members", "owe, their credit and their prepaid fees are the same in the ledger as in", "their charges, payments and lots.");
        model.add(0, "month", CommandModel.positional("0+").type(dev.gymctl.cli.MonthArgument.class).arity("1").paramLabel("MONTH").required(true)
                .description("2026-10, last or this."));
        dryRunOption(model, "dryRun.");
        outputOptions(model, "format.");
    }

    private static void verbImportList(CommandModel model) {
        model.description("List the imports that changed something, the newest first.");
        model.add(0, "kind", CommandModel.option("--kind").type(dev.gymctl.core.importing.ImportKind.class).arity("1").paramLabel("KIND")
                .description("Only files of: member, coach, rate, class, attendance."));
        model.add(0, "limit", CommandModel.option("--limit").type(int.class).arity("1").paramLabel("N")
                .description("How many at most; 50 unless given."));
        outputOptions(model, "format.");
    }

    private static void verbImportShow(CommandModel model) {
        model.description("Show an import and what of it can still be undone.");
        model.footer("", "With --rows: its first rows that are not undone, and why an undo would keep", "those that were edited or used since.");
        model.add(0, "id", CommandModel.positional("0+").type(long.class).arity("1").paramLabel("IMPORT").required(true)
                .description("The import's id."));
        model.add(0, "withRows", CommandModel.option("--rows").type(boolean.class).arity("0").paramLabel("<withRows>")
                .description("And its rows."));
        model.add(0, "limit", CommandModel.option("--limit").type(int.class).arity("1").paramLabel("N")
                .description("How many rows at most; 50 unless given."));
        outputOptions(model, "format.");
    }

    private static void verbImportUndo(CommandModel model) {
        model.description("Undo an import: remove what it added, restore what it changed.");
        model.footer("", "What was edited or used since (booked, paid, paid for) is kept and named.", "Prepaid fees are reversed in the ledger. The same file may be imported again.", "Once more, it undoes what was kept and need not be any longer.");
        model.add(0, "id", CommandModel.positional("0+").type(long.class).arity("1").paramLabel("IMPORT").required(true)
                .description("The import's id."));
        confirmOptions(model, "confirmation.");
        dryRunOption(model, "dryRun.");
        outputOptions(model, "format.");
    }

    private static void verbPlanAdd(CommandModel model) {
        model.description("Add a plan: monthly dues, a pack of classes, or drop-in.");
        model.footer("", "A plan stays as it is: for another price, retire it and add another.", "Without a drop-in plan, a class costs the gym's drop_in_price.", "", "Proration is of a month that a membership is not there for all of: daily is", "the price by its days, full the whole price, free nothing. Days of a freeze", "cost nothing; extend adds them at the end of a membership that has one.");
        model.add(0, "name", CommandModel.positional("0+").type(java.lang.String.class).arity("1").paramLabel("NAME").required(true)
                .description("What it is called."));
        model.add(0, "kind", CommandModel.option("--kind").type(dev.gymctl.core.finance.PlanKind.class).arity("1").paramLabel("KIND")
                .description("dues, pack or drop_in; dues unless given."));
        model.add(0, "price", CommandModel.option("--price").type(java.math.BigDecimal.class).arity("1").paramLabel("AMOUNT").required(true)
                .description("Of a month, of the pack, of a class."));
        model.add(0, "covers", CommandModel.option("--covers").type(java.lang.String.class).arity("1").paramLabel("CLASSES")
                .description("Classes a month that dues cover: unlimited, a number, or nothing (unless given)."));
        model.add(0, "billDay", CommandModel.option("--bill-day").type(java.lang.Integer.class).arity("1").paramLabel("DAY")
                .description("Day of the month on which dues are due; that on which a membership begins unless given."));
        model.add(0, "proration", CommandModel.option("--proration").type(dev.gymctl.core.finance.Proration.class).arity("1").paramLabel("HOW")
                .description("daily, full or free; daily unless given."));
        model.add(0, "onFreeze", CommandModel.option("--on-freeze").type(dev.gymctl.core.finance.OnFreeze.class).arity("1").paramLabel("HOW")
                .description("suspend or extend; suspend unless given."));
        model.add(0, "credits", CommandModel.option("--credits").type(java.lang.Integer.class).arity("1").paramLabel("N")
                .description("How many classes a pack has."));
        model.add(0, "validMonths", CommandModel.option("--valid-months").type(java.lang.Integer.class).arity("1").paramLabel("N")
                .description("How long a pack's classes can be had; for ever unless given."));
        outputOptions(model, "format.");
    }

    private static void verbPlanList(CommandModel model) {
        model.description("List the plans by name, or a member's memberships of them.");
        model.footer("", "last_day is ends_on with what freezes add to it.");
        model.add(0, "member", CommandModel.option("--member").type(dev.gymctl.cli.PersonArgument.class).arity("1").paramLabel("MEMBER")
                .description("What that member has: id or e-mail."));
        outputOptions(model, "format.");
    }

    private static void verbPlanRetire(CommandModel model) {
        model.description("Retire a plan: nobody gets it any more.", "Who has it keeps it, and pays for it.");
        model.add(0, "plan", CommandModel.positional("0+").type(java.lang.String.class).arity("1").paramLabel("PLAN").required(true)
                .description("The plan's name."));
        model.add(0, "on", CommandModel.option("--on").type(java.time.LocalDate.class).arity("1").paramLabel("DATE")
                .description("The first day nobody gets it; today unless given."));
        outputOptions(model, "format.");
    }

    private static void verbPlanSubscribe(CommandModel model) {
        model.description("Give a member a plan with dues.");
        model.footer("", "Dues are charged by gymctl billing run; what was charged for a month stays.", "A bill day of 31 is the last day of a shorter month.");
        model.add(0, "member", CommandModel.positional("0").type(dev.gymctl.cli.PersonArgument.class).arity("1").paramLabel("MEMBER").required(true)
                .description("Id or e-mail."));
        model.add(0, "plan", CommandModel.positional("1").type(java.lang.String.class).arity("1").paramLabel("PLAN").required(true)
                .description("The plan's name."));
        model.add(0, "from", CommandModel.option("--from").type(dev.gymctl.cli.DayArgument.class).arity("1").paramLabel("DATE").required(true)
                .description("The first day; next is the next month's first."));
        model.add(0, "to", CommandModel.option("--to").type(java.time.LocalDate.class).arity("1").paramLabel("DATE")
                .description("The last day; until further notice unless given."));
        model.add(0, "billDay", CommandModel.option("--bill-day").type(java.lang.Integer.class).arity("1").paramLabel("DAY")
                .description("Day of the month on which dues are due."));
        model.add(0, "insteadOf", CommandModel.option("--instead-of").type(java.lang.String.class).arity("1").paramLabel("PLAN")
                .description("The plan that ends the day before."));
        dryRunOption(model, "dryRun.");
        outputOptions(model, "format.");
    }

    private static void verbPlanUnsubscribe(CommandModel model) {
        model.description("End a member's membership of a plan.", "What was charged for a month already stays.");
        model.add(0, "member", CommandModel.positional("0").type(dev.gymctl.cli.PersonArgument.class).arity("1").paramLabel("MEMBER").required(true)
                .description("Id or e-mail."));
        model.add(0, "plan", CommandModel.positional("1").type(java.lang.String.class).arity("1").paramLabel("PLAN").required(true)
                .description("The plan's name."));
        model.add(0, "on", CommandModel.option("--on").type(dev.gymctl.cli.DayArgument.class).arity("1").paramLabel("DATE")
                .description("The last day; next is the next month's last, this month's unless given."));
        dryRunOption(model, "dryRun.");
        outputOptions(model, "format.");
    }

    private static void verbBillingRun(CommandModel model) {
        model.description("Assess a month's dues, and those of skipped months before it.", "Run again, it adds what is new.");
        model.footer("", "Dues are for the days of a membership on which the member is active and not", "frozen. Prepaid classes expire, credit is used for what is owed, and charges,", "credit and lots are held against the ledger.", "An account that would get more than the gym's charges_a_day on a day is parked:", "see gymctl billing parked. Killed in the middle, simply run it again.");
        model.add(0, "month", CommandModel.option("--month").type(dev.gymctl.cli.MonthArgument.class).arity("1").paramLabel("MONTH").required(true)
                .description("2026-10, last or this."));
        dryRunOption(model, "dryRun.");
        outputOptions(model, "format.");
    }

    private static void verbBillingParked(CommandModel model) {
        model.description("List the accounts that billing left alone, and why.", "The latest month first.");
        model.add(0, "month", CommandModel.option("--month").type(dev.gymctl.cli.MonthArgument.class).arity("1").paramLabel("MONTH")
                .description("2026-10, last or this; all unless given."));
        outputOptions(model, "format.");
    }

    private static void verbBillingAccept(CommandModel model) {
        model.description("Say that a parked account is right as it is.", "The next run charges it.");
        model.add(0, "member", CommandModel.positional("0+").type(dev.gymctl.cli.PersonArgument.class).arity("1").paramLabel("MEMBER").required(true)
                .description("Id or e-mail."));
        model.add(0, "month", CommandModel.option("--month").type(dev.gymctl.cli.MonthArgument.class).arity("1").paramLabel("MONTH").required(true)
                .description("2026-10, last or this."));
        outputOptions(model, "format.");
    }

    private static void verbReconcileRun(CommandModel model) {
        model.description("Settle imported attendance, match banks' lines, and tie a month.", "Files are taken in first. Run again, it adds what is new: the same file adds nothing.");
        model.footer("", "At the end Bank, receivable, credit, unidentified receipts and clearing are", "held against statements and facts, or the run fails with both figures.", "A statement that does not close is quarantined with the reason: nothing of", "it is booked, and the exit code is 6.", "A camt.054 books nothing: it splits the sum that a camt.053 books into its", "details, whichever comes first; until then they are in the state advised.", "How a bank's CSV is read is saved once: gymctl profile add --help", "Lines that wait: gymctl reconcile lines --state unmatched", "Killed in the middle, simply run it again with the same files.");
        model.add(0, "month", CommandModel.option("--month").type(dev.gymctl.cli.MonthArgument.class).arity("1").paramLabel("MONTH").required(true)
                .description("2026-10, last or this."));
        model.add(0, "statements", CommandModel.option("--statement").type(java.util.List.class).auxiliaryTypes(java.nio.file.Path.class).arity("1").paramLabel("FILE")
                .description("A bank's file: camt.053, camt.054, MT940, OFX or CSV; once for each."));
        model.add(0, "profile", CommandModel.option("--profile").type(java.lang.String.class).arity("1").paramLabel("PROFILE")
                .description("How CSV is read; without it, by the one profile whose columns the header has."));
        catchUpOption(model, "catchUp.");
        dryRunOption(model, "dryRun.");
        outputOptions(model, "format.");
    }

    private static void verbReconcileLines(CommandModel model) {
        model.description("List the banks' lines, and why they are what they are.", "The oldest first.");
        model.add(0, "state", CommandModel.option("--state").type(dev.gymctl.core.reconcile.LineState.class).arity("1").paramLabel("STATE")
                .description("Only these: unmatched, suggested, partly_allocated, reconciled, excluded, duplicate, reversed, advised, split."));
        outputOptions(model, "format.");
    }

    private static void verbReconcileReview(CommandModel model) {
        model.description("Go through the lines that wait, one key for each.", "Each decision is booked at once; what is skipped comes again the next time.");
        model.footer("A line that went out is a payout to a coach (m: P12) or is left out (x); record", "what it was with gymctl payroll pay, finance refund or return, and the next run", "matches it.");
    }

    private static void verbReconcileMatch(CommandModel model) {
        model.description("Say what a line pays: charges, and members' oldest.", "What is too much is credit of the last.");
        model.add(0, "line", CommandModel.positional("0").type(long.class).arity("1").paramLabel("LINE").required(true)
                .description("Its number."));
        model.add(0, "targets", CommandModel.positional("1..*").type(java.util.List.class).auxiliaryTypes(java.lang.String.class).arity("1..*").paramLabel("CHARGE|MEMBER").required(true)
                .description("A charge's number, a member's after M, an e-mail or a reference;", "of a line that went out a payout's after P."));
        model.add(0, "amount", CommandModel.option("--amount").type(java.math.BigDecimal.class).arity("1").paramLabel("AMOUNT")
                .description("How much of it; all that is left unless given."));
        dryRunOption(model, "dryRun.");
        outputOptions(model, "format.");
    }

    private static void verbReconcileUnmatch(CommandModel model) {
        model.description("Take back what was made of a line.", "The next runs leave it to people.");
        model.add(0, "line", CommandModel.positional("0+").type(long.class).arity("1").paramLabel("LINE").required(true)
                .description("Its number."));
        dryRunOption(model, "dryRun.");
        outputOptions(model, "format.");
    }

    private static void verbReconcileExclude(CommandModel model) {
        model.description("Say that the rest of a line is not the business of gymctl.");
        model.add(0, "line", CommandModel.positional("0+").type(long.class).arity("1").paramLabel("LINE").required(true)
                .description("Its number."));
        model.add(0, "reason", CommandModel.option("--reason").type(java.lang.String.class).arity("1").paramLabel("TEXT")
                .description("Why."));
        dryRunOption(model, "dryRun.");
        outputOptions(model, "format.");
    }

    private static void verbReconcileReport(CommandModel model) {
        model.description("Show what became of a month's lines, from opening to closing.", "By the rule that matched them; then what waits and what is owed, by age.");
        model.add(0, "month", CommandModel.option("--month").type(dev.gymctl.cli.MonthArgument.class).arity("1").paramLabel("MONTH").required(true)
                .description("2026-10, last or this."));
        outputOptions(model, "format.");
    }

    private static void verbChatRooms(CommandModel model) {
        model.description("List your rooms, with what you have not read; or who is in one.");
        model.footer("", "Rooms are listed by name. Unread are messages of others after the last one", "that you have read: see gymctl chat read. The owner of the database sees all", "rooms.");
        model.add(0, "room", CommandModel.positional("0+").type(java.lang.String.class).arity("0..1").paramLabel("ROOM")
                .description("Who is in this room."));
        model.add(0, "all", CommandModel.option("--all").type(boolean.class).arity("0").paramLabel("<all>")
                .description("Also those that you may join."));
        model.add(0, "archived", CommandModel.option("--archived").type(boolean.class).arity("0").paramLabel("<archived>")
                .description("Also those that are archived."));
        speakerOptions(model, "speaker.");
        outputOptions(model, "format.");
    }

    private static void verbChatCreate(CommandModel model) {
        model.description("Make a room; you are in it.");
        model.footer("", "Others come by invitation, or join when it is --open. With --class come the", "class's coach and who is booked, and who is booked later may join. A room with", "--direct is of you and one other person, and of nobody else, ever.");
        model.add(0, "room", CommandModel.positional("0+").type(java.lang.String.class).arity("1").paramLabel("ROOM").required(true)
                .description("The room's name."));
        model.add(0, "open", CommandModel.option("--open").type(boolean.class).arity("0").paramLabel("<open>")
                .description("Whoever can log in may join."));
        model.add(0, "classId", CommandModel.option("--class").type(java.lang.Long.class).arity("1").paramLabel("CLASS")
                .description("The class's id whose room it is."));
        model.add(0, "direct", CommandModel.option("--direct").type(dev.gymctl.cli.PersonArgument.class).arity("1").paramLabel("USER")
                .description("The other person: id or e-mail."));
        speakerOptions(model, "speaker.");
        outputOptions(model, "format.");
    }

    private static void verbChatInvite(CommandModel model) {
        model.description("Take others into a room that you are in.");
        model.add(0, "room", CommandModel.positional("0").type(java.lang.String.class).arity("1").paramLabel("ROOM").required(true)
                .description("The room's name."));
        model.add(0, "users", CommandModel.positional("1..*").type(java.util.List.class).auxiliaryTypes(dev.gymctl.cli.PersonArgument.class).arity("1..*").paramLabel("USER").required(true)
                .description("Ids or e-mails."));
        speakerOptions(model, "speaker.");
        outputOptions(model, "format.");
    }

    private static void verbChatJoin(CommandModel model) {
        model.description("Go into a room that is open, or of a class of yours.");
        model.footer("", "A class is yours if you are booked into it, or teach it.", "An admin may go into every room that is not of a pair, and reads it only then;", "the audit log says so, and those who are in it see them there.");
        model.add(0, "room", CommandModel.positional("0+").type(java.lang.String.class).arity("1").paramLabel("ROOM").required(true)
                .description("The room's name."));
        speakerOptions(model, "speaker.");
        outputOptions(model, "format.");
    }

    private static void verbChatLeave(CommandModel model) {
        model.description("Go out of a room, or take others out of it.");
        model.footer("", "Who is out sees no more of it at once. A coach, a treasurer or an admin takes", "others out, but nobody of a higher role. From an open room they can come back.");
        model.add(0, "room", CommandModel.positional("0").type(java.lang.String.class).arity("1").paramLabel("ROOM").required(true)
                .description("The room's name."));
        model.add(0, "users", CommandModel.positional("1..*").type(java.util.List.class).auxiliaryTypes(dev.gymctl.cli.PersonArgument.class).arity("0..*").paramLabel("USER")
                .description("Take these out instead: ids or e-mails."));
        speakerOptions(model, "speaker.");
        outputOptions(model, "format.");
    }

    private static void verbChatArchive(CommandModel model) {
        model.description("Put a room away: it can be read, but nobody writes there.");
        model.add(0, "room", CommandModel.positional("0+").type(java.lang.String.class).arity("1").paramLabel("ROOM").required(true)
                .description("The room's name."));
        model.add(0, "reopen", CommandModel.option("--reopen").type(boolean.class).arity("0").paramLabel("<reopen>")
                .description("Take it out again."));
        speakerOptions(model, "speaker.");
        outputOptions(model, "format.");
    }

    private static void verbChatSend(CommandModel model) {
        model.description("Send a message to a room, or to all your rooms.");
        model.footer("", "At most 64 KiB of UTF-8. It goes out as it is, line breaks included; it cannot", "be edited afterwards, only deleted. What is sent is not in the audit log, but", "for what the owner of the database sends in somebody's name; without its words.");
        model.add(0, "room", CommandModel.positional("0").type(java.lang.String.class).arity("0..1").paramLabel("ROOM")
                .description("The room's name; left out with --all."));
        model.add(0, "text", CommandModel.positional("1").type(java.lang.String.class).arity("0..1").paramLabel("TEXT")
                .description("What to say; the standard input when it is - or left out."));
        model.add(0, "title", CommandModel.option("--title").type(java.lang.String.class).arity("1").paramLabel("TITLE")
                .description("A title above it."));
        model.add(0, "all", CommandModel.option("--all").type(boolean.class).arity("0").paramLabel("<all>")
                .description("To every room that you may write to: to all of them or, if it fails, none."));
        model.add(0, "matching", CommandModel.option("--matching").type(java.lang.String.class).arity("1").paramLabel("PART")
                .description("With --all: only rooms with this in their name."));
        speakerOptions(model, "speaker.");
        dryRunOption(model, "dryRun.");
        outputOptions(model, "format.");
    }

    private static void verbChatHistory(CommandModel model) {
        model.description("Show the last 50 messages of a room, or others.");
        model.footer("", "They are shown from the oldest to the newest, each with its number in the room.", "Go back with --before and the first number shown, forward with --after and the", "last one. Who is in the room reads it; an admin has to join it first. The owner", "of the database reads every room.");
        model.add(0, "room", CommandModel.positional("0+").type(java.lang.String.class).arity("1").paramLabel("ROOM").required(true)
                .description("The room's name."));
        model.add(0, "before", CommandModel.option("--before").type(java.lang.Long.class).arity("1").paramLabel("N")
                .description("The last ones before the message of this number."));
        model.add(0, "after", CommandModel.option("--after").type(java.lang.Long.class).arity("1").paramLabel("N")
                .description("The first ones after the message of this number."));
        model.add(0, "since", CommandModel.option("--since").type(dev.gymctl.cli.DateTimeArgument.class).arity("1").paramLabel("TIME")
                .description("The first ones from this time on: 2026-10-01T18:30."));
        model.add(0, "limit", CommandModel.option("--limit").type(int.class).arity("1").paramLabel("N")
                .description("How many at most; 50 unless given."));
        speakerOptions(model, "speaker.");
        outputOptions(model, "format.");
    }

    private static void verbChatOpen(CommandModel model) {
        model.description("Sit down in a room: read what was said, see what comes, answer.");
        model.footer("", "On a terminal it takes the whole screen. What you see there you have read:", "the room's read mark goes with it. Enter sends, Alt-Enter begins a new line,", "Tab completes a name, PgUp and PgDn go back and forward, /help shows all keys;", "Ctrl-D, Ctrl-C or /quit leaves. What is pasted stays one message.", "", "Where no terminal is, and with -o ndjson, it prints the last 50 messages and", "then every new one, as gymctl chat history and gymctl chat tail do.");
        model.add(0, "room", CommandModel.positional("0+").type(java.lang.String.class).arity("1").paramLabel("ROOM").required(true)
                .description("The room's name."));
        speakerOptions(model, "speaker.");
        outputOptions(model, "format.");
    }

    private static void verbChatTail(CommandModel model) {
        model.description("Follow rooms: every new message, once and in order.");
        model.footer("", "It goes on until you stop it. The messages of a room come by their number,", "without a gap, also when the connection or the server was away. To go on where", "another run stopped, give the last number that it printed. It prints lines, or", "with -o ndjson an object a line.");
        model.add(0, "rooms", CommandModel.positional("*").type(java.util.List.class).auxiliaryTypes(java.lang.String.class).arity("1..*").paramLabel("ROOM").required(true)
                .description("The rooms' names."));
        model.add(0, "after", CommandModel.option("--after").type(java.util.List.class).auxiliaryTypes(java.lang.String.class).arity("1").paramLabel("N")
                .description("After the message of this number; of several rooms, ROOM=N. What comes from now on unless given."));
        speakerOptions(model, "speaker.");
        outputOptions(model, "format.");
    }

    private static void verbChatSearch(CommandModel model) {
        model.description("Find messages by their words, the best first.");
        model.footer("", "All words have to be there, in any case; \"in quotes\" one after the other; or", "between two means one of them, a minus before one that it is not there.");
        model.add(0, "text", CommandModel.positional("0+").type(java.lang.String.class).arity("1").paramLabel("TEXT").required(true)
                .description("The words."));
        model.add(0, "room", CommandModel.option("--room").type(java.lang.String.class).arity("1").paramLabel("ROOM")
                .description("Only there; in all your rooms unless given."));
        model.add(0, "limit", CommandModel.option("--limit").type(int.class).arity("1").paramLabel("N")
                .description("How many at most; 20 unless given."));
        speakerOptions(model, "speaker.");
        outputOptions(model, "format.");
    }

    private static void verbChatUnread(CommandModel model) {
        model.description("List the rooms where there is something that you have not read.");
        speakerOptions(model, "speaker.");
        outputOptions(model, "format.");
    }

    private static void verbChatRead(CommandModel model) {
        model.description("Say that you have read a room.");
        model.footer("", "It only goes forward: what you have read you have read.");
        model.add(0, "room", CommandModel.positional("0+").type(java.lang.String.class).arity("1").paramLabel("ROOM").required(true)
                .description("The room's name."));
        model.add(0, "upTo", CommandModel.option("--up-to").type(java.lang.Long.class).arity("1").paramLabel("N")
                .description("Up to the message of this number; all unless given."));
        speakerOptions(model, "speaker.");
        outputOptions(model, "format.");
    }

    private static void verbChatDelete(CommandModel model) {
        model.description("Take the words of a message away; that there was one stays.");
        model.footer("", "Your own, or as an admin any. A message cannot be edited.");
        model.add(0, "id", CommandModel.positional("0+").type(long.class).arity("1").paramLabel("MESSAGE").required(true)
                .description("The message's id."));
        speakerOptions(model, "speaker.");
        confirmOptions(model, "confirmation.");
        dryRunOption(model, "dryRun.");
        outputOptions(model, "format.");
    }

    private static void verbPayrollPreview(CommandModel model) {
        model.description("Show what a month's payroll comes to, and change nothing.");
        model.add(0, "month", CommandModel.option("--month").type(dev.gymctl.cli.MonthArgument.class).arity("1").paramLabel("MONTH")
                .description("2026-10, last or this; this unless given."));
        outputOptions(model, "format.");
    }

    private static void verbPayrollRun(CommandModel model) {
        model.description("Roll a month's coach payroll over, and close the month.", "It makes the payslips and posts them to the ledger.");
        model.footer("", "A month is rolled over once; a second run says so and changes nothing.", "Killed in the middle, simply run it again. A month before it is due when it", "has classes or adjustments, is not closed, and an earlier one is.");
        model.add(0, "month", CommandModel.option("--month").type(dev.gymctl.cli.MonthArgument.class).arity("1").paramLabel("MONTH").required(true)
                .description("2026-10, last or this."));
        catchUpOption(model, "catchUp.");
        dryRunOption(model, "dryRun.");
        outputOptions(model, "format.");
    }

    private static void verbPayrollList(CommandModel model) {
        model.description("List a month's payslips, by the coach's e-mail.");
        model.footer("", "A coach sees their own.");
        model.add(0, "month", CommandModel.option("--month").type(dev.gymctl.cli.MonthArgument.class).arity("1").paramLabel("MONTH")
                .description("2026-10, last or this; last unless given."));
        outputOptions(model, "format.");
    }

    private static void verbPayrollShow(CommandModel model) {
        model.description("Show a coach's payslip, line by line.");
        model.add(0, "coach", CommandModel.positional("0+").type(dev.gymctl.cli.PersonArgument.class).arity("1").paramLabel("COACH").required(true)
                .description("Id or e-mail."));
        model.add(0, "month", CommandModel.option("--month").type(dev.gymctl.cli.MonthArgument.class).arity("1").paramLabel("MONTH")
                .description("2026-10, last or this; last unless given."));
        outputOptions(model, "format.");
    }

    private static void verbPayrollPay(CommandModel model) {
        model.description("Record that a closed month's payslips were paid.", "Each coach gets what is still payable; a second time nothing more.");
        model.footer("", "A transfer waits in Clearing for its line on a bank's statement.", "gymctl finance reverse payout takes one back.");
        model.add(0, "month", CommandModel.positional("0").type(dev.gymctl.cli.MonthArgument.class).arity("0..1").paramLabel("MONTH")
                .description("2026-10, last or this; or --opening."));
        model.add(0, "opening", CommandModel.option("--opening").type(boolean.class).arity("0").paramLabel("<opening>")
                .description("Pay what was payable when the gym began with gymctl."));
        model.add(0, "coaches", CommandModel.option("--coach").type(java.util.List.class).auxiliaryTypes(dev.gymctl.cli.PersonArgument.class).arity("1").paramLabel("COACH")
                .description("Id or e-mail; may be given again. All unless given."));
        model.add(0, "method", CommandModel.option("--method").type(dev.gymctl.core.finance.PayoutMethod.class).arity("1").paramLabel("METHOD")
                .description("How: BANK_TRANSFER, CASH; a transfer unless given."));
        model.add(0, "on", CommandModel.option("--on").type(java.time.LocalDate.class).arity("1").paramLabel("DATE")
                .description("The day it was paid; today unless given."));
        model.add(0, "key", CommandModel.option("--key").type(java.lang.String.class).arity("1").paramLabel("KEY")
                .description("The order's number; one is made unless given."));
        model.add(0, "reference", CommandModel.option("--reference").type(java.lang.String.class).arity("1").paramLabel("TEXT")
                .description("What the transfer says."));
        dryRunOption(model, "dryRun.");
        outputOptions(model, "format.");
    }

    private static void verbPayrollPayouts(CommandModel model) {
        model.description("List what coaches were paid, the oldest first.");
        model.footer("", "A coach sees their own.");
        model.add(0, "month", CommandModel.option("--month").type(dev.gymctl.cli.MonthArgument.class).arity("1").paramLabel("MONTH")
                .description("Of these payslips: 2026-10, last or this."));
        model.add(0, "coach", CommandModel.option("--coach").type(dev.gymctl.cli.PersonArgument.class).arity("1").paramLabel("COACH")
                .description("Id or e-mail."));
        outputOptions(model, "format.");
    }

    private static void verbReportRevenue(CommandModel model) {
        model.description("Show what was earned, by month and income account.", "For people also as bars, one a month.");
        model.footer("", "Revenue is what the income accounts were credited less what they were", "debited, by the day on which it is booked. A reversal counts in the month", "in which it is booked. Payments, prepaid classes before they are attended,", "and expenses (coaches, bank fees, bad debt) are no revenue.", "JSON, NDJSON and CSV have a row for each month and income account, 0.00", "where there was none; the table leaves out accounts that earned nothing.");
        monthsOptions(model, "months.");
        model.add(0, "chart", CommandModel.option("--chart").type(java.lang.String.class).arity("1").paramLabel("FILE")
                .description("Draw it too: FILE.svg or FILE.png."));
        model.add(0, "force", CommandModel.option("--force").type(boolean.class).arity("0").paramLabel("<force>")
                .description("Replace the file if there is one."));
        outputOptions(model, "format.");
    }

    private static void verbReportRetention(CommandModel model) {
        model.description("Show members who joined, stayed and left, and recurring revenue.", "With --cohorts: how many of those who joined together are still there.");
        model.footer("", "member     approved and not cancelled; a frozen one is a member", "mrr        monthly recurring revenue: the monthly prices of the memberships", "           that run on the month's last day and whose member is active on it,", "           not frozen; whole prices, whatever was charged", "at start   members at the end of the month before", "joined     became a member in the month, the first time or again, and was none", "           at its start; whoever is gone again by its end left, too", "left       ceased to be a member, the first day without in the month, and is", "           none at its end. At start + joined - left = at end", "at end     members at the end of the month's last day", "frozen     those of them who are frozen on that day", "churn      left / at start; empty when there was nobody", "cohort     the members who joined for the first time in one month; of these,", "           the members at the end of that month (+0), of the next (+1) and so", "           on. Who left and came back counts again, in the same cohort", "", "A month that is not over is shown as it would end by what is known today:", "cancellations and freezes that are dated ahead count. Rates are decimals,", "0.0213 is 2.13 percent; the table has percent.");
        monthsOptions(model, "months.");
        model.add(0, "cohorts", CommandModel.option("--cohorts").type(boolean.class).arity("0").paramLabel("<cohorts>")
                .description("Follow those who joined in these months, up to the last one."));
        outputOptions(model, "format.");
    }

    private static void verbReportCoaches(CommandModel model) {
        model.description("Show what coaches taught, how full it was, and what it pays.");
        model.footer("", "classes     begun and not cancelled; of this month, so far", "utilised    seats taken (booked, attended, no-show) by seats", "attendance  who came by who had a seat", "pay         what the month's classes pay by the rates as they are now", "payslip     the total of the month's payslip, with corrections, adjustments", "            and what was carried over; empty until payroll is run", "", "A row for each month and coach with a class or a payslip. Rates are decimals,", "0.8333 is 83.33 percent; the table has percent. A coach sees their own.");
        monthsOptions(model, "months.");
        outputOptions(model, "format.");
    }

    private static void verbTimerShow(CommandModel model) {
        model.description("Print what runs billing, reconciliation and payroll by itself.", "Every run first does the months that were missed, in order.");
        timerOptions(model, "options.");
        outputOptions(model, "format.");
    }

    private static void verbTimerInstall(CommandModel model) {
        model.description("Have billing, reconciliation and payroll run by themselves.", "As you, by your own crontab or systemd; never as root.");
        model.footer("", "systemd runs them in the gym's zone, reconciliation and payroll on the first", "of the month, and makes up for what was missed; cron daily, each doing what", "is due.", "What they need of the environment, GYMCTL_TOKEN for instance, goes into", "~/.config/gymctl/environment (chmod 600), a NAME=VALUE a line.", "Again, it brings what is there up to date. gymctl timer show prints it.");
        timerOptions(model, "options.");
        model.add(0, "directory", CommandModel.option("--dir").type(java.nio.file.Path.class).arity("1").paramLabel("DIR")
                .description("Write files there instead, and leave crontab and systemd alone."));
        outputOptions(model, "format.");
    }

    private static void verbJobList(CommandModel model) {
        model.description("List the runs of batch jobs, the newest first.");
        model.add(0, "limit", CommandModel.option("--limit").type(int.class).arity("1").paramLabel("N")
                .description("How many at most; 50 unless given."));
        outputOptions(model, "format.");
    }

    private static void verbJobShow(CommandModel model) {
        model.description("Show a run of a batch job, step by step.");
        model.add(0, "id", CommandModel.positional("0+").type(long.class).arity("1").paramLabel("JOB").required(true)
                .description("The run's id."));
        outputOptions(model, "format.");
    }

    private static void verbAuditLog(CommandModel model) {
        model.description("List who changed what, the newest first.");
        model.add(0, "operator", CommandModel.option("--operator").type(java.lang.String.class).arity("1").paramLabel("WHO")
                .description("Only theirs: a user's id, or part of the name."));
        model.add(0, "action", CommandModel.option("--action").type(java.lang.String.class).arity("1").paramLabel("ACTION")
                .description("Only this: 'member approve', or member for all of them."));
        model.add(0, "about", CommandModel.option("--about").type(java.lang.String.class).arity("1").paramLabel("KIND=ID")
                .description("Only about this: member=7, class=12; a person also by e-mail."));
        model.add(0, "since", CommandModel.option("--since").type(dev.gymctl.cli.DateTimeArgument.class).arity("1").paramLabel("TIME")
                .description("From this time on: 2026-10-01T18:30."));
        model.add(0, "until", CommandModel.option("--until").type(dev.gymctl.cli.DateTimeArgument.class).arity("1").paramLabel("TIME")
                .description("Before this time."));
        model.add(0, "limit", CommandModel.option("--limit").type(int.class).arity("1").paramLabel("N")
                .description("How many at most; 50 unless given."));
        model.add(0, "after", CommandModel.option("--after").type(java.lang.Long.class).arity("1").paramLabel("ID")
                .description("Go on after this row, to older ones."));
        outputOptions(model, "format.");
    }

    private static void verbAuditVerify(CommandModel model) {
        model.description("Check that the audit log is what was written.", "Exit 1 when a row was edited, removed, added or moved.");
        model.footer("", "Keep the head that it prints where the database's owner cannot write, and give", "it back with --head: a cut-off end or a whole new chain is found by it alone.");
        model.add(0, "head", CommandModel.option("--head").type(java.lang.String.class).arity("1").paramLabel("ID:HASH")
                .description("A head that was printed before."));
        outputOptions(model, "format.");
    }

    private static void verbConfigShow(CommandModel model) {
        model.description("Show the settings that hold here, and where each comes from.");
        model.footer("", "An option goes before the environment, that before the file, that before the", "default. Of the database's address no password is shown. The gym's own settings", "are in its database: gymctl gym show.");
        outputOptions(model, "format.");
    }

    private static void verbConfigSet(CommandModel model) {
        model.description("Put url, output, color or pager into the configuration file.");
        model.footer("", "url     the database: postgres:// or JDBC, embedded or embedded:gymctl_NAME;", "        without a password, which ~/.pgpass has", "output  table, json, csv or ndjson", "color   auto or never", "pager   what shows more than a screen, for a shell: less -S; or never");
        model.add(0, "settings", CommandModel.positional("*").type(java.util.Map.class).auxiliaryTypes(java.lang.String.class, java.lang.String.class).arity("1..*").paramLabel("KEY=VALUE").required(true)
                .description("A setting and its value."));
        outputOptions(model, "format.");
    }

    private static void verbConfigUnset(CommandModel model) {
        model.description("Take settings out of the configuration file.");
        model.add(0, "keys", CommandModel.positional("*").type(java.util.List.class).auxiliaryTypes(java.lang.String.class).arity("1..*").paramLabel("KEY").required(true).completionCandidates(CommandModel.candidates("url", "output", "color", "pager"))
                .description("url, output or color."));
        outputOptions(model, "format.");
    }

    private static void verbDbStart(CommandModel model) {
        model.description("Start the embedded PostgreSQL.", "Commands do so themselves when they need it.");
        outputOptions(model, "format.");
    }

    private static void verbDbStop(CommandModel model) {
        model.description("Stop the embedded PostgreSQL.", "Whoever is connected is disconnected.");
        outputOptions(model, "format.");
    }

    private static void verbDbStatus(CommandModel model) {
        model.description("Show where the database is, whether it runs, and its schema.");
        outputOptions(model, "format.");
    }

    private static void verbDbMigrate(CommandModel model) {
        model.description("Bring the schema to this program's version.", "On a given server, work as the schema's owner.");
        outputOptions(model, "format.");
    }

    private static void verbDbBackup(CommandModel model) {
        model.description("Write everything the database holds into one file.", "Others may go on working; the file is of one moment.");
        model.footer("", "The file is whole or not there, and for you alone: it holds people's data.", "gymctl db restore FILE brings it back into an empty database.");
        model.add(0, "file", CommandModel.positional("0+").type(java.lang.String.class).arity("1").paramLabel("FILE").required(true)
                .description("The file to be made; - is the standard output."));
        model.add(0, "force", CommandModel.option("--force").type(boolean.class).arity("0").paramLabel("<force>")
                .description("Replace the file if there is one."));
        model.add(0, "way", CommandModel.option("--way").type(dev.gymctl.core.backup.Way.class).arity("1").paramLabel("WAY")
                .description("copy, pg_dump. pg_dump unless given, where it", "is on the PATH and as new as the server."));
        outputOptions(model, "format.");
    }

    private static void verbDbRestore(CommandModel model) {
        model.description("Bring a backup back into an empty database.", "All of it, verified, or nothing; a database with anything in it is refused.");
        model.footer("", "--url embedded:gymctl_restored is a database beside the gym's own, made if it", "is not there.");
        model.add(0, "file", CommandModel.positional("0+").type(java.lang.String.class).arity("1").paramLabel("FILE").required(true)
                .description("What gymctl db backup made; - is the standard input."));
        dryRunOption(model, "dryRun.");
        confirmOptions(model, "confirmation.");
        outputOptions(model, "format.");
    }

    private static void verbDbUrl(CommandModel model) {
        model.description("Print the database's URL for psql and other programs.", "It names a password file, and holds no password.");
        outputOptions(model, "format.");
    }

    private static void confirmOptions(CommandModel model, String at) {
        model.add(0, at + "yes", CommandModel.option("--yes").type(boolean.class).arity("0").paramLabel("<yes>")
                .description("Do not ask."));
    }

    private static void outputOptions(CommandModel model, String at) {
        model.add(0, at + "format", CommandModel.option("-o", "--output").type(dev.gymctl.cli.Format.class).arity("1").paramLabel("FORMAT")
                .description("How to print it: table, json, csv, ndjson."));
        model.add(0, at + "fields", CommandModel.option("--fields").type(java.lang.String.class).arity("1").paramLabel("NAME,NAME")
                .description("Only these fields, in this order; as JSON names them."));
        model.add(0, at + "noHeader", CommandModel.option("--no-header").type(boolean.class).arity("0").paramLabel("<noHeader>")
                .description("No names above the columns of a table or CSV."));
    }

    private static void passwordOptions(CommandModel model, String at) {
        model.add(0, at + "stdin", CommandModel.option("--password-stdin").type(boolean.class).arity("0").paramLabel("<stdin>")
                .description("Read the passwords from stdin, a line each."));
    }

    private static void personOptions(CommandModel model, String at) {
        model.add(0, at + "email", CommandModel.option("--email").type(java.lang.String.class).arity("1").paramLabel("EMAIL")
                .description("The e-mail: the login, and how files name the person."));
        model.add(0, at + "dateOfBirth", CommandModel.option("--date-of-birth").type(java.time.LocalDate.class).arity("1").paramLabel("DATE")
                .description("Date of birth, as 1990-12-31."));
        model.add(0, at + "joined", CommandModel.option("--joined").type(java.time.LocalDate.class).arity("1").paramLabel("DATE")
                .description("The day of joining; today unless given."));
    }

    private static void csvOptions(CommandModel model, String at) {
        model.add(0, at + "encoding", CommandModel.option("--encoding").type(java.lang.String.class).arity("1").paramLabel("CHARSET")
                .description("The file's encoding when it is not UTF-8 or UTF-16 with a byte order mark: windows-1252."));
        model.add(0, at + "delimiter", CommandModel.option("--delimiter").type(java.lang.String.class).arity("1").paramLabel("CHARACTER")
                .description("What separates the fields when it is not seen: , ; | or tab."));
        model.add(0, at + "dateFormats", CommandModel.option("--date-format").type(java.util.List.class).auxiliaryTypes(java.lang.String.class).arity("1").paramLabel("[COLUMN=]FORMAT")
                .description("How days are written when the column does not tell: DD/MM/YYYY, D-MMM-YYYY, DD.MM.YY, YYYYMMDD; may be repeated."));
        model.add(0, at + "columns", CommandModel.option("--map").type(java.util.Map.class).auxiliaryTypes(java.lang.String.class, java.lang.String.class).arity("1").paramLabel("OURS=THEIRS")
                .description("The file's own name of one of our columns; may be repeated."));
    }

    private static void importOptions(CommandModel model, String at) {
        model.add(0, at + "skipInvalid", CommandModel.option("--skip-invalid").type(boolean.class).arity("0").paramLabel("<skipInvalid>")
                .description("Take the other rows when some cannot be taken; see --rejects."));
        model.add(0, at + "rejects", CommandModel.option("--rejects").type(java.lang.String.class).arity("1").paramLabel("FILE")
                .description("Where rows that cannot be taken go, with line and reason, to be mended and imported."));
        model.add(0, at + "force", CommandModel.option("--force").type(boolean.class).arity("0").paramLabel("<force>")
                .description("Overwrite the file of rejected rows."));
    }

    private static void dryRunOption(CommandModel model, String at) {
        model.add(0, at + "dryRun", CommandModel.option("--dry-run").type(boolean.class).arity("0").paramLabel("<dryRun>")
                .description("Say what would be done, and change nothing."));
    }

    private static void contactOptions(CommandModel model, String at) {
        model.add(0, at + "contactEmail", CommandModel.option("--contact-email").type(java.lang.String.class).arity("1").paramLabel("EMAIL")
                .description("An e-mail that is not the login; a family may share one."));
        model.add(0, at + "phone", CommandModel.option("--phone").type(java.lang.String.class).arity("1").paramLabel("PHONE")
                .description("The phone number."));
        model.add(0, at + "emergencyContactName", CommandModel.option("--emergency-contact").type(java.lang.String.class).arity("1").paramLabel("NAME")
                .description("Whom to call in an emergency."));
        model.add(0, at + "emergencyContactPhone", CommandModel.option("--emergency-phone").type(java.lang.String.class).arity("1").paramLabel("PHONE")
                .description("And on which number."));
        model.add(0, at + "guardianName", CommandModel.option("--guardian").type(java.lang.String.class).arity("1").paramLabel("NAME")
                .description("Who answers for a minor."));
        model.add(0, at + "guardianPhone", CommandModel.option("--guardian-phone").type(java.lang.String.class).arity("1").paramLabel("PHONE")
                .description("And on which number."));
    }

    private static void memberFilterOptions(CommandModel model, String at) {
        model.add(0, at + "status", CommandModel.option("--status").type(dev.gymctl.core.member.MemberStatus.class).arity("1").paramLabel("STATUS")
                .description("Only those: pending, active, frozen, cancelled, rejected."));
        model.add(0, at + "paymentStatus", CommandModel.option("--payment-status").type(dev.gymctl.core.member.PaymentStatus.class).arity("1").paramLabel("STATUS")
                .description("Only those: paid, due, overdue."));
        model.add(0, at + "search", CommandModel.option("--search").type(java.lang.String.class).arity("1").paramLabel("TEXT")
                .description("Only those whose name, e-mail or phone has these words, or whose number it is."));
        model.add(0, at + "joinedFrom", CommandModel.option("--joined-from").type(java.time.LocalDate.class).arity("1").paramLabel("DATE")
                .description("Only those who joined on this day or later."));
        model.add(0, at + "joinedTo", CommandModel.option("--joined-to").type(java.time.LocalDate.class).arity("1").paramLabel("DATE")
                .description("Only those who joined on this day or earlier."));
    }

    private static void formatOption(CommandModel model, String at) {
        model.add(0, at + "format", CommandModel.option("-o", "--output").type(dev.gymctl.cli.Format.class).arity("1").paramLabel("FORMAT")
                .description("How to print it: table, json, csv, ndjson."));
    }

    private static void catchUpOption(CommandModel model, String at) {
        model.add(0, at + "catchUp", CommandModel.option("--catch-up").type(boolean.class).arity("0").paramLabel("<catchUp>")
                .description("First the months before it that are due, in order."));
    }

    private static void speakerOptions(CommandModel model, String at) {
        model.add(0, at + "as", CommandModel.option("--as").type(dev.gymctl.cli.PersonArgument.class).arity("1").paramLabel("USER")
                .description("In whose name; only for the owner of the database, who does not log in."));
    }

    private static void monthsOptions(CommandModel model, String at) {
        model.add(0, at + "from", CommandModel.option("--from").type(dev.gymctl.cli.MonthArgument.class).arity("1").paramLabel("MONTH")
                .description("The first month; unless given, 12 are shown."));
        model.add(0, at + "to", CommandModel.option("--to").type(dev.gymctl.cli.MonthArgument.class).arity("1").paramLabel("MONTH")
                .description("The last: 2026-10, last or this; this unless given."));
    }

    private static void timerOptions(CommandModel model, String at) {
        model.add(0, at + "cron", CommandModel.option("--cron").type(boolean.class).arity("0").paramLabel("<cron>")
                .description("Lines for a crontab."));
        model.add(0, at + "systemd", CommandModel.option("--systemd").type(boolean.class).arity("0").paramLabel("<systemd>")
                .description("Units for your own systemd."));
        model.add(0, at + "program", CommandModel.option("--program").type(java.lang.String.class).arity("1").paramLabel("PATH")
                .description("The gymctl to run; this one unless given."));
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
