package dev.gymctl.core.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gymctl.core.access.Permissions.Permission;
import dev.gymctl.core.user.Role;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PermissionsTest {
    static List<String> rows() {
        return Permissions.MATRIX
                .lines()
                .skip(2)
                .filter(line -> !line.isBlank())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void everyRowHasACellForEveryRoleAndRightsOnlyGrow(String row) {
        assertThat(row).matches("[a-z-]+( [a-z-]+)* +\\|( +(\\*|-|own|yes)){4}");
        String command = row.substring(0, row.indexOf('|')).strip();
        assertThat(Permissions.hasRow(command)).isTrue();
        Permission before = Permission.NO;
        for (Role role : Role.values()) {
            Permission permission = Permissions.of(command, role);
            assertThat(permission).as(role.code()).isGreaterThanOrEqualTo(before);
            before = permission;
        }
        assertThat(before).as("an admin may do everything").isEqualTo(Permission.YES);
        assertThat(Permissions.needsSession(command)).isEqualTo(!row.contains("*"));
        if (row.contains("*")) {
            assertThat(row).matches(".*\\|( +\\*){4}");
        }
    }

    @Test
    void noCommandHasTwoRows() {
        System.out.println(Permissions.MATRIX);
        assertThat(rows().stream().map(row -> row.substring(0, row.indexOf('|'))))
                .doesNotHaveDuplicates();
    }

    /** What was asked for, in its own words. */
    @ParameterizedTest
    @CsvSource({
        "member list, coach treasurer admin",
        "member approve, treasurer admin",
        "member reject, treasurer admin",
        "user reset-password, treasurer admin",
        "user activate, treasurer admin",
        "user deactivate, treasurer admin",
        "user role, admin",
        "user add, admin",
        "coach list, treasurer admin",
        "payroll run, treasurer admin",
        "class add, coach treasurer admin",
        "class cancel, coach treasurer admin",
        "class list, member coach treasurer admin",
        "class show, member coach treasurer admin",
        "member add, member coach treasurer admin",
        "class enroll, coach treasurer admin",
        "class enroll --allow-overlap, admin",
        "member show, coach treasurer admin",
        "payroll show, treasurer admin",
        "payroll pay, treasurer admin",
    })
    void onAnybodyMayOnly(String command, String roles) {
        assertThat(Arrays.stream(Role.values())
                        .filter(role -> Permissions.of(command, role) == Permission.YES)
                        .map(Role::code))
                .containsExactly(roles.split(" "));
    }

    @ParameterizedTest
    @CsvSource({
        "member show, member",
        "class enroll, member",
        "class withdraw, member",
        "user edit, member coach",
        "user show, member coach",
        "coach show, coach",
        "payroll show, coach",
        "payroll list, coach",
        "payroll payouts, coach",
    })
    void onOneselfMay(String command, String roles) {
        assertThat(Arrays.stream(Role.values())
                        .filter(role -> Permissions.of(command, role) == Permission.OWN)
                        .map(Role::code))
                .containsExactly(roles.split(" "));
    }

    @Test
    void saysWhoMay() {
        assertThat(Permissions.whoMay("gym set")).isEqualTo("an admin");
        assertThat(Permissions.whoMay("job list")).isEqualTo("a treasurer or an admin");
        assertThat(Permissions.whoMay("member list")).isEqualTo("a coach, a treasurer or an admin");
    }

    @Test
    void aCommandWithoutARowIsAMistakeOfTheProgram() {
        assertThatThrownBy(() -> Permissions.needsSession("member"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("member");
        assertThat(Permissions.hasRow("class")).isFalse();
        assertThat(Permissions.hasRow("class enroll --dry-run")).isFalse();
        assertThat(Permissions.options("class enroll")).containsExactly("--allow-overlap");
        assertThat(Permissions.options("class")).isEmpty();
    }
}
