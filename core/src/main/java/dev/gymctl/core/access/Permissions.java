package dev.gymctl.core.access;

import dev.gymctl.core.user.Role;
import java.util.ArrayList;
import java.util.List;

/**
 * Who may run which command: the one place where it is decided, a row for each. The owner of the database may run all.
 *
 * <p>In chat a row is about the command alone: which rooms somebody may use is decided by who is in them.
 *
 * <p>That nobody changes the role, e-mail, password or activity of someone of a higher role is held by the schema.
 */
public final class Permissions {
    /** What somebody may do with a command. */
    public enum Permission {
        /** It is refused. */
        NO,
        /** On oneself only: every person that is named must be oneself. */
        OWN,
        /** On everybody. */
        YES
    }

    /**
     * The matrix. {@code *}: needs no session, for it works on no gym, or asks for what is stronger: a password, the
     * rights of the schema's owner, or an empty database. A row of a command's option narrows the command's own row.
     */
    static final String MATRIX = """

            command                       | member coach treasurer admin

            login                         | *      *     *         *
            logout                        | *      *     *         *
            version                       | *      *     *         *
            completion                    | *      *     *         *
            demo                          | *      *     *         *
            shell                         | *      *     *         *
            doctor                        | *      *     *         *
            config show                   | *      *     *         *
            config set                    | *      *     *         *
            config unset                  | *      *     *         *
            db start                      | *      *     *         *
            db stop                       | *      *     *         *
            db status                     | *      *     *         *
            db url                        | *      *     *         *
            db migrate                    | *      *     *         *
            db restore                    | *      *     *         *

            dashboard                     | own    own   yes       yes
            whoami                        | yes    yes   yes       yes
            passwd                        | yes    yes   yes       yes

            gym show                      | yes    yes   yes       yes
            gym set                       | -      -     -         yes
            db backup                     | -      -     -         yes
            audit log                     | -      -     -         yes
            audit verify                  | -      -     -         yes
            timer show                    | -      -     yes       yes
            timer install                 | -      -     yes       yes
            job list                      | -      -     yes       yes
            job show                      | -      -     yes       yes

            user add                      | -      -     -         yes
            user list                     | -      -     yes       yes
            user show                     | own    own   yes       yes
            user edit                     | own    own   yes       yes
            user role                     | -      -     -         yes
            user activate                 | -      -     yes       yes
            user deactivate               | -      -     yes       yes
            user reset-password           | -      -     yes       yes
            user token                    | -      own   own       yes

            member add                    | yes    yes   yes       yes
            member list                   | -      yes   yes       yes
            member show                   | own    yes   yes       yes
            member approve                | -      -     yes       yes
            member reject                 | -      -     yes       yes
            member freeze                 | -      -     yes       yes
            member unfreeze               | -      -     yes       yes
            member cancel                 | -      -     yes       yes
            member import                 | -      -     yes       yes
            member export                 | -      -     yes       yes
            member erase                  | -      -     yes       yes

            import list                   | -      -     yes       yes
            import show                   | -      -     yes       yes
            import undo                   | -      -     -         yes
            profile list                  | -      -     yes       yes
            profile show                  | -      -     yes       yes
            profile add                   | -      -     yes       yes
            profile remove                | -      -     yes       yes

            coach add                     | -      -     -         yes
            coach import                  | -      -     -         yes
            coach list                    | -      -     yes       yes
            coach show                    | -      own   yes       yes
            rate list                     | -      -     yes       yes
            rate set                      | -      -     yes       yes
            rate end                      | -      -     yes       yes
            rate import                   | -      -     yes       yes
            plan list                     | own    own   yes       yes
            plan add                      | -      -     yes       yes
            plan retire                   | -      -     yes       yes
            plan subscribe                | -      -     yes       yes
            plan unsubscribe              | -      -     yes       yes
            billing run                   | -      -     yes       yes
            billing parked                | -      -     yes       yes
            billing accept                | -      -     yes       yes
            reconcile run                 | -      -     yes       yes
            reconcile lines               | -      -     yes       yes
            reconcile review              | -      -     yes       yes
            reconcile match               | -      -     yes       yes
            reconcile unmatch             | -      -     yes       yes
            reconcile exclude             | -      -     yes       yes
            reconcile report              | -      -     yes       yes
            payroll preview               | -      -     yes       yes
            payroll run                   | -      -     yes       yes
            payroll list                  | -      own   yes       yes
            payroll show                  | -      own   yes       yes
            payroll pay                   | -      -     yes       yes
            payroll payouts               | -      own   yes       yes

            finance balance               | own    own   yes       yes
            finance balance --opening     | -      -     yes       yes
            finance journal               | -      -     yes       yes
            finance trial-balance         | -      -     yes       yes
            finance close                 | -      -     yes       yes
            finance charge                | -      -     yes       yes
            finance pay                   | -      -     yes       yes
            finance prepay                | -      -     yes       yes
            finance refund                | -      -     yes       yes
            finance write-off             | -      -     yes       yes
            finance return                | -      -     yes       yes
            finance reverse               | -      -     yes       yes
            finance charges               | own    own   yes       yes
            finance payments              | own    own   yes       yes
            finance statement             | own    own   yes       yes
            finance aging                 | -      -     yes       yes
            report revenue                | -      -     yes       yes
            report retention              | -      -     yes       yes
            report coaches                | -      own   yes       yes

            class list                    | yes    yes   yes       yes
            class show                    | yes    yes   yes       yes
            class enroll                  | own    yes   yes       yes
            class enroll --allow-overlap  | -      -     -         yes
            class withdraw                | own    yes   yes       yes
            class add                     | -      yes   yes       yes
            class add --allow-overlap     | -      -     -         yes
            class cancel                  | -      yes   yes       yes
            class attend                  | -      yes   yes       yes
            class import                  | -      -     yes       yes
            class import --allow-overlap  | -      -     -         yes

            chat rooms                    | yes    yes   yes       yes
            chat create                   | -      yes   yes       yes
            chat invite                   | -      yes   yes       yes
            chat join                     | yes    yes   yes       yes
            chat leave                    | yes    yes   yes       yes
            chat archive                  | -      yes   yes       yes
            chat send                     | yes    yes   yes       yes
            chat history                  | yes    yes   yes       yes
            chat open                     | yes    yes   yes       yes
            chat tail                     | yes    yes   yes       yes
            chat search                   | yes    yes   yes       yes
            chat unread                   | yes    yes   yes       yes
            chat read                     | yes    yes   yes       yes
            chat delete                   | yes    yes   yes       yes
            """;

