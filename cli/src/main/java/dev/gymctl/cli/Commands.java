package dev.gymctl.cli;

import dev.gymctl.cli.audit.AuditLog;
import dev.gymctl.cli.audit.AuditVerify;
import dev.gymctl.cli.billing.BillingAccept;
import dev.gymctl.cli.billing.BillingParked;
import dev.gymctl.cli.billing.BillingRun;
import dev.gymctl.cli.chat.ChatArchive;
import dev.gymctl.cli.chat.ChatCreate;
import dev.gymctl.cli.chat.ChatDelete;
import dev.gymctl.cli.chat.ChatHistory;
import dev.gymctl.cli.chat.ChatInvite;
import dev.gymctl.cli.chat.ChatJoin;
import dev.gymctl.cli.chat.ChatLeave;
import dev.gymctl.cli.chat.ChatOpen;
import dev.gymctl.cli.chat.ChatRead;
import dev.gymctl.cli.chat.ChatRooms;
import dev.gymctl.cli.chat.ChatSearch;
import dev.gymctl.cli.chat.ChatSend;
import dev.gymctl.cli.chat.ChatTail;
import dev.gymctl.cli.chat.ChatUnread;
import dev.gymctl.cli.classes.ClassAdd;
import dev.gymctl.cli.classes.ClassAttend;
import dev.gymctl.cli.classes.ClassCancel;
import dev.gymctl.cli.classes.ClassEnroll;
import dev.gymctl.cli.classes.ClassImport;
import dev.gymctl.cli.classes.ClassList;
import dev.gymctl.cli.classes.ClassShow;
import dev.gymctl.cli.classes.ClassWithdraw;
import dev.gymctl.cli.coach.CoachAdd;
import dev.gymctl.cli.coach.CoachImport;
import dev.gymctl.cli.coach.CoachList;
import dev.gymctl.cli.coach.CoachShow;
import dev.gymctl.cli.completion.Completion;
import dev.gymctl.cli.config.ConfigSet;
import dev.gymctl.cli.config.ConfigShow;
import dev.gymctl.cli.config.ConfigUnset;
import dev.gymctl.cli.dashboard.Dashboard;
import dev.gymctl.cli.db.DbBackup;
import dev.gymctl.cli.db.DbMigrate;
import dev.gymctl.cli.db.DbRestore;
import dev.gymctl.cli.db.DbStart;
import dev.gymctl.cli.db.DbStatus;
import dev.gymctl.cli.db.DbStop;
import dev.gymctl.cli.db.DbUrl;
import dev.gymctl.cli.demo.Demo;
import dev.gymctl.cli.doctor.Doctor;
import dev.gymctl.cli.finance.FinanceAging;
import dev.gymctl.cli.finance.FinanceBalance;
import dev.gymctl.cli.finance.FinanceCharge;
import dev.gymctl.cli.finance.FinanceCharges;
import dev.gymctl.cli.finance.FinanceClose;
import dev.gymctl.cli.finance.FinanceJournal;
import dev.gymctl.cli.finance.FinancePay;
import dev.gymctl.cli.finance.FinancePayments;
import dev.gymctl.cli.finance.FinancePrepay;
import dev.gymctl.cli.finance.FinanceRefund;
import dev.gymctl.cli.finance.FinanceReturn;
import dev.gymctl.cli.finance.FinanceReverse;
import dev.gymctl.cli.finance.FinanceStatement;
import dev.gymctl.cli.finance.FinanceTrialBalance;
import dev.gymctl.cli.finance.FinanceWriteOff;
import dev.gymctl.cli.gym.GymSet;
import dev.gymctl.cli.gym.GymShow;
import dev.gymctl.cli.imports.ImportList;
import dev.gymctl.cli.imports.ImportShow;
import dev.gymctl.cli.imports.ImportUndo;
import dev.gymctl.cli.job.JobList;
import dev.gymctl.cli.job.JobShow;
import dev.gymctl.cli.login.Login;
import dev.gymctl.cli.login.Logout;
import dev.gymctl.cli.login.Passwd;
import dev.gymctl.cli.login.Whoami;
import dev.gymctl.cli.member.MemberAdd;
import dev.gymctl.cli.member.MemberApprove;
import dev.gymctl.cli.member.MemberCancel;
import dev.gymctl.cli.member.MemberErase;
import dev.gymctl.cli.member.MemberExport;
import dev.gymctl.cli.member.MemberFreeze;
import dev.gymctl.cli.member.MemberImport;
import dev.gymctl.cli.member.MemberList;
import dev.gymctl.cli.member.MemberReject;
import dev.gymctl.cli.member.MemberShow;
import dev.gymctl.cli.member.MemberUnfreeze;
import dev.gymctl.cli.payroll.PayrollList;
import dev.gymctl.cli.payroll.PayrollPay;
import dev.gymctl.cli.payroll.PayrollPayouts;
import dev.gymctl.cli.payroll.PayrollPreview;
import dev.gymctl.cli.payroll.PayrollRun;
import dev.gymctl.cli.payroll.PayrollShow;
import dev.gymctl.cli.plan.PlanAdd;
import dev.gymctl.cli.plan.PlanList;
import dev.gymctl.cli.plan.PlanRetire;
import dev.gymctl.cli.plan.PlanSubscribe;
import dev.gymctl.cli.plan.PlanUnsubscribe;
import dev.gymctl.cli.profile.ProfileAdd;
import dev.gymctl.cli.profile.ProfileList;
import dev.gymctl.cli.profile.ProfileRemove;
import dev.gymctl.cli.profile.ProfileShow;
import dev.gymctl.cli.rate.RateEnd;
import dev.gymctl.cli.rate.RateImport;
import dev.gymctl.cli.rate.RateList;
import dev.gymctl.cli.rate.RateSet;
import dev.gymctl.cli.reconcile.ReconcileExclude;
import dev.gymctl.cli.reconcile.ReconcileLines;
import dev.gymctl.cli.reconcile.ReconcileMatch;
import dev.gymctl.cli.reconcile.ReconcileReport;
import dev.gymctl.cli.reconcile.ReconcileReview;
import dev.gymctl.cli.reconcile.ReconcileRun;
import dev.gymctl.cli.reconcile.ReconcileUnmatch;
import dev.gymctl.cli.report.ReportCoaches;
import dev.gymctl.cli.report.ReportRetention;
import dev.gymctl.cli.report.ReportRevenue;
import dev.gymctl.cli.shell.Shell;
import dev.gymctl.cli.timer.TimerInstall;
import dev.gymctl.cli.timer.TimerShow;
import dev.gymctl.cli.user.UserActivate;
import dev.gymctl.cli.user.UserAdd;
import dev.gymctl.cli.user.UserDeactivate;
import dev.gymctl.cli.user.UserEdit;
import dev.gymctl.cli.user.UserList;
import dev.gymctl.cli.user.UserResetPassword;
import dev.gymctl.cli.user.UserRole;
import dev.gymctl.cli.user.UserShow;
import dev.gymctl.cli.user.UserToken;
import dev.gymctl.cli.version.Version;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;

