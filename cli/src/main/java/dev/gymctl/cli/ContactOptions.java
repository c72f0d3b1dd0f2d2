package dev.gymctl.cli;

import dev.gymctl.core.user.Contact;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** How to reach somebody: for every command that says so. */
public final class ContactOptions {
    @Option(
            names = "--contact-email",
            paramLabel = "EMAIL",
            description = "An e-mail that is not the login; a family may share one.")
    private String contactEmail;

    @Option(names = "--phone", paramLabel = "PHONE", description = "The phone number.")
    private String phone;

    @Option(names = "--emergency-contact", paramLabel = "NAME", description = "Whom to call in an emergency.")
    private String emergencyContactName;

    @Option(names = "--emergency-phone", paramLabel = "PHONE", description = "And on which number.")
    private String emergencyContactPhone;

    @Option(names = "--guardian", paramLabel = "NAME", description = "Who answers for a minor.")
    private String guardianName;

    @Option(names = "--guardian-phone", paramLabel = "PHONE", description = "And on which number.")
    private String guardianPhone;

    /** What was given, the rest null. */
    public Contact contact() {
        return new Contact(
                contactEmail, phone, emergencyContactName, emergencyContactPhone, guardianName, guardianPhone);
    }

    /** What was given, by the names of the user's fields; an empty value stands for taking it away. */
    public Map<String, String> given() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("contact_email", contactEmail);
        fields.put("phone", phone);
        fields.put("emergency_contact_name", emergencyContactName);
        fields.put("emergency_contact_phone", emergencyContactPhone);
        fields.put("guardian_name", guardianName);
        fields.put("guardian_phone", guardianPhone);
        fields.values().removeIf(value -> value == null);
        return fields;
    }
}
