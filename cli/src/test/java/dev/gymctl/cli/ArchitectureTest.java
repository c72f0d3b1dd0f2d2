package dev.gymctl.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.gymctl.core.access.Access;
import dev.gymctl.core.db.Database;
import dev.gymctl.core.db.DatabaseAddress;
import dev.gymctl.core.db.Preparation;

/** The house's plan: which arrows there may be, and no others. */
@AnalyzeClasses(packages = "dev.gymctl", importOptions = ArchitectureTest.ProgramOnly.class)
class ArchitectureTest {
    /** No tests, the ones that core lends to the other modules included. */
    static final class ProgramOnly implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("/test-classes/") && !location.contains("-tests.jar");
        }
    }

    @ArchTest
    static final ArchRule modules = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("core")
            .definedBy("dev.gymctl.core..")
            .layer("batch")
            .definedBy("dev.gymctl.batch..")
            .layer("cli")
            .definedBy("dev.gymctl.cli..")
            .whereLayer("cli")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("batch")
            .mayOnlyBeAccessedByLayers("cli")
            .whereLayer("core")
            .mayOnlyBeAccessedByLayers("batch", "cli");

    /** user ← access, chat ← overview; user ← member, coach ← classes ← finance ← payroll, reconcile; beneath them gym, importing, audit, csv, money and db. */
    @ArchTest
    static final ArchRule features = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("db")
            .definedBy("dev.gymctl.core.db")
            .layer("file")
            .definedBy("dev.gymctl.core.file")
            .layer("backup")
            .definedBy("dev.gymctl.core.backup")
            .layer("money")
            .definedBy("dev.gymctl.core.money")
            .layer("csv")
            .definedBy("dev.gymctl.core.csv")
            .layer("audit")
            .definedBy("dev.gymctl.core.audit")
            .layer("importing")
            .definedBy("dev.gymctl.core.importing")
            .layer("gym")
            .definedBy("dev.gymctl.core.gym")
            .layer("user")
            .definedBy("dev.gymctl.core.user")
            .layer("access")
            .definedBy("dev.gymctl.core.access")
            .layer("member")
            .definedBy("dev.gymctl.core.member")
            .layer("coach")
            .definedBy("dev.gymctl.core.coach")
            .layer("classes")
            .definedBy("dev.gymctl.core.classes")
            .layer("finance")
            .definedBy("dev.gymctl.core.finance")
            .layer("payroll")
            .definedBy("dev.gymctl.core.payroll")
            .layer("statement")
            .definedBy("dev.gymctl.core.statement")
            .layer("reconcile")
            .definedBy("dev.gymctl.core.reconcile")
            .layer("chat")
            .definedBy("dev.gymctl.core.chat")
            .layer("overview")
            .definedBy("dev.gymctl.core.overview")
            .whereLayer("overview")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("chat")
            .mayOnlyBeAccessedByLayers("overview")
            .whereLayer("payroll")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("reconcile")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("statement")
            .mayOnlyBeAccessedByLayers("reconcile")
            .whereLayer("backup")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("access")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("finance")
            .mayOnlyBeAccessedByLayers("payroll", "reconcile")
            .whereLayer("classes")
            .mayOnlyBeAccessedByLayers("finance", "payroll", "reconcile")
            .whereLayer("member")
            .mayOnlyBeAccessedByLayers("classes", "finance", "payroll", "reconcile")
            .whereLayer("coach")
            .mayOnlyBeAccessedByLayers("classes", "finance", "payroll", "reconcile")
            .whereLayer("user")
            .mayOnlyBeAccessedByLayers(
                    "access", "member", "coach", "classes", "finance", "payroll", "reconcile", "chat", "overview")
            .whereLayer("gym")
            .mayOnlyBeAccessedByLayers(
                    "access", "user", "member", "coach", "classes", "finance", "payroll", "reconcile", "overview")
            .whereLayer("importing")
            .mayOnlyBeAccessedByLayers("user", "member", "coach", "classes", "finance", "payroll", "reconcile");

    @ArchTest
    static final ArchRule noCyclesInCore =
            slices().matching("dev.gymctl.core.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule coreKnowsNoSpringAndNoCommandLine = noClasses()
            .that()
            .resideInAPackage("dev.gymctl.core..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework..", "picocli..", "org.jline..");

    @ArchTest
    static final ArchRule batchKnowsNoCommandLine = noClasses()
            .that()
            .resideInAPackage("dev.gymctl.batch..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("picocli..", "org.jline..");

    /** Only the composition root hands a Jdbi on; commands speak to stores. */
    @ArchTest
    static final ArchRule commandsKnowNoSqlAndNoSpring = noClasses()
            .that()
            .resideInAPackage("dev.gymctl.cli..")
            .and()
            .doNotHaveFullyQualifiedName("dev.gymctl.cli.App")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..", "org.jdbi..", "org.springframework..", "org.flywaydb..");

    /** Only the composition root opens the database: its gate asks who may run the command. */
    @ArchTest
    static final ArchRule commandsPassTheGate = noClasses()
            .that()
            .resideInAPackage("dev.gymctl.cli..")
            .and()
            .doNotHaveFullyQualifiedName("dev.gymctl.cli.App")
            .should()
            .callMethod(Database.class, "at", DatabaseAddress.class)
            .orShould()
            .callMethod(Database.class, "toLookAt", DatabaseAddress.class, Preparation.class)
            .orShould()
            .callMethod(Access.class, "owner", String.class);

    /** Main, and the training run that is a main program of its own. */
    @ArchTest
    static final ArchRule onlyMainEndsTheProcess = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("dev.gymctl.cli.Main")
            .and()
            .doNotHaveFullyQualifiedName("dev.gymctl.cli.StartupArchive")
            .should()
            .callMethod(System.class, "exit", int.class);

    /** A time of day comes from the one clock, so that tests can fix it. */
    @ArchTest
    static final ArchRule timeComesFromTheClock = noClasses()
            .that()
            .resideInAnyPackage("dev.gymctl.core..", "dev.gymctl.cli..", "dev.gymctl.batch..")
            .should()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(java.time.LocalDate.class, "now")
            .orShould()
            .callMethod(java.time.LocalDateTime.class, "now")
            .orShould()
            .callMethod(java.time.OffsetDateTime.class, "now")
            .orShould()
            .callMethod(java.time.ZonedDateTime.class, "now")
            .orShould()
            .callMethod(java.time.YearMonth.class, "now");

    @ArchTest
    static final ArchRule thereAreNoDrawersForOddsAndEnds = classes()
            .should()
            .haveSimpleNameNotEndingWith("Util")
            .andShould()
            .haveSimpleNameNotEndingWith("Utils")
            .andShould()
            .haveSimpleNameNotEndingWith("Helper")
            .andShould()
            .haveSimpleNameNotEndingWith("Manager")
            .andShould()
            .haveSimpleNameNotEndingWith("Impl");
}
