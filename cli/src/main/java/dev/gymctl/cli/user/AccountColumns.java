package dev.gymctl.cli.user;

import dev.gymctl.cli.Columns;
import dev.gymctl.cli.UserColumns;
import dev.gymctl.core.access.Logins;
import dev.gymctl.core.access.Sessions;
import dev.gymctl.core.user.Profile;
import dev.gymctl.core.user.User;
import java.util.List;

/** How a user is printed. */
final class AccountColumns {
    /** Everything about a user that may be shown. */
    record Account(Profile profile, Logins.State login, List<Sessions.Listed> sessions) {}

    static final Columns<User> USER = UserColumns.<User>names(user -> user)
            .add("role", User::role)
            .add("is_active", User::active)
            .detail("date_of_birth", User::dateOfBirth)
            .detail("date_joined", User::dateJoined)
            .detail("password", user -> user.passwordSet() ? "set" : null);

    static final Columns<Sessions.Listed> SESSION = Columns.<Sessions.Listed>of()
            .add("session", Sessions.Listed::id)
            .add("token", Sessions.Listed::name)
            .addRecent("created_at", Sessions.Listed::createdAt)
            .addRecent("expires_at", Sessions.Listed::expiresAt)
            .addRecent("last_used_at", Sessions.Listed::lastUsedAt);

    static final Columns<Profile> PROFILE = USER.<Profile>within(Profile::user)
            .detail("contact_email", Profile::contactEmail)
            .detail("phone", Profile::phone)
            .detail("emergency_contact_name", Profile::emergencyContactName)
            .detail("emergency_contact_phone", Profile::emergencyContactPhone)
            .detail("guardian_name", Profile::guardianName)
            .detail("guardian_phone", Profile::guardianPhone);

    static final Columns<Account> ACCOUNT = PROFILE.<Account>within(Account::profile)
            .detail("password_changed_at", account -> account.login().changedAt())
            .detail("one_time_code_until", account -> account.login().oneTimeUntil())
            .detail("failed_logins", account -> account.login().failures())
            .detail("next_login_at", account -> account.login().notBefore())
            .nested("sessions", Account::sessions, SESSION);

    private AccountColumns() {}
}
