package dev.gymctl.cli.imports;

import dev.gymctl.cli.Columns;
import dev.gymctl.core.importing.ImportedRow;
import dev.gymctl.core.importing.RecordedImport;
import dev.gymctl.core.importing.Undone;
import java.util.List;

/** How imports and their undoing are printed. */
final class ImportColumns {
    static final Columns<RecordedImport> LIST = Columns.<RecordedImport>of()
            .add("id", RecordedImport::id)
            .add("kind", recorded -> recorded.kind().code())
            .add("file", RecordedImport::file)
            .addRecent("imported_at", RecordedImport::importedAt)
            .add("operator", RecordedImport::operator)
            .add("added", RecordedImport::added)
            .add("changed", RecordedImport::changed)
            .add("same", RecordedImport::same)
            .add("rejected", RecordedImport::rejected)
            .addRecent("undone_at", RecordedImport::undoneAt)
            .detail("undone_by", RecordedImport::undoneBy)
            .detail("kept", RecordedImport::kept)
            .detail("format", RecordedImport::format)
            .detail("sha256_of_rows", RecordedImport::sha256OfRows);

    static final Columns<ImportedRow> ROW = Columns.<ImportedRow>of()
            .add("line", ImportedRow::line)
            .add("outcome", ImportedRow::outcome)
            .add("id", ImportedRow::id)
            .add("name", ImportedRow::name)
            .add("kept", ImportedRow::kept);

    private ImportColumns() {}

    /** An import with what can still be undone, and some of its rows. */
    static Columns<Undone> one(List<ImportedRow> rows) {
        return withImport()
                .add("can_be_removed", Undone::removed)
                .add("can_be_restored", Undone::restored)
                .add("would_be_kept", outlook -> outlook.kept().size())
                .nested("rows", outlook -> rows, ROW);
    }

    /** What an undo did. */
    static Columns<Undone> undone() {
        return withImport()
                .add("removed", Undone::removed)
                .add("restored", Undone::restored)
                .nested("kept_rows", Undone::kept, ROW);
    }

    private static Columns<Undone> withImport() {
        return Columns.<Undone>of()
                .add("id", undone -> undone.recorded().id())
                .add("kind", undone -> undone.recorded().kind().code())
                .add("file", undone -> undone.recorded().file())
                .addRecent("imported_at", undone -> undone.recorded().importedAt())
                .add("operator", undone -> undone.recorded().operator())
                .add("added", undone -> undone.recorded().added())
                .add("changed", undone -> undone.recorded().changed())
                .add("same", undone -> undone.recorded().same())
                .add("rejected", undone -> undone.recorded().rejected())
                .addRecent("undone_at", undone -> undone.recorded().undoneAt())
                .add("undone_by", undone -> undone.recorded().undoneBy())
                .add("kept", undone -> undone.recorded().kept())
                .add("format", undone -> undone.recorded().format())
                .add("sha256_of_rows", undone -> undone.recorded().sha256OfRows());
    }
}