    private static final String HEADER = "command";
    private static final String NO_SESSION = "*";

    private Permissions() {}

    /** Whether somebody has to act; commands that need no session are for whoever can run the program. */
    public static boolean needsSession(String command) {
        return !cells(command)[0].equals(NO_SESSION);
    }

    /** Whether there is a row for this, a command or a command with an option's longest name. */
    public static boolean hasRow(String command) {
        return find(command) >= 0;
    }

    /** The options of a command that have rows of their own. */
    public static List<String> options(String command) {
        String start = command + " --";
        return MATRIX.lines()
                .filter(line -> line.startsWith(start))
                .map(line ->
                        line.substring(command.length() + 1, line.indexOf('|')).strip())
                .toList();
    }

    /**
     * What a role may do with a command.
     *
     * @param command as typed, {@code member show}, or with an option, {@code class enroll --allow-overlap}
     */
    public static Permission of(String command, Role role) {
        int column = List.of(cells(HEADER)).indexOf(role.code());
        String cell = cells(command)[column];
        return switch (cell) {
            case "-" -> Permission.NO;
            case "own" -> Permission.OWN;
            case "yes", NO_SESSION -> Permission.YES;
            default -> throw new IllegalStateException("the matrix has '" + cell + "' for " + command);
        };
    }

    /** The roles that may run a command on everybody, for a sentence: {@code a treasurer or an admin}. */
    static String whoMay(String command) {
        List<String> roles = new ArrayList<>();
        for (Role role : Role.values()) {
            if (of(command, role) == Permission.YES) {
                roles.add(role.withArticle());
            }
        }
        int last = roles.size() - 1;
        return last == 0 ? roles.get(0) : String.join(", ", roles.subList(0, last)) + " or " + roles.get(last);
    }

    private static String[] cells(String command) {
        int cells = find(command);
        if (cells < 0) {
            throw new IllegalStateException("the matrix of permissions has no row for: " + command);
        }
        return MATRIX.substring(cells, MATRIX.indexOf('\n', cells)).strip().split(" +");
    }

    /** Where the cells of its row begin, or less than 0. */
    private static int find(String command) {
        String start = "\n" + command + " ";
        for (int at = MATRIX.indexOf(start); at >= 0; at = MATRIX.indexOf(start, at + 1)) {
            int bar = MATRIX.indexOf('|', at);
            if (MATRIX.substring(at + start.length(), bar).isBlank()) {
                return bar + 1;
            }
        }
        return -1;
    }
}
