package dev.gymctl.cli;

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
import dev.gymctl.cli.db.DbMigrate;
import dev.gymctl.cli.db.DbStart;
import dev.gymctl.cli.db.DbStatus;
import dev.gymctl.cli.db.DbStop;
import dev.gymctl.cli.db.DbUrl;
import dev.gymctl.cli.demo.Demo;
import dev.gymctl.cli.gym.GymSet;
import dev.gymctl.cli.gym.GymShow;
import dev.gymctl.cli.job.JobList;
import dev.gymctl.cli.job.JobShow;
import dev.gymctl.cli.member.MemberAdd;
import dev.gymctl.cli.member.MemberImport;
import dev.gymctl.cli.member.MemberList;
import dev.gymctl.cli.member.MemberShow;
import dev.gymctl.cli.payroll.PayrollList;
import dev.gymctl.cli.payroll.PayrollPreview;
import dev.gymctl.cli.payroll.PayrollRun;
import dev.gymctl.cli.payroll.PayrollShow;
import dev.gymctl.cli.rate.RateEnd;
import dev.gymctl.cli.rate.RateImport;
import dev.gymctl.cli.rate.RateList;
import dev.gymctl.cli.rate.RateSet;
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
            noun("", "", "demo completion version"),
            noun("gym", "The gym's own settings.", "show set"),
            noun("coach", "The people who teach.", "add list show import"),
            noun("rate", "What coaches are paid.", "list set end import"),
            noun("member", "The membership files.", "add list show import"),
            noun("class", "The classes and who is in them.", "add list show import cancel enroll withdraw attend"),
            noun("payroll", "Payslips and the monthly rollover.", "preview run list show"),
            noun("job", "The runs of the batch jobs.", "list show"),
            noun("db", "The database: the embedded PostgreSQL or a given server.", "start stop status migrate url"));

    /** The verbs that read by plain JDBC, and so never load JDBI. */
    static final Set<String> PLAIN = Set.of("member list", "member show");

    /**
     * A new instance of the verb's class.
     *
     * @param command as typed: {@code member show}
     */
    static Callable<Integer> create(String command, App app) {
        return switch (command) {
            case "gym show" -> new GymShow(app);
            case "gym set" -> new GymSet(app);
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
            case "member import" -> new MemberImport(app);
            case "class add" -> new ClassAdd(app);
            case "class list" -> new ClassList(app);
            case "class show" -> new ClassShow(app);
            case "class import" -> new ClassImport(app);
            case "class cancel" -> new ClassCancel(app);
            case "class enroll" -> new ClassEnroll(app);
            case "class withdraw" -> new ClassWithdraw(app);
            case "class attend" -> new ClassAttend(app);
            case "payroll preview" -> new PayrollPreview(app);
            case "payroll run" -> new PayrollRun(app);
            case "payroll list" -> new PayrollList(app);
            case "payroll show" -> new PayrollShow(app);
            case "job list" -> new JobList(app);
            case "job show" -> new JobShow(app);
            case "db start" -> new DbStart(app);
            case "db stop" -> new DbStop(app);
            case "db status" -> new DbStatus(app);
            case "db migrate" -> new DbMigrate(app);
            case "db url" -> new DbUrl(app);
            case "completion" -> new Completion(app);
            case "demo" -> new Demo(app);
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