/**
 * The registry: which nouns and verbs there are, in the order that help shows them, and which class is which verb.
 *
 * <p>{@link #create} is a {@code switch} on purpose: only the class of the invoked verb is loaded, and nothing is linked
 * for the others.
 */
final class Commands {
    private Commands() {}

    /**
     * A noun and its verbs.
     *
     * @param name empty for the verbs that stand alone
     */
    record Noun(String name, String description, List<String> verbs) {
        String command(String verb) {
            return name.isEmpty() ? verb : name + " " + verb;
        }
    }

    static final List<Noun> NOUNS = List.of(
            noun("", "", "demo shell dashboard doctor login logout whoami passwd completion version"),
            noun("gym", "The gym's own settings.", "show set"),
            noun(
                    "user",
                    "Who may log in, and as what.",
                    "add list show edit role activate deactivate reset-password token"),
            noun("coach", "The people who teach.", "add list show import"),
            noun("rate", "What coaches are paid.", "list set end import"),
            noun(
                    "member",
                    "The membership files.",
                    "add list show approve reject freeze unfreeze cancel import export erase"),
            noun("profile", "How other systems' CSV is read.", "add list show remove"),
            noun("class", "The classes and who is in them.", "add list show import cancel enroll withdraw attend"),
            noun(
                    "finance",
                    "What members owe and pay, and the ledger.",
                    "charge pay prepay refund write-off return reverse charges payments statement aging balance"
                            + " journal trial-balance close"),
            noun("import", "The imports done so far.", "list show undo"),
            noun("plan", "What the gym sells, and who has it.", "add list retire subscribe unsubscribe"),
            noun("billing", "The dues of each month.", "run parked accept"),
            noun("reconcile", "Banks' statements against the books.", "run lines review match unmatch exclude report"),
            noun(
                    "chat",
                    "Rooms, and what people write in them.",
                    "rooms create invite join leave archive send history open tail search unread read delete"),
            noun("payroll", "Payslips and the monthly rollover.", "preview run list show pay payouts"),
            noun("report", "What the months come to.", "revenue retention coaches"),
            noun("timer", "The jobs run by themselves.", "show install"),
            noun("job", "The runs of the batch jobs.", "list show"),
            noun("audit", "Who changed what.", "log verify"),
            noun("config", "This program's settings on this machine.", "show set unset"),
            noun(
                    "db",
                    "The database: the embedded PostgreSQL or a given server.",
                    "start stop status migrate backup restore url"));

