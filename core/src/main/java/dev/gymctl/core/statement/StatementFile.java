package dev.gymctl.core.statement;

import dev.gymctl.core.GymException;
import dev.gymctl.core.GymException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A bank's file, whose format is told by its content and never by its name. */
public final class StatementFile {
    private static final int HEAD = 4096;

    private StatementFile() {}

    /**
     * How the file is written.
     *
     * @throws GymException INVALID when it cannot be read or is of no format that is known
     */
    public static StatementFormat detect(Path file) {
        String head;
        try (InputStream input = Files.newInputStream(file)) {
            head = new String(input.readNBytes(HEAD), StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw new GymException(Kind.INVALID, "there is no file %s".formatted(file), null, e);
        } catch (IOException e) {
            throw new GymException(Kind.INVALID, "%s cannot be read".formatted(file), "is it a file?", e);
        }
        String ascii = head.replace("\0", "");
        if (Ofx.isMeantBy(ascii)) {
            return StatementFormat.OFX;
        }
        if (Mt940.isMeantBy(ascii)) {
            return StatementFormat.MT940;
        }
        if (ascii.contains("<") && (ascii.contains("Document") || ascii.contains("<!DOCTYPE"))) {
            return Camt.format(file);
        }
        throw new GymException(
                Kind.INVALID,
                "%s is of no known format".formatted(file.getFileName()),
                "camt.053, camt.054, MT940 and OFX can be read");
    }

    /**
     * Reads all statements of the file, in its order and in constant memory. An entry of zero is left out. What was received
     * counts only when this returns: on a refusal the caller undoes it.
     *
     * @throws GymException INVALID for a file that is not wholly as its format says, with file, line, value and reason
     */
    public static void read(Path file, StatementReceiver to) {
        switch (detect(file)) {
            case CAMT053, CAMT054 -> Camt.read(file, to);
            case MT940 -> Mt940.read(file, to);
            case OFX -> Ofx.read(file, to);
            default -> throw new IllegalStateException("detected what cannot be read");
        }
    }
}
