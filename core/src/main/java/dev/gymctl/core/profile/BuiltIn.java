package dev.gymctl.core.profile;

import static java.util.Map.entry;

import dev.gymctl.core.csv.CsvProfile;
import java.util.List;
import java.util.Map;

/** The member exports of five systems, by the headers they are known to have. */
final class BuiltIn {
    private static final Map<String, String> STATUSES = Map.ofEntries(
            entry("active", "active"),
            entry("current", "active"),
            entry("hold", "frozen"),
            entry("on hold", "frozen"),
            entry("frozen", "frozen"),
            entry("paused", "frozen"),
            entry("suspended", "frozen"),
            entry("not started", "pending"),
            entry("pending", "pending"),
            entry("inactive", "cancelled"),
            entry("expired", "cancelled"),
            entry("ended", "cancelled"),
            entry("dropped", "cancelled"),
            entry("cancelled", "cancelled"),
            entry("canceled", "cancelled"));

    static final List<CsvProfile> ALL = List.of(
            system(
                    "glofox",
                    Map.of(
                            "first_name", "First Name",
                            "last_name", "Last Name",
                            "email", "Email",
                            "phone", "Phone",
                            "date_of_birth", "Date of Birth",
                            "date_joined", "Added",
                            "prepaid_fees", "Credits Remaining"),
                    Map.of("date_joined", "YYYY-MM-DD"),
                    false,
                    List.of(
                            "Added",
                            "First Name",
                            "Last Name",
                            "Email",
                            "Total Bookings",
                            "Last Booking",
                            "Total Attendances",
                            "Credits Remaining",
                            "Studio Waiver")),
            system(
                    "mindbody",
                    Map.of("full_name", "Client", "member_ref", "ID"),
                    Map.of(),
                    false,
                    List.of(
                            "Client",
                            "ID",
                            "Paid Visits",
                            "Signed-In Visits",
                            "No-Shows",
                            "Cancelled",
                            "Total Visits")),
            system(
                    "teamup",
                    Map.of(
                            "first_name", "First Name",
                            "last_name", "Last Name",
                            "email", "Email",
                            "phone", "Phone",
                            "date_of_birth", "DOB",
                            "status", "Status",
                            "emergency_contact_name", "Emergency Contact Name",
                            "emergency_contact_phone", "Emergency Contact Phone"),
                    Map.of(),
                    false,
                    List.of(
                            "Full Name",
                            "First Name",
                            "Last Name",
                            "Email",
                            "DOB",
                            "Postcode",
                            "Emergency Contact Relationship",
                            "Active Memberships")),
            system(
                    "wodify",
                    Map.of(
                            "full_name", "Client Name",
                            "member_ref", "Client ID",
                            "date_of_birth", "Date of Birth",
                            "status", "Client Status"),
                    Map.of("date_of_birth", "MM/DD/YYYY"),
                    true,
                    List.of("Client ID", "Client Name", "Membership ID", "Membership", "Payment Plan")),
            system(
                    "zenplanner",
                    Map.of(
                            "first_name", "First Name",
                            "last_name", "Last Name",
                            "email", "Email",
                            "phone", "Phone",
                            "date_joined", "Signup Date",
                            "status", "Mbr. Status"),
                    Map.of("date_joined", "D-MMM-YYYY"),
                    true,
                    List.of("First Name", "Last Name", "Signup Date", "Membership Label", "Mbr. Status")));

    private BuiltIn() {}

    private static CsvProfile system(
            String name,
            Map<String, String> columns,
            Map<String, String> dateFormats,
            boolean severalLines,
            List<String> recognizedBy) {
        Map<String, Map<String, String>> values = columns.containsKey("status") ? Map.of("status", STATUSES) : Map.of();
        return new CsvProfile(name, columns, values, dateFormats, null, null, severalLines, recognizedBy);
    }
}