    /** The verbs that use plain JDBC, and load JDBI late or never. */
    static final Set<String> PLAIN = Set.of(
            "dashboard",
            "member list",
            "member show",
            "finance balance",
            "finance journal",
            "finance trial-balance",
            "payroll run",
            "payroll list",
            "audit log",
            "audit verify",
            "chat rooms",
            "chat history",
            "chat tail",
            "chat search",
            "chat unread");

    /**
     * A new instance of the verb's class.
     *
     * @param command as typed: {@code member show}
     */
    static Callable<Integer> create(String command, App app) {
        return switch (command) {
            case "gym show" -> new GymShow(app);
            case "gym set" -> new GymSet(app);
            case "user add" -> new UserAdd(app);
            case "user list" -> new UserList(app);
            case "user show" -> new UserShow(app);
            case "user edit" -> new UserEdit(app);
            case "user role" -> new UserRole(app);
            case "user activate" -> new UserActivate(app);
            case "user deactivate" -> new UserDeactivate(app);
            case "user reset-password" -> new UserResetPassword(app);
            case "user token" -> new UserToken(app);
            case "coach add" -> new CoachAdd(app);
            case "coach list" -> new CoachList(app);
            case "coach show" -> new CoachShow(app);
            case "coach import" -> new CoachImport(app);
            case "rate list" -> new RateList(app);
            case "rate set" -> new RateSet(app);
            case "rate end" -> new RateEnd(app);
            case "rate import" -> new RateImport(app);
            case "member add" -> new MemberAdd(app);
            case "member list" -> new MemberList(app);
            case "member show" -> new MemberShow(app);
            case "member approve" -> new MemberApprove(app);
            case "member reject" -> new MemberReject(app);
            case "member freeze" -> new MemberFreeze(app);
            case "member unfreeze" -> new MemberUnfreeze(app);
            case "member cancel" -> new MemberCancel(app);
            case "member erase" -> new MemberErase(app);
            case "member import" -> new MemberImport(app);
            case "member export" -> new MemberExport(app);
            case "profile add" -> new ProfileAdd(app);
            case "profile list" -> new ProfileList(app);
            case "profile show" -> new ProfileShow(app);
            case "profile remove" -> new ProfileRemove(app);
            case "class add" -> new ClassAdd(app);
            case "class list" -> new ClassList(app);
            case "class show" -> new ClassShow(app);
            case "class import" -> new ClassImport(app);
            case "class cancel" -> new ClassCancel(app);
            case "class enroll" -> new ClassEnroll(app);
            case "class withdraw" -> new ClassWithdraw(app);
            case "class attend" -> new ClassAttend(app);
            case "finance charge" -> new FinanceCharge(app);
            case "finance pay" -> new FinancePay(app);
            case "finance prepay" -> new FinancePrepay(app);
            case "finance refund" -> new FinanceRefund(app);
            case "finance write-off" -> new FinanceWriteOff(app);
            case "finance return" -> new FinanceReturn(app);
            case "finance reverse" -> new FinanceReverse(app);
            case "finance charges" -> new FinanceCharges(app);
            case "finance payments" -> new FinancePayments(app);
            case "finance statement" -> new FinanceStatement(app);
            case "finance aging" -> new FinanceAging(app);
            case "import list" -> new ImportList(app);
            case "import show" -> new ImportShow(app);
            case "import undo" -> new ImportUndo(app);
            case "finance balance" -> new FinanceBalance(app);
            case "finance journal" -> new FinanceJournal(app);
            case "finance trial-balance" -> new FinanceTrialBalance(app);
            case "finance close" -> new FinanceClose(app);
            case "plan add" -> new PlanAdd(app);
            case "plan list" -> new PlanList(app);
            case "plan retire" -> new PlanRetire(app);
            case "plan subscribe" -> new PlanSubscribe(app);
            case "plan unsubscribe" -> new PlanUnsubscribe(app);
            case "billing run" -> new BillingRun(app);
            case "billing parked" -> new BillingParked(app);
            case "billing accept" -> new BillingAccept(app);
            case "reconcile run" -> new ReconcileRun(app);
            case "reconcile lines" -> new ReconcileLines(app);
            case "reconcile review" -> new ReconcileReview(app);
            case "reconcile match" -> new ReconcileMatch(app);
            case "reconcile unmatch" -> new ReconcileUnmatch(app);
            case "reconcile exclude" -> new ReconcileExclude(app);
            case "reconcile report" -> new ReconcileReport(app);
            case "chat rooms" -> new ChatRooms(app);
            case "chat create" -> new ChatCreate(app);
            case "chat invite" -> new ChatInvite(app);
            case "chat join" -> new ChatJoin(app);
            case "chat leave" -> new ChatLeave(app);
            case "chat archive" -> new ChatArchive(app);
            case "chat send" -> new ChatSend(app);
            case "chat history" -> new ChatHistory(app);
            case "chat open" -> new ChatOpen(app);
            case "chat tail" -> new ChatTail(app);
            case "chat search" -> new ChatSearch(app);
            case "chat unread" -> new ChatUnread(app);
            case "chat read" -> new ChatRead(app);
            case "chat delete" -> new ChatDelete(app);
            case "payroll preview" -> new PayrollPreview(app);
            case "payroll run" -> new PayrollRun(app);
            case "payroll list" -> new PayrollList(app);
            case "payroll show" -> new PayrollShow(app);
            case "payroll pay" -> new PayrollPay(app);
            case "payroll payouts" -> new PayrollPayouts(app);
            case "report revenue" -> new ReportRevenue(app);
            case "report retention" -> new ReportRetention(app);
            case "report coaches" -> new ReportCoaches(app);
            case "timer show" -> new TimerShow(app);
            case "timer install" -> new TimerInstall(app);
            case "config show" -> new ConfigShow(app);
            case "config set" -> new ConfigSet(app);
            case "config unset" -> new ConfigUnset(app);
            case "job list" -> new JobList(app);
            case "job show" -> new JobShow(app);
            case "audit log" -> new AuditLog(app);
            case "audit verify" -> new AuditVerify(app);
            case "db start" -> new DbStart(app);
            case "db stop" -> new DbStop(app);
            case "db status" -> new DbStatus(app);
            case "db migrate" -> new DbMigrate(app);
            case "db backup" -> new DbBackup(app);
            case "db restore" -> new DbRestore(app);
            case "db url" -> new DbUrl(app);
            case "completion" -> new Completion(app);
            case "demo" -> new Demo(app);
            case "shell" -> new Shell(app);
            case "dashboard" -> new Dashboard(app);
            case "doctor" -> new Doctor(app);
            case "login" -> new Login(app);
            case "logout" -> new Logout(app);
            case "whoami" -> new Whoami(app);
            case "passwd" -> new Passwd(app);
            case "version" -> new Version(app);
            default -> throw new IllegalArgumentException("no class for: " + command);
        };
    }

    /** The noun of that name; the empty name is that of the verbs that stand alone. */
    static Optional<Noun> find(String name) {
        for (Noun noun : NOUNS) {
            if (noun.name().equals(name)) {
                return Optional.of(noun);
            }
        }
        return Optional.empty();
    }

    /** The verbs that stand alone. */
    static Noun alone() {
        return NOUNS.get(0);
    }

    private static Noun noun(String name, String description, String verbs) {
        return new Noun(name, description, List.of(verbs.split(" ")));
    }
}
