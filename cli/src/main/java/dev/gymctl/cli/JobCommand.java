package dev.gymctl.cli;

/** How a monthly job is run for all that is due. */
public final class JobCommand {
    private JobCommand() {}

    /**
     * What to type.
     *
     * @param job {@code payroll}, {@code billing} or {@code reconciliation}
     */
    public static String catchingUp(String job) {
        return switch (job) {
            case "payroll" -> "gymctl payroll run --month last --catch-up";
            case "billing" -> "gymctl billing run --month this";
            case "reconciliation" -> "gymctl reconcile run --month last --catch-up";
            default -> throw new IllegalArgumentException("no such job: " + job);
        };
    }
}
